using System.Collections;
using System.Diagnostics.CodeAnalysis;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Entities;

namespace FollowUpFlows.Storage.InMemory;

/// <summary>Properties that are decoded when somebody asks for one: of a customer's rows most are read past.</summary>
internal sealed class StoredProperties(byte[] encoded) : IReadOnlyDictionary<string, object>
{
    private PropertyDictionary? decoded;

    public int Count => Decoded.Count;

    public IEnumerable<string> Keys => Decoded.Keys;

    public IEnumerable<object> Values => Decoded.Values;

    // Two threads may both decode; they get the same.
    private PropertyDictionary Decoded => decoded ??= PropertyCode<NumberedNames>.Decode(encoded);

    public object this[string key] => Decoded[key];

    public bool ContainsKey(string key) => Decoded.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object value) => Decoded.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => Decoded.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
