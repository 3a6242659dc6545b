using System.Security.Cryptography;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Sqlite;
using FollowUpFlows.Storage.Entities;

namespace FollowUpFlows.Storage.Sqlite;

/// <summary>A batch with its keys and properties encoded, which its caller's thread has done: the writer's has enough to do.</summary>
internal sealed class EncodedBatch
{
    private readonly string table;
    private readonly byte[] partitionKey;
    private readonly Row[] rows;

    public EncodedBatch(string table, string partitionKey, IReadOnlyList<EntityChange> changes)
    {
        this.table = table;
        this.partitionKey = KeyCode.Encode(partitionKey);
        rows = [.. changes.Select(Encode)];
    }

    /// <summary>Looks at all rows first, so that a conflict has nothing to undo.</summary>
    public WriteOutcome Write(SqliteSession session)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            if (!IsAsExpected(session, rows[i]))
            {
                return new WriteOutcome.Conflict(i);
            }
        }

        return new WriteOutcome.Written([.. rows.Select(row => Write(session, row))]);
    }

    private static Row Encode(EntityChange change) => change switch
    {
        EntityChange.Insert insert => new Row(insert.Entity, MustBeMissing: true),
        EntityChange.Replace replace => new Row(replace.Entity, Expected: replace.Entity.ETag),
        EntityChange.Put put => new Row(put.Entity),
        EntityChange.Delete delete => new Row(KeyCode.Encode(delete.Row), Properties: null, MustBeMissing: false, delete.ETag),
        _ => throw new ArgumentException($"{change.GetType().Name} is no change of a table.", nameof(change)),
    };

    private bool IsAsExpected(SqliteSession session, Row row)
    {
        if (!row.MustBeMissing && row.Expected is null)
        {
            return true;
        }

        long? etag = session.QueryNumber("SELECT etag FROM entities WHERE tbl = ? AND pk = ? AND rk = ?", table, partitionKey, row.Key);
        return row.MustBeMissing ? etag is null : etag is { } number && EntityRows.ETag(number) == row.Expected;
    }

    private string? Write(SqliteSession session, Row row)
    {
        if (row.Properties is null)
        {
            session.Execute("DELETE FROM entities WHERE tbl = ? AND pk = ? AND rk = ?", table, partitionKey, row.Key);
            return null;
        }

        // By chance, not counted: a row that is removed and written anew must not get a tag that somebody still holds.
        long etag = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
        session.Execute(
            "INSERT INTO entities (tbl, pk, rk, etag, properties) VALUES (?, ?, ?, ?, ?) "
            + "ON CONFLICT DO UPDATE SET etag = excluded.etag, properties = excluded.properties",
            table,
            partitionKey,
            row.Key,
            etag,
            row.Properties);
        return EntityRows.ETag(etag);
    }

    /// <param name="Properties">Null: to be removed.</param>
    private sealed record Row(byte[] Key, byte[]? Properties, bool MustBeMissing, string? Expected)
    {
        public Row(Entity entity, bool MustBeMissing = false, string? Expected = null)
            : this(KeyCode.Encode(entity.RowKey), PropertyCode<SpelledNames>.Encode(entity.Properties), MustBeMissing, Expected)
        {
        }
    }
}
