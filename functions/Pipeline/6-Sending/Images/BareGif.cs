namespace FollowUpFlows.Pipeline.Sending.Images;

/// <summary>Takes out of a GIF what is not the picture: comments, what applications wrote, and whatever follows its end.</summary>
internal static class BareGif
{
    private const int HeaderLength = 13;
    private const byte Extension = 0x21;
    private const byte Application = 0xFF;
    private const byte GraphicControl = 0xF9;
    private const byte Image = 0x2C;
    private const byte Trailer = 0x3B;

    /// <summary>Null for what is broken.</summary>
    public static byte[]? Of(ReadOnlySpan<byte> bytes)
    {
        using MemoryStream bare = new();
        int start = HeaderLength + TableLength(bytes[10]);
        if (start > bytes.Length)
        {
            return null;
        }

        bare.Write(bytes[..start]);
        while (start < bytes.Length && bytes[start] != Trailer)
        {
            if (EndOf(bytes, start) is not { } end)
            {
                return null;
            }

            if (bytes[start] == Image || IsShown(bytes[start..end]))
            {
                bare.Write(bytes[start..end]);
            }

            start = end;
        }

        bare.WriteByte(Trailer);
        return start < bytes.Length ? bare.ToArray() : null;
    }

    /// <summary>How a picture follows another, and how often all of them are repeated.</summary>
    private static bool IsShown(ReadOnlySpan<byte> block) => block[1] switch
    {
        GraphicControl => true,
        Application => block.Length > 14 && (block[3..].StartsWith("NETSCAPE2.0"u8) || block[3..].StartsWith("ANIMEXTS1.0"u8)),
        _ => false,
    };

    /// <summary>Where the block ends that begins there; null when it does not.</summary>
    private static int? EndOf(ReadOnlySpan<byte> bytes, int start)
    {
        int at = bytes[start] switch
        {
            Extension => start + 2,
            Image when start + 10 <= bytes.Length => start + 10 + TableLength(bytes[start + 9]) + 1,
            _ => bytes.Length,
        };
        while (at < bytes.Length)
        {
            int length = bytes[at];
            at += 1 + length;
            if (length == 0)
            {
                return at <= bytes.Length ? at : null;
            }
        }

        return null;
    }

    private static int TableLength(byte flags) => (flags & 0x80) == 0 ? 0 : 3 * (2 << (flags & 7));
}
