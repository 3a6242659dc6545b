using System.Buffers.Binary;

namespace FollowUpFlows.Pipeline.Sending.Images;

/// <summary>Takes out of a WebP what is not the picture: EXIF, XMP, chunks that are not known, and whatever follows its end.</summary>
internal static class BareWebP
{
    private const int StartLength = 12;
    private const int HeadLength = 8;
    private const byte ExifAndXmp = 0x0C;

    private static readonly HashSet<string> Kept = new(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"], StringComparer.Ordinal);

    /// <summary>Null for what is broken.</summary>
    public static byte[]? Of(ReadOnlySpan<byte> bytes)
    {
        long length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) + (long)HeadLength;
        if (length > bytes.Length)
        {
            return null;
        }

        using MemoryStream bare = new();
        bare.Write(bytes[..StartLength]);
        int start = StartLength;
        while (start + HeadLength <= length)
        {
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(start + 4)..]);
            long end = start + HeadLength + size + (size & 1);  // an odd one is filled up
            if (end > length)
            {
                return null;
            }

            string kind = System.Text.Encoding.ASCII.GetString(bytes.Slice(start, 4));
            if (Kept.Contains(kind))
            {
                byte[] chunk = bytes[start..(int)end].ToArray();
                if (kind == "VP8X" && size > 0)
                {
                    chunk[HeadLength] &= unchecked((byte)~ExifAndXmp);
                }

                bare.Write(chunk);
            }

            start = (int)end;
        }

        byte[] whole = bare.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(whole.AsSpan(4), (uint)(whole.Length - HeadLength));
        return whole;
    }
}
