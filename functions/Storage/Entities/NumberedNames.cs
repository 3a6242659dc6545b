using System.Buffers;
using System.Collections.Concurrent;

namespace FollowUpFlows.Storage.Entities;

/// <summary>Names by number, for rows that end with the process: shorter, and read without comparing. A name is never forgotten; the product
/// has a few hundred, and nobody outside can make new ones.</summary>
internal abstract class NumberedNames : IPropertyNames
{
    private static readonly ConcurrentDictionary<string, ulong> Numbers = new(StringComparer.Ordinal);
    private static readonly Lock Gate = new();
    private static volatile string[] names = [];

    public static void Write(ArrayBufferWriter<byte> bytes, string name) => bytes.WriteNumber(Numbers.TryGetValue(name, out ulong number) ? number : Add(name));

    public static string Read(ref PropertyBytes bytes) => names[bytes.Number()];

    private static ulong Add(string name)
    {
        lock (Gate)
        {
            if (!Numbers.TryGetValue(name, out ulong number))
            {
                number = (ulong)names.Length;
                names = [.. names, name];
                Numbers[name] = number;  // last: whoever finds the number finds the name
            }

            return number;
        }
    }
}
