using System.Text;

namespace FollowUpFlows.Storage.Entities;

/// <summary>Keys as bytes whose order is the ordinal order of the strings, as on Azure Tables.</summary>
/// <remarks>UTF-8, but for characters outside the basic plane: their two surrogates are written one by one (three bytes each, CESU-8).
/// Plain UTF-8 would put U+1F600 behind U+FF01, where the strings compare the other way round.</remarks>
internal static class KeyCode
{
    /// <summary>Greater than every key.</summary>
    public static byte[] End { get; } = [0xFF];

    public static byte[] Encode(string key)
    {
        if (!HasSurrogates(key))
        {
            return Encoding.UTF8.GetBytes(key);
        }

        List<byte> bytes = new(key.Length * 3);
        foreach (char c in key)
        {
            if (c < 0x80)
            {
                bytes.Add((byte)c);
            }
            else if (c < 0x800)
            {
                bytes.AddRange((byte)(0xC0 | (c >> 6)), Tail(c));
            }
            else
            {
                bytes.AddRange((byte)(0xE0 | (c >> 12)), Tail(c >> 6), Tail(c));
            }
        }

        return [.. bytes];
    }

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes))
        {
            return Encoding.ASCII.GetString(bytes);
        }

        StringBuilder key = new(bytes.Length);
        for (int i = 0; i < bytes.Length;)
        {
            int lead = bytes[i];
            if (lead < 0x80)
            {
                key.Append((char)lead);
                i += 1;
            }
            else if (lead < 0xE0)
            {
                key.Append((char)(((lead & 0x1F) << 6) | (bytes[i + 1] & 0x3F)));
                i += 2;
            }
            else
            {
                key.Append((char)(((lead & 0x0F) << 12) | ((bytes[i + 1] & 0x3F) << 6) | (bytes[i + 2] & 0x3F)));
                i += 3;
            }
        }

        return key.ToString();
    }

    private static byte Tail(int bits) => (byte)(0x80 | (bits & 0x3F));

    private static bool HasSurrogates(string key) => key.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');
}
