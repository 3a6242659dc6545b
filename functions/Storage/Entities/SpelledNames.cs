using System.Buffers;
using System.Collections.Concurrent;
using System.Text;

namespace FollowUpFlows.Storage.Entities;

/// <summary>Names spelled out, for files that later releases read.</summary>
internal abstract class SpelledNames : IPropertyNames
{
    /// <summary>The product has a few hundred; whatever else a file holds must not fill the memory.</summary>
    private const int CountMax = 4096;

    private const int LengthMax = 64;

    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    public static void Write(ArrayBufferWriter<byte> bytes, string name) => bytes.WriteText(name);

    public static string Read(ref PropertyBytes bytes)
    {
        ReadOnlySpan<byte> utf8 = bytes.Bytes(bytes.Length());
        if (utf8.Length > LengthMax)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        Span<char> characters = stackalloc char[LengthMax];
        ReadOnlySpan<char> name = characters[..Encoding.UTF8.GetChars(utf8, characters)];
        if (Lookup.TryGetValue(name, out string? known))
        {
            return known;
        }

        string text = name.ToString();
        return Known.Count < CountMax ? Known.GetOrAdd(text, text) : text;
    }
}
