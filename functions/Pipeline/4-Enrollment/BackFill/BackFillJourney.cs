using System.Collections.Immutable;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Enrolls those in a journey who would have entered it earlier, through the same door as everybody: repeating it enrolls nobody
/// twice. Their steps count from the day on which they are enrolled.</summary>
public sealed class BackFillJourney(AllCustomers all, CustomerStore customers, JourneyLibrary journeys, ReactToChange react, ShopSettings shop, Clocks clocks)
{
    /// <summary>Over so many days at most those are spread who do not begin on the first; whoever is left begins on the last.</summary>
    public const int SpreadDaysMax = Admission.AgeDaysMax;

    /// <summary>What stands in the way of a back-fill of the journey; null when nothing does.</summary>
    public async Task<string?> FaultAsync(string journeyId, bool isPreview, CancellationToken cancellationToken) =>
        await FindAsync(journeyId, cancellationToken) is not { } journey ? $"no journey '{journeyId}' enrolls customers"
        : journey.Definition.Trigger is Trigger.Broadcast && !isPreview ? $"'{journeyId}' is a broadcast, and begins by itself at its time; a preview is possible"
        : !QualifiedEarlier.CanBeFound(journey.Definition.Trigger) ? $"'{journeyId}' begins when a rank moves, and who moved once cannot be enrolled afterwards; give a journey another trigger for them"
        : null;

    /// <summary>Goes through some customers.</summary>
    /// <param name="from">Where the page before ended; null for the first.</param>
    /// <param name="soFar">What the pages before came to.</param>
    /// <param name="orchestrations">Null where none run: the next sweep starts what is to start.</param>
    public async Task<BackFillPage> PageAsync(
        BackFillOrder order, CustomerPlace? from, BackFillCount soFar, int size, IOrchestrations? orchestrations, CancellationToken cancellationToken)
    {
        CustomerPage page = await all.PageAsync(from, size, cancellationToken);
        BackFillCount count = soFar;
        if (page.CustomerIds.Count > 0 && await FindAsync(order.JourneyId, cancellationToken) is not null)
        {
            foreach (string customerId in page.CustomerIds)
            {
                count = count with { Looked = count.Looked + 1 };
                if (await EnrollAsync(order, count, customerId, orchestrations, cancellationToken) is var (entered, rankId))
                {
                    count = entered is null ? count with { Over = count.Over + 1 } : count.With(rankId, await DaysOfAsync(entered, cancellationToken));
                }
            }
        }

        return new BackFillPage(count, page.End);
    }

    private async Task<PublishedJourney?> FindAsync(string journeyId, CancellationToken cancellationToken) =>
        (await journeys.ActiveAsync(cancellationToken)).FirstOrDefault(j => j.Definition.Id == journeyId);

    /// <returns>The enrollment that was, or would be, made; also when an earlier attempt of this very back-fill has made it. Without one for
    /// whom the limit leaves no room.</returns>
    private async Task<(Enrollment? Entered, string? RankId)?> EnrollAsync(
        BackFillOrder order, BackFillCount count, string customerId, IOrchestrations? orchestrations, CancellationToken cancellationToken)
    {
        CustomerState state = await customers.LoadAsync(customerId, cancellationToken);
        if (state.Profile is null || state.Customer.IsForgotten)
        {
            return null;
        }

        Cause.BackFill cause = new(order.JourneyId, order.AtOf(count.Entered, shop.Calendar));
        EnrollmentDraft draft = await react.TryAsync(state, cause, cancellationToken);
        Enrollment? entered = order.IsPreview ? null : EnteredBy(order, state);
        if (entered is null && draft.Added.Any(e => e.JourneyId == order.JourneyId))
        {
            if (count.Entered >= order.Max)
            {
                return (null, null);
            }

            entered = order.IsPreview
                ? draft.Added.First(e => e.JourneyId == order.JourneyId)
                : EnteredBy(order, await react.RunAsync(customerId, cause, orchestrations, cancellationToken));
        }

        return entered is null ? null : (entered, draft.Review.Find(order.RankModelId ?? shop.RankModelId)?.RankId);
    }

    private static Enrollment? EnteredBy(BackFillOrder order, CustomerState state) => state.Enrollments
        .FirstOrDefault(e => e.JourneyId == order.JourneyId && e.EnrolledAt >= order.AskedAt && e.End != EndReason.Missed && !e.Continues);

    /// <summary>The days of its messages, as far as they can be foreseen.</summary>
    private async Task<IEnumerable<DateOnly>> DaysOfAsync(Enrollment entered, CancellationToken cancellationToken)
    {
        PublishedJourney journey = await journeys.PinnedAsync(entered.JourneyId, entered.Version, cancellationToken);
        return new JourneyWalk(journey.Definition, shop.Calendar, shop.SendAt).Of(entered, ImmutableDictionary<string, Choice>.Empty)
            .Where(v => v.Step is Step.Send { IsNotice: false })
            .Select(v => shop.Calendar.DateOf(v.DueAt));
    }

    /// <summary>An order of a back-fill that begins now.</summary>
    /// <param name="perDay">How many begin on one day at most; null for all at once.</param>
    public async Task<BackFillOrder> OrderAsync(string journeyId, bool isPreview, int? perDay, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        string? modelId = (await FindAsync(journeyId, cancellationToken))?.Definition.Gate?.ModelId;
        return new BackFillOrder(journeyId, isPreview, perDay, now, shop.Calendar.DateOf(now), modelId);
    }
}
