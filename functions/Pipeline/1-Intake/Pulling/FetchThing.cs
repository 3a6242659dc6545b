using System.Text;
using FollowUpFlows.Pipeline.Queues;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Fetches what notices named, and takes it in. A shop that does not tell is asked again, at growing intervals for about a day;
/// then a person looks at the notice.</summary>
public sealed class FetchThing(
    IEntityTables tables, ShopApis apis, PulledThings pulled, ShopHealth health, Inbox inbox, IWorkQueues queues, Clocks clocks)
{
    /// <summary>The waits after failures; when they are used up, a person looks. None is longer than an hour: notices that come in the
    /// meantime wait, too.</summary>
    public static readonly IReadOnlyList<TimeSpan> Waits =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30),
        .. Enumerable.Repeat(TimeSpan.FromHours(1), 23),
    ];

    /// <summary>What is said to be deleted may still be there for a moment; afterwards what the shop shows is believed.</summary>
    private const int StillThereMax = 3;

    /// <summary>A shop may ask for any patience.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromDays(1);

    /// <summary>Queues and timers are early by up to a second.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(2);

    /// <returns>What became of it.</returns>
    public async Task<FetchOutcome> RunAsync(FetchId id, CancellationToken cancellationToken)
    {
        Moment asked = clocks.Now();
        if (await BeginAsync(id, asked.System, cancellationToken) is not { } row)
        {
            return new FetchOutcome.Nothing();
        }

        try
        {
            IShopFetch fetch = apis.Find(id.SourceId)?.Fetch
                ?? throw new ShopApiException(ShopApiFailure.Rejected, $"nothing says how to ask the shop; set what belongs under Sources:{id.SourceId}:Api");
            byte[]? body = Checked(row, await fetch.FetchAsync(row.Told.Thing, cancellationToken));
            await KeepAsync(row, body, asked, cancellationToken);
        }
        catch (ShopApiException e)
        {
            return await FailAsync(row, e, cancellationToken);
        }

        await health.WorksAsync(id.SourceId, cancellationToken);
        await EndAsync(row, cancellationToken);
        return new FetchOutcome.Fetched();
    }

    /// <summary>Puts the notice before a person: the queue gave the fetch up.</summary>
    public async Task GiveUpAsync(FetchId id, CancellationToken cancellationToken)
    {
        if (await ReadAsync(id, cancellationToken) is { } row)
        {
            await ReviewAsync(row, "fetching it failed again and again; the log says why", cancellationToken);
        }
    }

    /// <summary>Notes how many notices this fetch covers: what comes from now on needs another one. Null when nothing is to be done now.</summary>
    private async Task<FetchRow?> BeginAsync(FetchId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (await ReadAsync(id, cancellationToken) is { } row && row.SinceAt <= now + Early)
        {
            FetchRow begun = row with { Begun = row.NoticeCount, SinceAt = now };
            WriteOutcome outcome = await WriteAsync(new EntityChange.Replace(begun.Entity), begun, cancellationToken);
            if (outcome is WriteOutcome.Written written)
            {
                return begun with { ETag = written.ETags[0] };
            }
        }

        return null;
    }

    /// <summary>Shops tell inside the change: what they told may not be visible yet.</summary>
    private static byte[]? Checked(FetchRow row, byte[]? body) => body switch
    {
        null when !row.Told.IsGone => throw new ShopApiException(
            ShopApiFailure.Temporary, $"the shop told of a change, and its API knows no such {row.Told.Thing.Entity}; see in the shop whether it is still there"),
        not null when row.Told.IsGone && row.Failures < StillThereMax => throw new ShopApiException(
            ShopApiFailure.Temporary, $"the shop told of a deletion, and its API still has the {row.Told.Thing.Entity}"),
        _ => body,
    };

    private Task<bool> KeepAsync(FetchRow row, byte[]? body, Moment asked, CancellationToken cancellationToken)
    {
        ShopThing thing = row.Told.Thing;
        string kind = body is null ? WebhookRequest.GoneOf(thing.Entity) : thing.Entity;
        byte[] kept = body ?? Encoding.UTF8.GetBytes(StoredJson.Write(new { id = thing.Id }));
        return pulled.KeepAsync(row.Id.SourceId, thing, kind, PulledThings.MarkerOf(kept), kept, asked, cancellationToken);
    }

    /// <summary>Done, unless a notice came after the shop was asked.</summary>
    private async Task EndAsync(FetchRow row, CancellationToken cancellationToken)
    {
        FetchRow? last = row;
        while (last is not null && last.NoticeCount == row.Begun)
        {
            if (await WriteAsync(new EntityChange.Delete(last.Id.Key, last.ETag), last, cancellationToken) is WriteOutcome.Written)
            {
                return;
            }

            last = await ReadAsync(row.Id, cancellationToken);
        }

        if (last is not null)
        {
            await AgainAsync(last with { Failures = 0 }, NoteChanges.SettleTime, cancellationToken);
        }
    }

    private async Task<FetchOutcome> FailAsync(FetchRow row, ShopApiException fault, CancellationToken cancellationToken)
    {
        await health.FailedAsync(row.Id.SourceId, fault, cancellationToken);
        if (fault.Failure == ShopApiFailure.Rejected || row.Failures >= Waits.Count)
        {
            await ReviewAsync(row, fault.Message, cancellationToken);
            return new FetchOutcome.GivenUp(fault.Message);
        }

        TimeSpan wished = fault.RetryAfter is { } after && after > Waits[row.Failures] ? after : Waits[row.Failures];
        TimeSpan wait = wished < WaitMax ? wished : WaitMax;
        FetchRow? now = await ReadAsync(row.Id, cancellationToken);
        await AgainAsync((now ?? row) with { Failures = row.Failures + 1 }, wait, cancellationToken);
        return new FetchOutcome.Waits(wait, fault.Message);
    }

    /// <summary>Another run may be at it at the same time; the last one to write says when it is tried again, and each has its message.</summary>
    private async Task AgainAsync(FetchRow row, TimeSpan wait, CancellationToken cancellationToken)
    {
        FetchRow? next = row;
        while (next is not null)
        {
            next = next with { SinceAt = clocks.System.GetUtcNow() + wait, Failures = row.Failures };
            if (await WriteAsync(new EntityChange.Replace(next.Entity), next, cancellationToken) is WriteOutcome.Written)
            {
                await queues.SendAsync(NoteChanges.Queue, row.Id.ToString(), wait, cancellationToken);
                return;
            }

            next = await ReadAsync(row.Id, cancellationToken);
        }
    }

    /// <summary>First the notice: a fetch that is forgotten in between would be seen by nobody. A notice that came since the shop was asked
    /// begins anew.</summary>
    private async Task ReviewAsync(FetchRow row, string reason, CancellationToken cancellationToken)
    {
        FetchRow? last = row;
        while (last is not null && last.NoticeCount == row.NoticeCount)
        {
            if (await inbox.FindAsync(last.Notice, cancellationToken) is { State: InboxState.Received })
            {
                await AgainAsync(last, Waits[0], cancellationToken);  // it is being settled, which would cover the review
                return;
            }

            string words = $"the shop's API did not tell the {last.Told.Thing.Entity}: {reason}; replay it when that is mended";
            await inbox.SetAsync(last.Notice, InboxState.Review, words, clocks.System.GetUtcNow(), cancellationToken);
            if (await WriteAsync(new EntityChange.Delete(last.Id.Key, last.ETag), last, cancellationToken) is WriteOutcome.Written)
            {
                return;
            }

            last = await ReadAsync(row.Id, cancellationToken);
        }

        if (last is not null)
        {
            await AgainAsync(last with { Failures = 0 }, NoteChanges.SettleTime, cancellationToken);
        }
    }

    private async Task<FetchRow?> ReadAsync(FetchId id, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Pulls, FetchRow.PartitionOf(id.SourceId), id.Key, cancellationToken) is { } row ? FetchRow.Of(id.SourceId, row) : null;

    private Task<WriteOutcome> WriteAsync(EntityChange change, FetchRow row, CancellationToken cancellationToken) =>
        tables.WriteAsync(Tables.Pulls, FetchRow.PartitionOf(row.Id.SourceId), [change], cancellationToken);
}

/// <summary>What became of a fetch.</summary>
public abstract record FetchOutcome
{
    private FetchOutcome()
    {
    }

    /// <summary>It was done already, or is not due yet.</summary>
    public sealed record Nothing : FetchOutcome;

    /// <summary>What the shop told is stored; it is processed from the queue of webhooks.</summary>
    public sealed record Fetched : FetchOutcome;

    /// <summary>The shop did not tell; it is asked again.</summary>
    public sealed record Waits(TimeSpan Wait, string Reason) : FetchOutcome;

    /// <summary>A person looks at the notice.</summary>
    public sealed record GivenUp(string Reason) : FetchOutcome;
}
