using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Storage.InMemory;

/// <summary>The rows of one partition, found by key and walked in order.</summary>
internal sealed class Partition
{
    private readonly Lock entrance = new();
    private readonly Dictionary<string, StoredRow> rows = new(StringComparer.Ordinal);
    private readonly SortedSet<string> keys = new(StringComparer.Ordinal);

    public Entity? Find(string rowKey)
    {
        lock (entrance)
        {
            return rows.TryGetValue(rowKey, out StoredRow? row) ? row.ToEntity() : null;
        }
    }

    public EntityPage Range(EntityQuery query)
    {
        lock (entrance)
        {
            List<Entity> found = [];
            foreach (string key in KeysFrom(query.From))
            {
                if (query.Before is not null && string.CompareOrdinal(key, query.Before) >= 0)
                {
                    break;
                }

                if (found.Count == query.Limit)
                {
                    return new EntityPage(found, key);
                }

                found.Add(rows[key].ToEntity());
            }

            return new EntityPage(found, Next: null);
        }
    }

    public WriteOutcome Write(IReadOnlyList<EntityChange> changes, Func<string> nextETag)
    {
        lock (entrance)
        {
            for (int i = 0; i < changes.Count; i++)
            {
                if (!IsAsExpected(changes[i]))
                {
                    return new WriteOutcome.Conflict(i);
                }
            }

            string?[] etags = new string?[changes.Count];
            for (int i = 0; i < changes.Count; i++)
            {
                etags[i] = Apply(changes[i], nextETag);
            }

            return new WriteOutcome.Written(etags);
        }
    }

    private SortedSet<string> KeysFrom(string? from) =>
        from is null || keys.Max is not { } last ? keys
        : string.CompareOrdinal(from, last) <= 0 ? keys.GetViewBetween(from, last)
        : [];

    private bool IsAsExpected(EntityChange change) => change switch
    {
        EntityChange.Insert => !rows.ContainsKey(change.RowKey),
        EntityChange.Replace replace => Has(change.RowKey, replace.Entity.ETag!),
        EntityChange.Delete { ETag: { } etag } => Has(change.RowKey, etag),
        _ => true,
    };

    private bool Has(string rowKey, string etag) => rows.TryGetValue(rowKey, out StoredRow? row) && row.ETag == etag;

    private string? Apply(EntityChange change, Func<string> nextETag)
    {
        Entity? entity = change switch
        {
            EntityChange.Insert insert => insert.Entity,
            EntityChange.Replace replace => replace.Entity,
            EntityChange.Put put => put.Entity,
            _ => null,
        };
        if (entity is null)
        {
            rows.Remove(change.RowKey);
            keys.Remove(change.RowKey);
            return null;
        }

        StoredRow row = new(entity, nextETag());
        rows[entity.RowKey] = row;
        keys.Add(entity.RowKey);
        return row.ETag;
    }
}
