using System.Collections.Frozen;

namespace FollowUpFlows.Pipeline.State;

/// <summary>A row of an entity table, as stored or as to be stored.</summary>
/// <param name="PartitionKey">1–512 characters of well-formed UTF-16, none of <c>/ \ # ?</c> and no control character; compared
/// ordinally, by UTF-16 code units. So is the row key.</param>
public sealed record Entity(string PartitionKey, string RowKey)
{
    /// <summary>Changes with every write; null on a row that was not read from the store.</summary>
    public string? ETag { get; init; }

    /// <summary>By name: <see cref="string"/> (at most 32,768 characters), <see cref="long"/>, <see cref="bool"/>,
    /// <see cref="DateTimeOffset"/> (UTC, 1601 or later) or <c>byte[]</c> (at most 65,536 bytes); a null is
    /// left out. At most 252, 1 MiB together.</summary>
    /// <remarks>Names are 1–255 ASCII letters, digits and <c>_</c>, no digit first, not <c>PartitionKey</c>, <c>RowKey</c>,
    /// <c>Timestamp</c> or <c>WriteId</c>; case counts. Text is well-formed UTF-16: half of a surrogate pair is refused.</remarks>
    public IReadOnlyDictionary<string, object> Properties { get; init; } = FrozenDictionary<string, object>.Empty;

    /// <summary>The text; null when the row has no such property.</summary>
    public string? Text(string name) => Properties.TryGetValue(name, out object? value) ? (string)value : null;

    /// <summary>The number; null when the row has no such property.</summary>
    public long? Number(string name) => Properties.TryGetValue(name, out object? value) ? (long)value : null;

    /// <summary>The flag; false when the row has no such property.</summary>
    public bool Flag(string name) => Properties.TryGetValue(name, out object? value) && (bool)value;

    /// <summary>The instant; null when the row has no such property.</summary>
    public DateTimeOffset? Instant(string name) => Properties.TryGetValue(name, out object? value) ? (DateTimeOffset)value : null;

    /// <summary>The bytes; null when the row has no such property.</summary>
    public byte[]? Bytes(string name) => Properties.TryGetValue(name, out object? value) ? (byte[])value : null;
}
