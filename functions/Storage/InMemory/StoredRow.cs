using System.Collections.ObjectModel;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Storage.InMemory;

/// <summary>A row that nobody outside can change: neither the writer, who may use its dictionary again, nor a reader.</summary>
internal sealed class StoredRow
{
    /// <summary>Handed to every reader as it is, unless it holds bytes: an array can be written to.</summary>
    private readonly Entity entity;

    private readonly bool hasBytes;

    public StoredRow(Entity source, string etag)
    {
        entity = source with { ETag = etag, Properties = Copy(source.Properties) };
        hasBytes = entity.Properties.Values.Any(static value => value is byte[]);
    }

    public string ETag => entity.ETag!;

    public Entity ToEntity() => hasBytes ? entity with { Properties = Copy(entity.Properties) } : entity;

    private static ReadOnlyDictionary<string, object> Copy(IReadOnlyDictionary<string, object> properties)
    {
        Dictionary<string, object> copy = new(properties.Count, StringComparer.Ordinal);
        foreach ((string name, object? value) in properties)
        {
            if (value is not null)
            {
                copy.Add(name, value is byte[] bytes ? bytes.Clone() : value);
            }
        }

        return new ReadOnlyDictionary<string, object>(copy);
    }
}
