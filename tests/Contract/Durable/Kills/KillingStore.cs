using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Tests.Contract.Durable.Kills;

/// <summary>The engine's store, whose commits are of the kinds <see cref="KillPoints.Engine"/>.</summary>
internal sealed class KillingStore(SqliteFile file, KillPlan plan) : IInstanceStore
{
    private readonly SqliteInstanceStore inner = new(file);

    public async Task<IReadOnlyList<long>> CommitAsync(StoreChange change, CancellationToken cancellationToken)
    {
        if (plan.Strikes(PointOf(change)))
        {
            await plan.StrikeAsync(
                () => file.WriteAsync(
                    session =>
                    {
                        InstanceWriter.Apply(session, change, HistoryCodec.Rows(change.History, change.HistoryFrom));
                        plan.Die();
                        return 0;
                    },
                    cancellationToken),
                () => inner.CommitAsync(change, cancellationToken));
        }

        return await inner.CommitAsync(change, cancellationToken);
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
}
