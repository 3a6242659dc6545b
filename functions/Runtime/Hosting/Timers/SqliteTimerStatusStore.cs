using FollowUpFlows.Sqlite;
using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Timer statuses in <c>runtime.db</c>. Times are ticks of UTC.</summary>
internal sealed class SqliteTimerStatusStore(SqliteFile file) : ITimerStatusStore
{
    /// <summary>Never changed once a shop has run it.</summary>
    public const string Script =
        """
        CREATE TABLE timer_functions (
            name TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
            last INTEGER NOT NULL,
            next INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        """;

    public Task<ScheduleStatus?> FindAsync(string functionName, CancellationToken cancellationToken) =>
        Task.FromResult(file.Read(session => session.QueryFirst(
            "SELECT last, next, updated_at FROM timer_functions WHERE name = ?", static row => Status(row), functionName)));

    public Task SaveAsync(string functionName, ScheduleStatus status, CancellationToken cancellationToken) =>
        file.WriteAsync(
            session => session.Execute(
                """
                INSERT INTO timer_functions (name, last, next, updated_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET last = excluded.last, next = excluded.next, updated_at = excluded.updated_at
                """,
                functionName,
                status.Last.Ticks,
                status.Next.Ticks,
                status.LastUpdated.Ticks),
            cancellationToken);

    private static ScheduleStatus Status(SqliteRow row) =>
        new() { Last = Utc(row.Number(0)), Next = Utc(row.Number(1)), LastUpdated = Utc(row.Number(2)) };

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);
}
