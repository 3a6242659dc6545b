using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Storage.Sqlite;

/// <summary>What lies in <c>shop.db</c>. Scripts that shops have run are never changed.</summary>
internal static class ShopSchema
{
    private const string Entities = """
        CREATE TABLE entities (
            tbl TEXT NOT NULL,
            pk BLOB NOT NULL,
            rk BLOB NOT NULL,
            etag INTEGER NOT NULL,
            properties BLOB NOT NULL,
            PRIMARY KEY (tbl, pk, rk)
        ) STRICT, WITHOUT ROWID;
        """;

    /// <summary>Ids are never given twice. Most messages live for ever, so the index of expiries holds few.</summary>
    private const string Queues = """
        CREATE TABLE queues (name TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            queue TEXT NOT NULL,
            text TEXT NOT NULL,
            inserted_at INTEGER NOT NULL,
            expires_at INTEGER,
            visible_at INTEGER NOT NULL,
            receipt INTEGER NOT NULL,
            dequeue_count INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX messages_by_visibility ON messages (queue, visible_at, id);
        CREATE INDEX messages_by_expiry ON messages (queue, expires_at) WHERE expires_at IS NOT NULL;
        """;

    private const string Deaths = "ALTER TABLE messages ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0;";

    public static SqliteSchema Current { get; } = new(Entities + Queues, Deaths);
}
