using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Azure.Data.Tables;

/// <summary>A row as properties by name. Its keys, time and tag are among them, as <c>PartitionKey</c>, <c>RowKey</c>, <c>Timestamp</c> and
/// <c>odata.etag</c>.</summary>
public sealed class TableEntity : ITableEntity, IDictionary<string, object>
{
    private const string ETagName = "odata.etag";

    private readonly Dictionary<string, object?> properties;

    public TableEntity() => properties = new Dictionary<string, object?>(StringComparer.Ordinal);

    public TableEntity(string partitionKey, string rowKey)
        : this()
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public TableEntity(IDictionary<string, object> values) => properties = new Dictionary<string, object?>(values!, StringComparer.Ordinal);

    public string PartitionKey
    {
        get => GetString(nameof(PartitionKey))!;
        set => properties[nameof(PartitionKey)] = value;
    }

    public string RowKey
    {
        get => GetString(nameof(RowKey))!;
        set => properties[nameof(RowKey)] = value;
    }

    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(nameof(Timestamp));
        set => properties[nameof(Timestamp)] = value;
    }

    public ETag ETag
    {
        get => GetString(ETagName) is { } text ? new ETag(text) : default;
        set => properties[ETagName] = value.ToString();
    }

    public int Count => properties.Count;

    public ICollection<string> Keys => properties.Keys;

    ICollection<object> IDictionary<string, object>.Values => properties.Values!;

    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    public object this[string key]
    {
        get => properties.GetValueOrDefault(key)!;
        set => properties[key] = value;
    }

    public string? GetString(string key) => Reference<string>(key);

    public byte[]? GetBinary(string key) => Reference<byte[]>(key);

    public BinaryData? GetBinaryData(string key) => GetBinary(key) is { } bytes ? new BinaryData(bytes) : null;

    public bool? GetBoolean(string key) => Value<bool>(key);

    public DateTime? GetDateTime(string key) => Value<DateTimeOffset>(key)?.UtcDateTime;

    public DateTimeOffset? GetDateTimeOffset(string key) => Value<DateTimeOffset>(key);

    public double? GetDouble(string key) => Value<double>(key);

    public Guid? GetGuid(string key) => Value<Guid>(key);

    public int? GetInt32(string key) => Value<int>(key);

    public long? GetInt64(string key) => properties.GetValueOrDefault(key) is int small ? small : Value<long>(key);

    public void Add(string key, object value) => properties.Add(key, value);

    public bool ContainsKey(string key) => properties.ContainsKey(key);

    public bool Remove(string key) => properties.Remove(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object value) => properties.TryGetValue(key, out value!);

    public void Clear() => properties.Clear();

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => properties.Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) => All.Contains(item!);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) => All.CopyTo(array!, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) => All.Remove(item!);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => properties.GetEnumerator()!;

    IEnumerator IEnumerable.GetEnumerator() => properties.GetEnumerator();

    private ICollection<KeyValuePair<string, object?>> All => properties;

    private T? Reference<T>(string key)
        where T : class => properties.GetValueOrDefault(key) switch
        {
            null => null,
            T value => value,
            object other => throw NotOf(key, typeof(T), other),
        };

    private T? Value<T>(string key)
        where T : struct => properties.GetValueOrDefault(key) switch
        {
            null => null,
            T value => value,
            object other => throw NotOf(key, typeof(T), other),
        };

    private static InvalidOperationException NotOf(string key, Type wanted, object value) =>
        new($"The property '{key}' is a {value.GetType().Name}, not a {wanted.Name}.");
}
