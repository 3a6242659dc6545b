using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Enrolls those in a journey who would have entered it earlier, through the same door as everybody: repeating it enrolls nobody
/// twice. Their steps count from the day on which they are enrolled.</summary>
public sealed class BackFillJourney(
    AllCustomers all, CustomerStore customers, JourneyLibrary journeys, ReactToChange react, ForeseeSends foresee, LineBudgets budgets, ShopSettings shop, Clocks clocks)
{
    /// <summary>Over so many days at most those are spread who do not begin on the first; whoever is left begins on the last.</summary>
    public const int SpreadDaysMax = Admission.AgeDaysMax;

    /// <summary>What stands in the way of a back-fill of the journey; null when nothing does.</summary>
    public async Task<string?> FaultAsync(string journeyId, bool isPreview, CancellationToken cancellationToken) =>
        await FindAsync(journeyId, cancellationToken) is not { } journey ? $"no journey '{journeyId}' enrolls customers"
        : journey.Definition.Trigger is Trigger.Broadcast && !isPreview ? $"'{journeyId}' is a broadcast, and begins by itself at its time; a preview is possible"
        : !QualifiedEarlier.CanBeFound(journey.Definition.Trigger) ? $"'{journeyId}' begins when a rank moves, and who moved once cannot be enrolled afterwards; give a journey another trigger for them"
        : null;

    /// <summary>Goes through some customers, up to the one whose turn has not come.</summary>
    /// <param name="from">Where the page before ended; null for the first.</param>
    /// <param name="soFar">What the pages before came to.</param>
    /// <param name="orchestrations">Null where none run: the next sweep starts what is to start.</param>
    public async Task<BackFillPage> PageAsync(
        BackFillOrder order, CustomerPlace? from, BackFillCount soFar, int size, IOrchestrations? orchestrations, CancellationToken cancellationToken)
    {
        CustomerPage page = await all.PageAsync(from, size, cancellationToken);
        BackFillPage reached = new(order, soFar, from);
        PublishedJourney? journey = page.CustomerIds.Count > 0 ? await FindAsync(order.JourneyId, cancellationToken) : null;
        EachCustomer each = new();
        foreach (string customerId in journey is null ? [] : page.CustomerIds)
        {
            order = WithinSendTimes(order, journey!, reached.Count.Entered);
            Entry entry = new Entry.Unreadable();
            await each.TryAsync(customerId, async () => entry = await EnrollAsync(order, reached.Count, customerId, orchestrations, cancellationToken));
            if (entry is Entry.Waits { Until: var turn })
            {
                return reached with { Order = order, NextAt = turn };
            }

            BackFillCount count = await CountedAsync(order, reached.Count with { Looked = reached.Count.Looked + 1 }, entry, cancellationToken);
            reached = new BackFillPage(order, count, page.End! with { CustomerId = customerId });
        }

        return reached with { End = page.End };
    }

    /// <summary>Whose turn comes when no marketing may go takes it at the next opening, and all behind as much later: else they would all go then, at
    /// once.</summary>
    private BackFillOrder WithinSendTimes(BackFillOrder order, PublishedJourney journey, int entered) =>
        order.PerHour is not null && journey.Definition.Purpose == Purpose.Marketing && order.AtOf(entered, shop.Calendar) is { } turn
            ? order.NotBefore(shop.Sending.NextOpening(turn, shop.Calendar), entered, shop.Calendar)
            : order;

    private async Task<PublishedJourney?> FindAsync(string journeyId, CancellationToken cancellationToken) =>
        (await journeys.ActiveAsync(cancellationToken)).FirstOrDefault(j => j.Definition.Id == journeyId);

    /// <summary>Enrolls the customer unless an earlier attempt of this very back-fill did.</summary>
    private async Task<Entry> EnrollAsync(
        BackFillOrder order, BackFillCount count, string customerId, IOrchestrations? orchestrations, CancellationToken cancellationToken)
    {
        CustomerState state = await customers.LoadAsync(customerId, cancellationToken);
        if (state.Profile is null || state.Customer.IsForgotten)
        {
            return new Entry.None();
        }

        Cause.BackFill cause = new(order.JourneyId, order.AtOf(count.Entered, shop.Calendar));
        EnrollmentDraft draft = await react.TryAsync(state, cause, cancellationToken);
        Enrollment? entered = order.IsPreview ? null : EnteredBy(order, state);
        if (entered is null && draft.Added.FirstOrDefault(e => e.JourneyId == order.JourneyId) is { } entering)
        {
            if (count.Entered >= order.Max)
            {
                return new Entry.Over();
            }

            if (!order.IsPreview && order.PerHour is not null && cause.At > clocks.Shop.GetUtcNow())
            {
                return new Entry.Waits(cause.At.Value);
            }

            entered = order.IsPreview ? entering : EnteredBy(order, await react.RunAsync(customerId, cause, orchestrations, cancellationToken));
        }

        return entered is null ? new Entry.None() : new Entry.Made(entered, state, draft.Review);
    }

    private async Task<BackFillCount> CountedAsync(BackFillOrder order, BackFillCount count, Entry entry, CancellationToken cancellationToken)
    {
        if (entry is not Entry.Made made)
        {
            return entry is Entry.Over ? count with { Over = count.Over + 1 }
                : entry is Entry.Unreadable ? count with { Unreadable = count.Unreadable + 1 }
                : count;
        }

        PublishedJourney journey = await journeys.PinnedAsync(made.Enrollment.JourneyId, made.Enrollment.Version, cancellationToken);
        IEnumerable<DateOnly> days = foresee.Of(journey.Definition, made.Enrollment, made.Review).Select(v => shop.Calendar.DateOf(v.DueAt));
        BackFillCount next = count.With(made.Review.Find(order.RankModelId ?? shop.RankModelId)?.RankId, days);
        return order.IsPreview && journey.Definition.Trigger is Trigger.Broadcast broadcast
            ? next with { Sends = await ForecastAsync(broadcast, count.Sends ?? SendForecast.None, journey, made, cancellationToken) }
            : next;
    }

    private async Task<SendForecast> ForecastAsync(
        Trigger.Broadcast broadcast, SendForecast soFar, PublishedJourney journey, Entry.Made made, CancellationToken cancellationToken)
    {
        int? left = broadcast.LineMax is { } max ? max - await budgets.TakenAsync(made.Enrollment.JourneyId, cancellationToken) - soFar.Line : null;
        return soFar.Plus(await foresee.CountAsync(made.State, journey, made.Enrollment, made.Review, left, cancellationToken));
    }

    private static Enrollment? EnteredBy(BackFillOrder order, CustomerState state) => state.Enrollments
        .FirstOrDefault(e => e.JourneyId == order.JourneyId && e.EnrolledAt >= order.AskedAt && e.End != EndReason.Missed && !e.Continues);

    /// <summary>An order of a back-fill that begins now; of a broadcast one that begins at its time, if that is not over.</summary>
    /// <param name="perDay">How many begin on one day at most; null for all at once.</param>
    public async Task<BackFillOrder> OrderAsync(string journeyId, bool isPreview, int? perDay, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        JourneyDefinition? journey = (await FindAsync(journeyId, cancellationToken))?.Definition;
        BackFillOrder order = new(journeyId, isPreview, perDay, now, shop.Calendar.DateOf(now), journey?.Gate?.ModelId);
        return journey?.Trigger is Trigger.Broadcast broadcast
            ? (order with { StartAt = broadcast.StartsAt(shop.SendAt, shop.Calendar), PerHour = broadcast.PerHour, Max = broadcast.Max }).NotBefore(now, 0, shop.Calendar)
            : order;
    }

    /// <summary>What becomes of a customer who is looked at.</summary>
    private abstract record Entry
    {
        private Entry()
        {
        }

        /// <summary>It is not for them.</summary>
        public sealed record None : Entry;

        /// <summary>What is kept of them cannot be read: nobody knows whether it is for them.</summary>
        public sealed record Unreadable : Entry;

        /// <summary>It would be for them, were it not for the limit.</summary>
        public sealed record Over : Entry;

        /// <summary>It is for them, and their turn has not come.</summary>
        public sealed record Waits(DateTimeOffset Until) : Entry;

        /// <summary>They have entered, or would.</summary>
        /// <param name="State">The customer before.</param>
        /// <param name="Review">Where they stood.</param>
        public sealed record Made(Enrollment Enrollment, CustomerState State, RankReview Review) : Entry;
    }
}
