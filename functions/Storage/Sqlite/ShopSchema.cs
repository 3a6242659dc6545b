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

    public static SqliteSchema Current { get; } = new(Entities);
}
