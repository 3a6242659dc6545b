using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Under which conditions a suite runs: with which store, and with instances kept in memory or replayed every time.</summary>
public sealed record Setup(bool IsSqlite, bool IsCached)
{
    public static Setup InMemoryCached { get; } = new(IsSqlite: false, IsCached: true);

    public static Setup InMemoryUncached { get; } = new(IsSqlite: false, IsCached: false);

    public static Setup SqliteCached { get; } = new(IsSqlite: true, IsCached: true);

    public static Setup SqliteUncached { get; } = new(IsSqlite: true, IsCached: false);

    internal DurableEngineOptions Options => new()
    {
        LiveInstancesMax = IsCached ? 1_000 : 0,
        ClockCheckInterval = TimeSpan.FromDays(1),
        StoreRetryDelay = TimeSpan.FromMilliseconds(1),
    };

    internal static SqliteFile OpenFile(string folder) =>
        SqliteFile.Open(Path.Combine(folder, "runtime.db"), new SqliteSchema(InstanceSchema.Script, InstanceSchema.Traces, Quarantine.Script));
}
