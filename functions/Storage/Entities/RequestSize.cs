using System.Buffers;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Storage.Entities;

/// <summary>How long a batch is as a request to Azure Tables, which takes 4 MiB of JSON: there bytes are base64, and the official client
/// escapes every character that is not plain ASCII.</summary>
internal static class RequestSize
{
    public const int Max = 4 * 1024 * 1024;

    private const int PerChange = 1024; // its headers and marks
    private const int PerValue = 64;    // its type, quotes and separators
    private const int PerEscape = 6;
    private const int PerChangeMax = PerChange + (2 * PerEscape * 512); // a removal has its keys alone

    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Except("\"&'+<>\\`")]);

    /// <summary>An upper bound without a look at the texts: most batches are far below.</summary>
    /// <param name="size">Of the rows as the service stores them: two bytes a character, keys once.</param>
    public static long AtMost(long size, int changes) => (size * PerEscape) + ((long)changes * PerChangeMax);

    public static long Of(IReadOnlyList<EntityChange> changes) => changes.Sum(change => change switch
    {
        EntityChange.Insert insert => Of(insert.Entity),
        EntityChange.Replace replace => Of(replace.Entity),
        EntityChange.Put put => Of(put.Entity),
        _ => PerChange + (2L * Of(change.RowKey)),
    });

    private static long Of(Entity entity) =>
        PerChange + (2L * (Of(entity.PartitionKey) + Of(entity.RowKey)))
        + entity.Properties.Where(p => p.Value is not null).Sum(p => PerValue + (2L * p.Key.Length) + Of(p.Value));

    private static long Of(object value) => value switch
    {
        string text => Of(text),
        byte[] bytes => (bytes.Length + 2) / 3 * 4,
        _ => 0,
    };

    private static long Of(string text)
    {
        long length = text.Length;
        ReadOnlySpan<char> rest = text;
        while (rest.IndexOfAnyExcept(Plain) is var at and >= 0)
        {
            length += PerEscape - 1;
            rest = rest[(at + 1)..];
        }

        return length;
    }
}
