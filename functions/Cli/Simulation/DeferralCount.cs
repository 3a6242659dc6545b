using System.Collections.Concurrent;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>Counts the messages of a simulation that had to wait: each once for each reason, on the day on which it first did.</summary>
internal sealed class DeferralCount(ShopCalendar calendar) : IDeferrals
{
    private readonly ConcurrentDictionary<(SendKey Key, DeferReason Reason), DateOnly> first = new();

    /// <summary>Who lets others go first, and goes a minute later, has not met the cap yet.</summary>
    public void Note(SendKey key, DeferReason reason, DateTimeOffset at, DateTimeOffset until)
    {
        if (reason != DeferReason.FrequencyCap || until - at > SendDecision.GivesWayFor)
        {
            first.TryAdd((key, reason), calendar.DateOf(at));
        }
    }

    /// <summary>By day, journey, step and reason.</summary>
    public IReadOnlyList<BackTestDelay> Within(DateOnly from, DateOnly until) =>
    [
        .. first.Where(f => f.Value >= from && f.Value <= until)
            .CountBy(f => (Day: f.Value, Journey: f.Key.Key.EnrollmentId[..f.Key.Key.EnrollmentId.LastIndexOf(':')], Step: f.Key.Key.StepId, f.Key.Reason))
            .OrderBy(c => c.Key.Day).ThenBy(c => c.Key.Journey, StringComparer.Ordinal).ThenBy(c => c.Key.Step, StringComparer.Ordinal).ThenBy(c => c.Key.Reason)
            .Select(c => new BackTestDelay(c.Key.Day, c.Key.Journey, c.Key.Step, c.Key.Reason, c.Value)),
    ];
}
