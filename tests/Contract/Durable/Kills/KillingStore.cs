using System.Diagnostics;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Tests.Contract.Durable.Kills;

/// <summary>Where in a commit the process ends.</summary>
internal enum KillMoment
{
    Before,

    /// <summary>Everything is written, but its transaction is open.</summary>
    Inside,

    /// <summary>The disk has it, the engine never hears of it.</summary>
    After,
}

/// <summary>Ends this process, without any warning, at the n-th commit of a kind.</summary>
/// <param name="point">One of <see cref="Points"/>.</param>
internal sealed class KillingStore(SqliteFile file, string point, KillMoment moment, int nth) : IInstanceStore
{
    /// <summary>Kinds of commits: a client's start, a child's, a first episode, a timer's, a result's, a message's, a new generation, the end.</summary>
    public static readonly string[] Points = ["start", "child", "first", "timer", "result", "message", "anew", "end"];

    private readonly SqliteInstanceStore inner = new(file);
    private int seen;

    public async Task<IReadOnlyList<long>> CommitAsync(StoreChange change, CancellationToken cancellationToken)
    {
        if (PointOf(change) != point || Interlocked.Increment(ref seen) != nth)
        {
            return await inner.CommitAsync(change, cancellationToken);
        }

        switch (moment)
        {
            case KillMoment.Inside:
                await file.WriteAsync(
                    session =>
                    {
                        InstanceWriter.Apply(session, change, HistoryCodec.Rows(change.History, change.HistoryFrom));
                        return Die();
                    },
                    cancellationToken);
                break;
            case KillMoment.After:
                await inner.CommitAsync(change, cancellationToken);
                break;
        }

        return Die();
    }

    public InstanceRow? Find(string instanceId) => inner.Find(instanceId);

    public IReadOnlyList<HistoryEvent> ReadHistory(string instanceId) => inner.ReadHistory(instanceId);

    public IReadOnlyList<TimerRow> ReadTimers(int limit) => inner.ReadTimers(limit);

    public PendingWork ReadPending() => inner.ReadPending();

    public IReadOnlyList<InstanceRow> Query(InstanceFilter filter, string? afterId, int limit) => inner.Query(filter, afterId, limit);

    private static string PointOf(StoreChange change) => change switch
    {
        { Row.IsFinished: true } => "end",
        { Row: { IsStarted: false, Status: OrchestrationRuntimeStatus.Running } } => "anew",
        { Row.IsStarted: false, ConsumedMessages.Count: > 0 } => "child",
        { Row.IsStarted: false } => "start",
        { Row: not null, HistoryFrom: 0 } => "first",
        { ConsumedTimers.Count: > 0 } => "timer",
        { ConsumedActivities.Count: > 0 } => "result",
        _ => "message",
    };

    private static IReadOnlyList<long> Die()
    {
        using Process self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite); // nothing goes on while the signal is on its way
        return [];
    }
}
