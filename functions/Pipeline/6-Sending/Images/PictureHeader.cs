using System.Buffers.Binary;

namespace FollowUpFlows.Pipeline.Sending.Images;

/// <summary>What a picture is by what it holds, whatever it is called.</summary>
/// <param name="Type">Of the media: <c>image/png</c>, <c>image/jpeg</c>, <c>image/gif</c> or <c>image/webp</c>.</param>
/// <param name="Width">Pixels, as the header says; so is <paramref name="Height"/>.</param>
internal sealed record PictureHeader(string Type, int Width, int Height)
{
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";
    public const string Gif = "image/gif";
    public const string WebP = "image/webp";

    private static ReadOnlySpan<byte> PngStart => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Null for anything else, and for what ends before its size is said.</summary>
    public static PictureHeader? Read(ReadOnlySpan<byte> bytes) => OfPng(bytes) ?? OfJpeg(bytes) ?? OfGif(bytes) ?? OfWebP(bytes);

    /// <summary>The header is the first part, always.</summary>
    private static PictureHeader? OfPng(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 24 && bytes.StartsWith(PngStart) && bytes[12..].StartsWith("IHDR"u8)
            ? new PictureHeader(Png, BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]))
            : null;

    /// <summary>The frame's header stands behind other segments, each with its length.</summary>
    private static PictureHeader? OfJpeg(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [0xFF, 0xD8, ..])
        {
            return null;
        }

        for (int at = 2; at + 9 <= bytes.Length && bytes[at] == 0xFF;)
        {
            byte marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;  // what fills the gap between two segments
            }
            else if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return new PictureHeader(Jpeg, BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            }
            else
            {
                at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            }
        }

        return null;
    }

    private static PictureHeader? OfGif(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 13 && (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8))
            ? new PictureHeader(Gif, BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]))
            : null;

    /// <summary>Three forms: with losses, without, and with more chunks around either.</summary>
    private static PictureHeader? OfWebP(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30 || !bytes.StartsWith("RIFF"u8) || !bytes[8..].StartsWith("WEBP"u8))
        {
            return null;
        }

        ReadOnlySpan<byte> chunk = bytes[12..];
        ReadOnlySpan<byte> data = bytes[20..];
        if (chunk.StartsWith("VP8X"u8))
        {
            return new PictureHeader(WebP, 1 + (data[4] | (data[5] << 8) | (data[6] << 16)), 1 + (data[7] | (data[8] << 8) | (data[9] << 16)));
        }

        if (chunk.StartsWith("VP8L"u8) && data[0] == 0x2F)
        {
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
            return new PictureHeader(WebP, 1 + (int)(size & 0x3FFF), 1 + (int)((size >> 14) & 0x3FFF));
        }

        return chunk.StartsWith("VP8 "u8) && data[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])
            ? new PictureHeader(WebP, BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF)
            : null;
    }
}
