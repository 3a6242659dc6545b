using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Broadcasts (一斉配信): at its time everybody of the segment enters, page by page, through the same door as by any other cause; where so many an hour
/// begin, each at a turn of their own. A row for each broadcast keeps how far it has come, so that a process that ends anywhere loses nobody and writes to
/// nobody twice.</summary>
public sealed class Broadcasts(
    IEntityTables tables, JourneyLibrary journeys, BackFillJourney fill, EnrolledIndex enrolled, ReactToChange react, BroadcastPauses pauses, ShopSettings shop, Clocks clocks)
{
    private const string Partition = BroadcastPauses.Partition;
    private const int PageSize = 100;

    /// <summary>Longer than a look may take with the pause before it.</summary>
    private static readonly TimeSpan AwayAfter = TimeSpan.FromMinutes(5);

    private DateTimeOffset? lookedAt;

    /// <summary>All that are published, by id.</summary>
    public async Task<IReadOnlyList<BroadcastStanding>> AllAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, Entity> rows = await tables.QueryAllAsync(new EntityQuery(Tables.Indexes, Partition), cancellationToken)
            .ToDictionaryAsync(r => r.RowKey, StringComparer.Ordinal, cancellationToken: cancellationToken);
        return
        [
            .. (await journeys.ActiveAsync(cancellationToken))
                .Where(j => j.Definition.Trigger is Trigger.Broadcast)
                .OrderBy(j => j.Definition.Id, StringComparer.Ordinal)
                .Select(j => Standing(j, rows.GetValueOrDefault(j.Definition.Id))),
        ];
    }

    /// <summary>The one of that id; null when none is published.</summary>
    public async Task<BroadcastStanding?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).FirstOrDefault(b => b.Id == id);

    /// <summary>Lets one begin that waits for it.</summary>
    /// <returns>False when it does not wait, or its time is over.</returns>
    public async Task<bool> ApproveAsync(string id, OperatorAct act, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { State: BroadcastState.WaitsForApproval } found
        && await WriteAsync(found with { State = BroadcastState.Scheduled, Approval = act }, cancellationToken);

    /// <summary>Calls one off: nobody enters any more, and whoever has entered gets nothing further.</summary>
    /// <returns>False when it was called off before, or has never begun and never will.</returns>
    public async Task<bool> CancelAsync(string id, OperatorAct act, CancellationToken cancellationToken)
    {
        while (await FindAsync(id, cancellationToken) is { State: not (BroadcastState.Cancelling or BroadcastState.Cancelled or BroadcastState.Missed) } found)
        {
            bool hasBegun = (found.PausedIn ?? found.State) is BroadcastState.Running or BroadcastState.Done;
            BroadcastState next = hasBegun ? BroadcastState.Cancelling : BroadcastState.Cancelled;
            if (await WriteAsync(found with { State = next, PausedIn = null, Cancellation = act }, cancellationToken))  // one that pauses goes on doing so until it has ended
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Pauses one that is approved of, also when everybody has entered: nobody enters, and what has not gone waits.</summary>
    /// <returns>False when it does not run and is not to begin, or pauses already.</returns>
    public async Task<bool> PauseAsync(string id, OperatorAct act, CancellationToken cancellationToken)
    {
        while (await FindAsync(id, cancellationToken) is { State: BroadcastState.Scheduled or BroadcastState.Running or BroadcastState.Done } found)
        {
            BroadcastStanding paused = found with { State = BroadcastState.Paused, PausedIn = found.State, Pause = act, PausedAt = clocks.Shop.GetUtcNow() };
            if (await WriteAsync(paused, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Lets one go on where it was. Those who have not entered begin as much later as it paused.</summary>
    /// <returns>False when it does not pause, or its time to begin is over.</returns>
    public async Task<bool> ResumeAsync(string id, OperatorAct act, CancellationToken cancellationToken)
    {
        while (await FindAsync(id, cancellationToken) is { State: BroadcastState.Paused } found)
        {
            TimeSpan paused = clocks.Shop.GetUtcNow() - found.PausedAt!.Value;
            BroadcastStanding next = GoingOn(found) with { State = found.PausedIn!.Value, Resumption = act };
            if (await WriteAsync(next with { Job = Later(next.Job, paused) }, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The turns that were missed meanwhile are not made good at once: whoever is next has theirs now at the earliest.</summary>
    private BackFillJob Later(BackFillJob job, TimeSpan paused)
    {
        BackFillOrder order = job.Order with { StartAt = job.Order.StartAt + paused };
        return job with { Order = order.NotBefore(clocks.Shop.GetUtcNow(), job.Count.Entered, shop.Calendar), NextAt = null };
    }

    private static BroadcastStanding GoingOn(BroadcastStanding standing) => standing with { Pause = null, PausedAt = null, PausedIn = null };

    /// <summary>Begins those whose time has come, and goes on with those that are under way, a page of each in turn, for so long at most on the system
    /// clock.</summary>
    /// <returns>Those that have come to their end.</returns>
    public async Task<IReadOnlyList<BroadcastStanding>> RunAsync(TimeSpan atMost, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        DateTimeOffset until = clocks.System.GetUtcNow() + atMost;
        bool wasAway = WasAway();
        List<BroadcastStanding> ended = [];
        bool isMore = true;
        while (isMore && clocks.System.GetUtcNow() < until)
        {
            isMore = false;
            foreach (string id in (await AllAsync(cancellationToken)).Where(IsToRun).Select(b => b.Id))
            {
                if (await FindAsync(id, cancellationToken) is { } found && IsToRun(found))
                {
                    isMore = true;
                    BroadcastStanding after = await StepAsync(found, wasAway, orchestrations, cancellationToken);
                    if (await WriteAsync(after, cancellationToken) && after.State is BroadcastState.Done or BroadcastState.Cancelled or BroadcastState.Missed)
                    {
                        ended.Add(after);
                    }
                }
            }
        }

        lookedAt = clocks.System.GetUtcNow();
        return ended;
    }

    /// <summary>Whether nobody has looked for a while: the turns of that time are not made good at once.</summary>
    private bool WasAway() => !(lookedAt is { } last && clocks.System.GetUtcNow() - last is var since && since >= TimeSpan.Zero && since < AwayAfter);

    private bool IsToRun(BroadcastStanding standing) => standing.State is BroadcastState.Cancelling
        || (standing.State == BroadcastState.Running && !(standing.Job.NextAt > clocks.Shop.GetUtcNow()))
        || (standing is { State: BroadcastState.Scheduled or BroadcastState.Missed, IsKept: var isKept }
            && standing.StartsAt <= clocks.Shop.GetUtcNow()
            && !(standing.State == BroadcastState.Missed && isKept));

    private async Task<BroadcastStanding> StepAsync(BroadcastStanding standing, bool wasAway, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        switch (standing.State)
        {
            case BroadcastState.Scheduled:
                return standing with
                {
                    State = BroadcastState.Running,
                    Job = standing.Job with { Order = await fill.OrderAsync(standing.Id, isPreview: false, perDay: null, cancellationToken) },
                };
            case BroadcastState.Running:
                BackFillJob job = standing.Job;
                BackFillOrder order = wasAway ? job.Order.NotBefore(clocks.Shop.GetUtcNow(), job.Count.Entered, shop.Calendar) : job.Order;
                BackFillPage page = await fill.PageAsync(order, job.From, job.Count, PageSize, orchestrations, cancellationToken);
                return standing with
                {
                    State = page.IsLast ? BroadcastState.Done : BroadcastState.Running,
                    Job = job with { Order = page.Order, Count = page.Count, From = page.End, NextAt = page.NextAt },
                };
            case BroadcastState.Cancelling:
                await EndAsync(standing, orchestrations, cancellationToken);
                return standing with { State = BroadcastState.Cancelled };
            default:
                return standing;
        }
    }

    /// <summary>Ends what was begun: what was due and has not gone is withheld, with the reason.</summary>
    private async Task EndAsync(BroadcastStanding standing, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        DateOnly last = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        for (DateOnly day = standing.Job.Order.StartOn; day <= last; day = day.AddDays(1))
        {
            await foreach (EnrolledLead lead in enrolled.OfDayAsync(day, cancellationToken))
            {
                if (lead.EnrollmentId.StartsWith(standing.Id + ":", StringComparison.Ordinal))
                {
                    await react.RunAsync(lead.CustomerId, new Cause.Finished(lead.EnrollmentId, EndReason.Stopped), orchestrations, cancellationToken);
                }
            }
        }
    }

    private BroadcastStanding Standing(PublishedJourney journey, Entity? row)
    {
        Trigger.Broadcast trigger = (Trigger.Broadcast)journey.Definition.Trigger;
        DateTimeOffset startsAt = trigger.StartsAt(shop.SendAt, shop.Calendar);
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        BackFillJob none = new(new BackFillOrder(journey.Definition.Id, false, null, now, shop.Calendar.DateOf(now), null), BackFillState.Running, BackFillCount.None, null);
        BroadcastStanding standing = new(journey, trigger, startsAt, BroadcastState.Scheduled, row is null ? none : BackFillRows.Job(row))
        {
            ETag = row?.ETag,
            Approval = Act(row, "Approved"),
            Cancellation = Act(row, "Cancelled"),
            Pause = Act(row, "Paused"),
            PausedAt = row?.Instant("PausedAt"),
            Resumption = Act(row, "Resumed"),
        };
        BroadcastState kept = row?.WordOrNull<BroadcastState>("Phase") ?? (trigger.NeedsApproval ? BroadcastState.WaitsForApproval : BroadcastState.Scheduled);
        bool isTooLate = kept is BroadcastState.Scheduled or BroadcastState.WaitsForApproval && now > startsAt + Trigger.Broadcast.LateMax;
        bool isPaused = standing.PausedAt is not null && !isTooLate && kept is (BroadcastState.Scheduled or BroadcastState.Running or BroadcastState.Done);
        return isPaused
            ? standing with { State = BroadcastState.Paused, PausedIn = kept, IsKept = true }
            : standing with { State = isTooLate ? BroadcastState.Missed : kept, IsKept = row is not null && !isTooLate };
    }

    private async Task<bool> WriteAsync(BroadcastStanding standing, CancellationToken cancellationToken)
    {
        Entity row = BackFillRows.Properties(standing.Job)
            .Set("Phase", standing.PausedIn ?? standing.State)
            .Set("PausedBy", standing.Pause?.By)
            .Set("PausedWhy", standing.Pause?.Why)
            .Set("PausedAt", standing.PausedAt)
            .Set("ResumedBy", standing.Resumption?.By)
            .Set("ResumedWhy", standing.Resumption?.Why)
            .Set("ApprovedBy", standing.Approval?.By)
            .Set("ApprovedWhy", standing.Approval?.Why)
            .Set("CancelledBy", standing.Cancellation?.By)
            .Set("CancelledWhy", standing.Cancellation?.Why)
            .Row(Partition, standing.Id, standing.ETag);
        EntityChange change = standing.ETag is null ? new EntityChange.Insert(row) : new EntityChange.Replace(row);
        bool isWritten = await tables.WriteAsync(Tables.Indexes, Partition, [change], cancellationToken) is WriteOutcome.Written;
        pauses.Forget();
        return isWritten;
    }

    private static OperatorAct? Act(Entity? row, string what) =>
        row?.Text(what + "By") is { } by ? new OperatorAct(by, row.Text(what + "Why") ?? "") : null;
}
