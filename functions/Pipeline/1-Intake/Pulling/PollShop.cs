using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Looks through a shop for what nobody told, and takes it in as if the shop had sent it. Each look begins a little before the end of
/// the last one; what was seen already is no news.</summary>
public sealed class PollShop(IEntityTables tables, ShopApis apis, PulledThings pulled, ShopHealth health, LookSooner sooner, Clocks clocks)
{
    /// <summary>Shops write things down late, and their clocks differ from ours.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(15);

    /// <summary>How often it is looked for late changes where the shop lists by the time of the order.</summary>
    public static readonly TimeSpan DeepEvery = TimeSpan.FromHours(1);

    /// <summary>Most pages in one go: the others come at the next one, and other shops have their turn.</summary>
    public const int PagesMax = 50;

    private const int RestartsMax = 3;

    private static readonly TimeSpan WaitMax = TimeSpan.FromHours(1);
    private static readonly TimeSpan WishMax = TimeSpan.FromDays(1);

    /// <summary>Timers are early by up to a second.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(2);

    /// <summary>Those that are looked through, by id.</summary>
    public IReadOnlyList<string> SourceIds => [.. apis.SourceIds.Where(id => apis.Find(id)!.Polling is not null)];

    /// <summary>Looks at the shop if it is time. Safe to repeat, and to break off.</summary>
    public async Task<PollOutcome> RunAsync(string sourceId, CancellationToken cancellationToken)
    {
        ShopPolling polling = apis.Find(sourceId)?.Polling ?? throw new ArgumentException($"'{sourceId}' is not looked through.", nameof(sourceId));
        DateTimeOffset now = clocks.System.GetUtcNow();
        PollState state = await PollState.ReadAsync(tables, sourceId, cancellationToken) ?? await FirstAsync(sourceId, polling, now, cancellationToken);
        if (state.NextAt > now + Early && !await IsWantedSoonerAsync(sourceId, cancellationToken))
        {
            return new PollOutcome.NotDue();
        }

        await sooner.BeginAsync(sourceId, cancellationToken);
        try
        {
            (PollPlace place, int news) = await LookAsync(sourceId, polling.Poll, PlaceOf(state, polling.Poll, now), cancellationToken);
            await After(state, place, polling, now).WriteAsync(tables, sourceId, cancellationToken);
            await health.WorksAsync(sourceId, cancellationToken);
            return new PollOutcome.Looked(news);
        }
        catch (ShopApiException e)
        {
            TimeSpan wait = await WaitAsync(sourceId, polling, e, cancellationToken);
            await (state with { NextAt = now + wait, Place = null }).WriteAsync(tables, sourceId, cancellationToken);
            return new PollOutcome.Failed(wait, e.Message);
        }
    }

    /// <summary>A shop that fails, or wants to be left alone, is not asked sooner by anybody.</summary>
    private async Task<bool> IsWantedSoonerAsync(string sourceId, CancellationToken cancellationToken) =>
        await sooner.IsAskedAsync(sourceId, cancellationToken) && !await health.IsFailingAsync(sourceId, cancellationToken);

    /// <summary>Kept at once: a shop that fails from the start must not begin later for that.</summary>
    private async Task<PollState> FirstAsync(string sourceId, ShopPolling polling, DateTimeOffset now, CancellationToken cancellationToken)
    {
        PollState first = new(now - polling.StartBack, now, now);
        await first.WriteAsync(tables, sourceId, cancellationToken);
        return first;
    }

    private static PollPlace PlaceOf(PollState state, IShopPoll poll, DateTimeOffset now)
    {
        DateTimeOffset from = state.CursorAt - Overlap;
        bool isDeep = poll.LookBack is not null && state.DeepAt <= now;
        return state.Place ?? new PollPlace(isDeep && now - poll.LookBack!.Value < from ? now - poll.LookBack!.Value : from, null, null);
    }

    /// <returns>The place after the last page that was read: without a page when all are.</returns>
    private async Task<(PollPlace Place, int News)> LookAsync(string sourceId, IShopPoll poll, PollPlace start, CancellationToken cancellationToken)
    {
        PollPlace place = start;
        PollPage? before = null;
        int news = 0;
        int restarts = 0;
        for (int pages = 0; pages < PagesMax; pages++)
        {
            Moment asked = clocks.Now();
            PollPage page = await poll.PageAsync(place.From, place.Page, cancellationToken);
            foreach (PolledThing thing in page.Things)
            {
                news += await KeepAsync(sourceId, thing, asked, cancellationToken) ? 1 : 0;
            }

            bool isWhole = page.FollowsOn(before);
            if (!isWhole && ++restarts > RestartsMax)
            {
                throw new ShopApiException(ShopApiFailure.Temporary, "the shop's list changes faster than it can be read");
            }

            DateTimeOffset? latest = page.Things.Max(t => t.ChangedAt);
            place = place with { Page = isWhole ? page.Next : null, LatestAt = latest > place.LatestAt || place.LatestAt is null ? latest : place.LatestAt };
            before = isWhole ? page : null;
            if (isWhole && page.Next is null)
            {
                break;
            }
        }

        return (place, news);
    }

    private Task<bool> KeepAsync(string sourceId, PolledThing thing, Moment asked, CancellationToken cancellationToken) => pulled.KeepAsync(
        sourceId, thing.Thing, thing.Thing.Entity, PulledThings.MarkerOf(thing.Body), thing.Body, asked, cancellationToken);

    /// <summary>The cursor follows the shop's own clock, but never into our future: a shop whose clock was wrong would be passed over
    /// until then.</summary>
    private static PollState After(PollState state, PollPlace place, ShopPolling polling, DateTimeOffset now)
    {
        if (place.Page is not null)
        {
            return state with { Place = place, NextAt = now };
        }

        DateTimeOffset seen = place.LatestAt is { } latest && latest < now ? latest : place.LatestAt is null ? state.CursorAt : now;
        bool wasDeep = polling.Poll.LookBack is { } back && place.From <= now - back;
        return state with
        {
            CursorAt = seen > state.CursorAt ? seen : state.CursorAt,
            NextAt = now + polling.Every,
            DeepAt = wasDeep ? now + DeepEvery : state.DeepAt,
            Place = null,
        };
    }

    /// <summary>Longer with every failure, and as long as the shop wishes.</summary>
    private async Task<TimeSpan> WaitAsync(string sourceId, ShopPolling polling, ShopApiException fault, CancellationToken cancellationToken)
    {
        int failures = await health.FailedAsync(sourceId, fault, cancellationToken);
        TimeSpan doubled = polling.Every * Math.Pow(2, Math.Min(failures - 1, 10));
        TimeSpan own = doubled < WaitMax ? doubled : polling.Every > WaitMax ? polling.Every : WaitMax;
        TimeSpan wished = fault.RetryAfter is { } after ? (after < WishMax ? after : WishMax) : TimeSpan.Zero;
        return wished > own ? wished : own;
    }
}

/// <summary>What came of a look at a shop.</summary>
public abstract record PollOutcome
{
    private PollOutcome()
    {
    }

    /// <summary>It is not time yet.</summary>
    public sealed record NotDue : PollOutcome;

    /// <summary>Everything that was listed is stored.</summary>
    /// <param name="News">What was not known so.</param>
    public sealed record Looked(int News) : PollOutcome;

    /// <summary>The shop did not tell; the cursor stays where it was.</summary>
    public sealed record Failed(TimeSpan Wait, string Reason) : PollOutcome;
}
