using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Back-fills that were asked for: one row for each journey, with how far it has come. Whoever goes on begins where the row stands,
/// so that a process that ends loses nothing and doubles nothing.</summary>
public sealed class BackFillJobs(IEntityTables tables, BackFillJourney fill, Clocks clocks)
{
    private const string Partition = "backfills";
    private const int PageSize = 100;

    /// <summary>Asks for one.</summary>
    /// <returns>The job; null when one of the journey is under way.</returns>
    public async Task<BackFillJob?> AskAsync(BackFillOrder order, OperatorAct? act, CancellationToken cancellationToken)
    {
        Entity? known = await tables.ReadAsync(Tables.Indexes, Partition, order.JourneyId, cancellationToken);
        if (known is not null && BackFillRows.Job(known).State == BackFillState.Running)
        {
            return null;
        }

        BackFillJob job = new(order, BackFillState.Running, BackFillCount.None, null) { Act = act };
        Entity row = BackFillRows.Row(job, Partition) with { ETag = known?.ETag };
        EntityChange change = known is null ? new EntityChange.Insert(row) : new EntityChange.Replace(row);
        return await tables.WriteAsync(Tables.Indexes, Partition, [change], cancellationToken) is WriteOutcome.Written ? job : null;
    }

    /// <summary>The latest of the journey; null when none was ever asked for.</summary>
    public async Task<BackFillJob?> FindAsync(string journeyId, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Indexes, Partition, journeyId, cancellationToken) is { } row ? BackFillRows.Job(row) : null;

    /// <summary>Ends one that is under way; whoever has entered stays.</summary>
    /// <returns>False when none is.</returns>
    public async Task<bool> StopAsync(string journeyId, CancellationToken cancellationToken)
    {
        while (await tables.ReadAsync(Tables.Indexes, Partition, journeyId, cancellationToken) is { } row && BackFillRows.Job(row) is { State: BackFillState.Running } job)
        {
            if (await WriteAsync(job with { State = BackFillState.Stopped }, row, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Goes on with all that are under way, for so long at most on the system clock; the next call goes on from there.</summary>
    /// <returns>Those that have come to their end.</returns>
    public async Task<IReadOnlyList<BackFillJob>> RunAsync(TimeSpan atMost, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        DateTimeOffset until = clocks.System.GetUtcNow() + atMost;
        List<BackFillJob> done = [];
        await foreach (Entity listed in tables.QueryAllAsync(new EntityQuery(Tables.Indexes, Partition), cancellationToken))
        {
            Entity? row = listed;
            while (row is not null && BackFillRows.Job(row) is { State: BackFillState.Running } job && clocks.System.GetUtcNow() < until)
            {
                BackFillPage page = await fill.PageAsync(job.Order, job.From, job.Count, PageSize, orchestrations, cancellationToken);
                BackFillJob after = job with { Order = page.Order, Count = page.Count, From = page.End, State = page.IsLast ? BackFillState.Done : BackFillState.Running };
                if (await WriteAsync(after, row, cancellationToken) && after.State == BackFillState.Done)
                {
                    done.Add(after);
                }

                row = await tables.ReadAsync(Tables.Indexes, Partition, listed.RowKey, cancellationToken);
            }
        }

        return done;
    }

    private async Task<bool> WriteAsync(BackFillJob job, Entity seen, CancellationToken cancellationToken)
    {
        EntityChange change = new EntityChange.Replace(BackFillRows.Row(job, Partition) with { ETag = seen.ETag });
        return await tables.WriteAsync(Tables.Indexes, Partition, [change], cancellationToken) is WriteOutcome.Written;
    }
}

/// <summary>A back-fill and how far it has come.</summary>
/// <param name="From">Behind whom it goes on; null at the beginning, and when it is done.</param>
public sealed record BackFillJob(BackFillOrder Order, BackFillState State, BackFillCount Count, CustomerPlace? From)
{
    /// <summary>The turn of whoever comes next, and has to wait for it, UTC; null when nobody is known to wait.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Who asked for it, and why; null for a preview.</summary>
    public OperatorAct? Act { get; init; }
}

/// <summary>How far a back-fill has come.</summary>
public enum BackFillState
{
    /// <summary>Under way.</summary>
    Running,

    /// <summary>Everybody was looked at.</summary>
    Done,

    /// <summary>A person ended it.</summary>
    Stopped,
}
