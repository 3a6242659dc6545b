using System.Buffers.Binary;

namespace FollowUpFlows.Pipeline.Sending.Images;

/// <summary>Takes out of a PNG what is not the picture: texts, EXIF, times, and whatever follows its end.</summary>
internal static class BarePng
{
    private const int StartLength = 8;

    /// <summary>Length, kind and check sum around the data.</summary>
    private const int AroundLength = 12;

    /// <summary>What shows: the picture, its colors and its movement.</summary>
    private static readonly HashSet<string> Kept = new(
        ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs", "cICP", "acTL", "fcTL", "fdAT"], StringComparer.Ordinal);

    /// <summary>Null for what is broken.</summary>
    public static byte[]? Of(ReadOnlySpan<byte> bytes)
    {
        using MemoryStream bare = new();
        bare.Write(bytes[..StartLength]);
        int start = StartLength;
        while (start + AroundLength <= bytes.Length)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes[start..]);
            if (length > bytes.Length - start - AroundLength)
            {
                return null;
            }

            string kind = System.Text.Encoding.ASCII.GetString(bytes.Slice(start + 4, 4));
            int end = start + AroundLength + (int)length;
            if (Kept.Contains(kind))
            {
                bare.Write(bytes[start..end]);
            }

            if (kind == "IEND")
            {
                return bare.ToArray();
            }

            start = end;
        }

        return null;
    }
}
