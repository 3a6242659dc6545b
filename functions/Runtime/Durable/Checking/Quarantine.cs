using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Instances that the engine leaves alone, with all that waits for them, until somebody has mended or ended them.</summary>
internal static class Quarantine
{
    public const string Script =
        "CREATE TABLE quarantine (instance_id TEXT NOT NULL PRIMARY KEY, reason TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID";

    /// <summary>Of a statement on a table with that column.</summary>
    public const string LeftAlone = "instance_id NOT IN (SELECT instance_id FROM quarantine)";

    /// <param name="at">When it was changed last.</param>
    public static void Add(SqliteSession session, string instanceId, string reason, DateTimeOffset at) => session.Execute(
        "INSERT OR IGNORE INTO quarantine (instance_id, reason, at) VALUES (?, ?, ?)", instanceId, reason, at.UtcTicks);

    public static void Remove(SqliteSession session, string instanceId) =>
        session.Execute("DELETE FROM quarantine WHERE instance_id = ?", instanceId);

    /// <summary>Null: it is in none.</summary>
    public static string? ReasonOf(SqliteSession session, string instanceId) =>
        session.QueryFirst("SELECT reason FROM quarantine WHERE instance_id = ?", static r => r.Text(0), instanceId);

    public static List<(string InstanceId, string Reason)> All(SqliteSession session) => session.Query(
        "SELECT instance_id, reason FROM quarantine ORDER BY instance_id", static r => (r.Text(0), r.Text(1)));
}
