using System.Globalization;
using System.Runtime.InteropServices;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Entities;

namespace FollowUpFlows.Storage.InMemory;

/// <summary>The rows of one partition by key, encoded: objects of their own for every property would take several times the memory,
/// and the garbage collector would visit them all.</summary>
/// <remarks>A list in order, because partitions are small: a new row moves all that lie behind it.</remarks>
internal sealed class Partition
{
    private readonly List<StoredRow> rows = [];

    public Entity? Find(string partitionKey, string rowKey)
    {
        lock (rows)
        {
            return IndexOf(KeyCode.Encode(rowKey)) is var index and >= 0 ? rows[index].ToEntity(partitionKey, rowKey) : null;
        }
    }

    public string? FindETag(string rowKey)
    {
        lock (rows)
        {
            return IndexOf(KeyCode.Encode(rowKey)) is var index and >= 0 ? ETag(rows[index].ETag) : null;
        }
    }

    public EntityPage Range(EntityQuery query)
    {
        lock (rows)
        {
            int first = query.From is { } from ? FirstFrom(KeyCode.Encode(from)) : 0;
            int end = query.Before is { } before ? FirstFrom(KeyCode.Encode(before)) : rows.Count;
            int count = Math.Clamp(end - first, 0, query.Limit);
            Entity[] found = new Entity[count];
            for (int i = 0; i < count; i++)
            {
                found[i] = rows[first + i].ToEntity(query.PartitionKey, KeyCode.Decode(rows[first + i].Key));
            }

            return new EntityPage(found, first + count < end ? KeyCode.Decode(rows[first + count].Key) : null);
        }
    }

    /// <param name="nextETag">Never the same twice.</param>
    public WriteOutcome Write(IReadOnlyList<EntityChange> changes, Func<long> nextETag)
    {
        lock (rows)
        {
            byte[][] keys = new byte[changes.Count][];
            for (int i = 0; i < changes.Count; i++)
            {
                keys[i] = KeyCode.Encode(changes[i].RowKey);
                if (!IsAsExpected(changes[i], IndexOf(keys[i])))
                {
                    return new WriteOutcome.Conflict(i);
                }
            }

            string?[] etags = new string?[changes.Count];
            for (int i = 0; i < changes.Count; i++)
            {
                etags[i] = Apply(changes[i], keys[i], nextETag);
            }

            return new WriteOutcome.Written(etags);
        }
    }

    private bool IsAsExpected(EntityChange change, int index) => change switch
    {
        EntityChange.Insert => index < 0,
        EntityChange.Replace replace => index >= 0 && ETag(rows[index].ETag) == replace.Entity.ETag,
        EntityChange.Delete { ETag: { } etag } => index >= 0 && ETag(rows[index].ETag) == etag,
        _ => true,
    };

    private string? Apply(EntityChange change, byte[] key, Func<long> nextETag)
    {
        Entity? entity = change switch
        {
            EntityChange.Insert insert => insert.Entity,
            EntityChange.Replace replace => replace.Entity,
            EntityChange.Put put => put.Entity,
            _ => null,
        };
        int index = IndexOf(key);
        if (entity is null)
        {
            if (index >= 0)
            {
                rows.RemoveAt(index);
            }

            return null;
        }

        StoredRow row = new(key, PropertyCode<NumberedNames>.Encode(entity.Properties), nextETag());
        if (index >= 0)
        {
            rows[index] = row;
        }
        else
        {
            rows.Insert(~index, row);
        }

        return ETag(row.ETag);
    }

    private int FirstFrom(byte[] key) => IndexOf(key) is var index && index >= 0 ? index : ~index;

    /// <returns>The complement of the place where the row would be, when it is not there.</returns>
    private int IndexOf(byte[] key)
    {
        ReadOnlySpan<StoredRow> all = CollectionsMarshal.AsSpan(rows);
        int low = 0;
        int high = all.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            int order = all[middle].Key.AsSpan().SequenceCompareTo(key);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    private static string ETag(long number) => number.ToString("x", CultureInfo.InvariantCulture);

    private readonly record struct StoredRow(byte[] Key, byte[] Properties, long ETag)
    {
        public Entity ToEntity(string partitionKey, string rowKey) =>
            new(partitionKey, rowKey) { ETag = Partition.ETag(ETag), Properties = new StoredProperties(Properties) };
    }
}
