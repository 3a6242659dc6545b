using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Sending.Certificates;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.Pipeline.Sending.Certificates;

/// <summary>Which days of enrollment a certificate must look at. The certificate before says on which days somebody was enrolled who
/// still was when its day ended; so only these and the days since are looked at, however long journeys are. Without one, all days from
/// which any version of any journey can reach the day.</summary>
public sealed class EnrolledDays(CertificateStore store, CertificateChain chain, JourneyStore journeyStore, JourneyLibrary journeys)
{
    /// <summary>An enrollment of the last moment of a day may be written after the day was certified, on a fast clock by days.</summary>
    private const int DaysAgain = 7;

    internal async Task<IReadOnlyCollection<DateOnly>> ForAsync(DateOnly day, CancellationToken cancellationToken)
    {
        int reach = await ReachAsync(cancellationToken);
        DateOnly first = DaysBefore(day, reach);
        StoredLink? known = await store.BeforeAsync(DaysBefore(day, 1), day, cancellationToken) ?? await store.BeforeAsync(first, day, cancellationToken);
        return known is { Link.Certificate: { } certificate } && chain.FaultOf(known) is null && await store.AnnexAsync(certificate.Annex, cancellationToken) is { } annex
            ? [.. annex.Days.Concat(Through(DaysBefore(certificate.Day, DaysAgain), day)).Distinct()]
            : [.. Through(first, day)];
    }

    private async Task<int> ReachAsync(CancellationToken cancellationToken)
    {
        int reach = 0;
        foreach (TemplateHead head in await journeyStore.Journeys.HeadsAsync(cancellationToken))
        {
            for (int version = 1; version <= head.Version; version++)
            {
                reach = Math.Max(reach, await ReachAsync(head.Id, version, cancellationToken));
            }
        }

        return Math.Min(reach, StepTiming.DaysMax) + Admission.AgeDaysMax;
    }

    private async Task<int> ReachAsync(string journeyId, int version, CancellationToken cancellationToken)
    {
        try
        {
            return JourneyReach.DaysOf((await journeys.PinnedAsync(journeyId, version, cancellationToken)).Definition);
        }
        catch (InvalidOperationException)
        {
            return 0;  // missing or not readable; its enrollments are found by the other journeys' reach, and named
        }
    }

    private static DateOnly DaysBefore(DateOnly day, int count) => DateOnly.FromDayNumber(Math.Max(0, day.DayNumber - count));

    private static IEnumerable<DateOnly> Through(DateOnly first, DateOnly last) =>
        Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1).Select(DateOnly.FromDayNumber);
}
