using System.Buffers.Binary;

namespace FollowUpFlows.Pipeline.Sending.Images;

/// <summary>Takes out of a JPEG what is not the picture: where and with what it was taken (EXIF, XMP, IPTC), comments, and whatever follows
/// its end. How it is to be turned is written anew, and colors stay as they were meant.</summary>
internal static class BareJpeg
{
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte Comment = 0xFE;
    private const int OrientationTag = 0x0112;

    /// <summary>Null for what is broken.</summary>
    public static byte[]? Of(ReadOnlySpan<byte> bytes)
    {
        using MemoryStream bare = new();
        bare.Write([0xFF, 0xD8]);
        int turned = 1;
        int start = 2;
        long afterStart = bare.Position;
        while (start + 2 <= bytes.Length)
        {
            if (bytes[start] != 0xFF)
            {
                return null;
            }

            byte marker = bytes[start + 1];
            if (marker == 0xFF)
            {
                start++;  // what fills the gap between two segments
                continue;
            }

            if (marker == EndOfImage)
            {
                bare.Write([0xFF, EndOfImage]);
                return turned == 1 ? bare.ToArray() : WithOrientation(bare.ToArray(), (int)afterStart, turned);
            }

            int end = start + 4 <= bytes.Length ? start + 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(start + 2)..]) : 0;
            if (end > bytes.Length || end < start + 4)
            {
                return null;
            }

            ReadOnlySpan<byte> data = bytes[(start + 4)..end];
            turned = marker == 0xE1 && OrientationOf(data) is { } found ? found : turned;
            end = marker == StartOfScan ? EndOfScan(bytes, end) : end;
            if (!IsAside(marker, data))
            {
                bare.Write(bytes[start..end]);
            }

            start = end;
        }

        return null;
    }

    /// <summary>Of the segments for applications three say how the picture looks: JFIF, the profile of its colors, and Adobe's way to write them.</summary>
    private static bool IsAside(byte marker, ReadOnlySpan<byte> data) => marker switch
    {
        Comment => true,
        0xE0 => !data.StartsWith("JFIF\0"u8),
        0xE2 => !data.StartsWith("ICC_PROFILE\0"u8),
        0xEE => !data.StartsWith("Adobe"u8),
        _ => marker is >= 0xE0 and <= 0xEF,
    };

    /// <summary>Up to the next marker: in the picture itself a 0xFF is followed by 0, or by a number that counts the parts.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> bytes, int from)
    {
        int at = from;
        while (at + 1 < bytes.Length && !(bytes[at] == 0xFF && bytes[at + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7))))
        {
            at++;
        }

        return at + 1 < bytes.Length ? at : bytes.Length;
    }

    /// <summary>1 to 8; null where nothing is said that can be read.</summary>
    private static int? OrientationOf(ReadOnlySpan<byte> exif)
    {
        if (exif.Length < 14 || !exif.StartsWith("Exif\0\0"u8))
        {
            return null;
        }

        ReadOnlySpan<byte> tiff = exif[6..];
        bool isLittle = tiff.StartsWith("II"u8);
        uint first = Number(tiff[4..], isLittle);
        if (first > tiff.Length - 2)  // not a sum: what is read may be as large as can be
        {
            return null;
        }

        int count = Short(tiff[(int)first..], isLittle);
        for (int i = 0; i < count && first + 2 + ((i + 1) * 12) <= tiff.Length; i++)
        {
            ReadOnlySpan<byte> entry = tiff.Slice((int)first + 2 + (i * 12), 12);
            if (Short(entry, isLittle) == OrientationTag && Short(entry[8..], isLittle) is var value and >= 1 and <= 8)
            {
                return value;
            }
        }

        return null;
    }

    private static int Short(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Number(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    /// <summary>An EXIF segment with this one entry: phones take pictures on their side, and say so there.</summary>
    private static byte[] WithOrientation(ReadOnlySpan<byte> bare, int at, int turned) =>
    [
        .. bare[..at],
        0xFF, 0xE1, 0x00, 0x22, .. "Exif\0\0"u8, .. "MM"u8, 0x00, 0x2A, 0x00, 0x00, 0x00, 0x08,
        0x00, 0x01, 0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, (byte)turned, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        .. bare[at..],
    ];
}
