using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Pipeline.Events;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Deliveries;

/// <summary>Journeys that pause: their due messages wait, each with that reason, until a person lets them go on.</summary>
/// <param name="events">Tells others; null in a shop that tells nobody.</param>
public sealed class JourneyPauses(IEntityTables tables, Clocks clocks, OutgoingEvents? events = null)
{
    /// <summary>How long the pause or resumption by another process may go unnoticed, on the system clock.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    private const string Partition = "pauses";
    private static readonly string Prefix = RowKeys.Under("pause");
    private Look? last;

    /// <summary>Whether the journey pauses.</summary>
    public async Task<bool> IsPausedAsync(string journeyId, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.System.GetUtcNow();
        if (last is not { } look || now - look.At >= FreshFor || now < look.At)
        {
            look = new Look(now, (await AllAsync(cancellationToken)).Select(p => p.JourneyId).ToHashSet(StringComparer.Ordinal));
            last = look;
        }

        return look.JourneyIds.Contains(journeyId);
    }

    /// <summary>Every journey that pauses, by id.</summary>
    public async Task<IReadOnlyList<JourneyPause>> AllAsync(CancellationToken cancellationToken) =>
        await tables.QueryAllAsync(EntityQuery.Prefix(Tables.Journeys, Partition, Prefix), cancellationToken).Select(Pause).ToListAsync(cancellationToken);

    /// <summary>Lets a journey pause; one that does keeps its first cause.</summary>
    /// <returns>False when it did.</returns>
    internal async Task<bool> PauseAsync(string journeyId, PauseCause cause, DeliveryTally tally, CancellationToken cancellationToken)
    {
        JourneyPause pause = new(journeyId, cause, tally, clocks.Shop.GetUtcNow());
        EventPlace place = new(Tables.Journeys, Partition);
        IReadOnlyList<EntityChange> changes =
        [
            new EntityChange.Insert(Row(pause)),
            .. events is null ? [] : await events.BesideAsync(place, [JourneyEvents.Paused(pause)], cancellationToken),
        ];
        bool isNew = await tables.WriteAsync(Tables.Journeys, Partition, changes, cancellationToken) is WriteOutcome.Written;
        last = null;
        if (isNew)
        {
            events?.Tell(place);
        }

        return isNew;
    }

    /// <summary>Lets a journey go on: what waits goes within the hour. Its outcomes are counted anew.</summary>
    /// <returns>False when it does not pause.</returns>
    public async Task<bool> ResumeAsync(string journeyId, OperatorAct act, CancellationToken cancellationToken)
    {
        string key = Prefix + journeyId;
        if (await tables.ReadAsync(Tables.Journeys, Partition, key, cancellationToken) is not { } row)
        {
            return false;
        }

        await JourneyHealth.ForgetAsync(tables, journeyId, cancellationToken);  // before: the first bounce would pause it again
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        Entity resumed = new EntityProperties()
            .Set("JourneyId", journeyId)
            .Set("PausedAt", row.Instant("At"))
            .Set("Cause", row.Text("Cause"))
            .Set("ResumedAt", now)
            .Set("By", act.By)
            .Set("Why", act.Why)
            .Row(Partition, RowKeys.Of("resumed", journeyId, RowKeys.Sortable(now)));
        bool isDone = await tables.WriteAsync(
            Tables.Journeys, Partition, [new EntityChange.Delete(key, row.ETag), new EntityChange.Put(resumed)], cancellationToken) is WriteOutcome.Written;
        last = null;
        return isDone;
    }

    private static Entity Row(JourneyPause pause) => new EntityProperties()
        .Set("JourneyId", pause.JourneyId)
        .Set("Cause", pause.Cause)
        .Set("Delivered", pause.Tally.Delivered)
        .Set("Bounced", pause.Tally.Bounced)
        .Set("Complained", pause.Tally.Complained)
        .Set("At", pause.At)
        .Row(Partition, Prefix + pause.JourneyId);

    private static JourneyPause Pause(Entity row) => new(
        row.Text("JourneyId")!,
        row.Word<PauseCause>("Cause"),
        new DeliveryTally(row.Number("Delivered") ?? 0, row.Number("Bounced") ?? 0, row.Number("Complained") ?? 0),
        row.Instant("At")!.Value);

    private sealed record Look(DateTimeOffset At, HashSet<string> JourneyIds);
}

/// <summary>A journey that pauses.</summary>
/// <param name="Tally">What it was paused for.</param>
/// <param name="At">On the shop clock, UTC.</param>
public sealed record JourneyPause(string JourneyId, PauseCause Cause, DeliveryTally Tally, DateTimeOffset At);
