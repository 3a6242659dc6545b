using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace FollowUpFlows.Pipeline.State;

/// <summary>Properties of a row, in the order in which they were added. A row has few and every customer has many rows, so they lie in a
/// short list without buckets and hashes.</summary>
/// <remarks>Once handed out nobody adds to it any more; stores may keep it as it is.</remarks>
public sealed class PropertyDictionary : IReadOnlyDictionary<string, object>
{
    private KeyValuePair<string, object>[] items;

    /// <summary>Empty.</summary>
    /// <param name="capacity">How many properties are expected.</param>
    public PropertyDictionary(int capacity = 8) => items = new KeyValuePair<string, object>[capacity];

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public IEnumerable<string> Keys => this.Select(p => p.Key);

    /// <inheritdoc/>
    public IEnumerable<object> Values => this.Select(p => p.Value);

    /// <inheritdoc/>
    public object this[string key] =>
        TryGetValue(key, out object? value) ? value : throw new KeyNotFoundException($"The row has no property '{key}'.");

    /// <summary>Adds a property.</summary>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public void Add(string name, object value)
    {
        if (IndexOf(name) >= 0)
        {
            throw new ArgumentException($"The row has a property '{name}' already.", nameof(name));
        }

        Append(name, value);
    }

    /// <summary>Adds a property to those of a stored row, where no name stands twice.</summary>
    public void Append(string name, object value)
    {
        if (Count == items.Length)
        {
            Array.Resize(ref items, Math.Max(4, Count * 2));
        }

        items[Count++] = new KeyValuePair<string, object>(name, value);
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object value)
    {
        int index = IndexOf(key);
        value = index >= 0 ? items[index].Value : null;
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return items[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string name)
    {
        for (int i = 0; i < Count; i++)
        {
            if (string.Equals(items[i].Key, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
