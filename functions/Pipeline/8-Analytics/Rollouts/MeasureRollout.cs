using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>What the messages of a version and of the one before came to while it is rolled out. Reads the partition of each customer who has
/// entered the journey since then.</summary>
public sealed class MeasureRollout(IEntityTables tables, EnrolledIndex enrolled, ShopSettings shop)
{
    /// <param name="now">On the shop clock, UTC.</param>
    public async Task<RolloutLook> RunAsync(string journeyId, Rollout rollout, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<RolloutMessage> messages = [];
        foreach (string customerId in await CustomersAsync(journeyId, rollout, now, cancellationToken))
        {
            if (await Evidence.TryReadAsync(tables, customerId, cancellationToken) is { } evidence)
            {
                messages.AddRange(Of(journeyId, rollout, evidence, now));
            }
        }

        return RolloutGuard.Of(messages);
    }

    private async Task<IEnumerable<string>> CustomersAsync(string journeyId, Rollout rollout, DateTimeOffset now, CancellationToken cancellationToken)
    {
        SortedSet<string> customers = new(StringComparer.Ordinal);
        string prefix = journeyId + ":";
        DateOnly today = shop.Calendar.DateOf(now);
        for (DateOnly day = shop.Calendar.DateOf(rollout.CountedSince); day <= today; day = day.AddDays(1))
        {
            await foreach (EnrolledLead lead in enrolled.OfDayAsync(day, cancellationToken))
            {
                if (lead.EnrollmentId.StartsWith(prefix, StringComparison.Ordinal))
                {
                    customers.Add(lead.CustomerId);
                }
            }
        }

        return customers;
    }

    /// <summary>Messages of those who entered since it began: who entered before it was not drawn by chance.</summary>
    private static IEnumerable<RolloutMessage> Of(string journeyId, Rollout rollout, Evidence evidence, DateTimeOffset now)
    {
        Dictionary<string, Enrollment> drawn = evidence.State.Enrollments
            .Where(e => e.JourneyId == journeyId && (e.Version == rollout.Version || e.Version == rollout.BaseVersion) && e.EnrolledAt >= rollout.CountedSince && !e.Continues)
            .ToDictionary(e => e.EnrollmentId, StringComparer.Ordinal);
        if (drawn.Count == 0)
        {
            return [];
        }

        HashSet<(string, string)> refused = [.. evidence.RefusedAt
            .Select(at => Attribution.Of(at, evidence.Messages, Credit.LastSend, RolloutGuard.HarmWithin))
            .OfType<SentMessage>()
            .Select(m => (m.EnrollmentId, m.StepId))];
        ILookup<SendKey, DeliveryFact> facts = evidence.Facts.ToLookup(f => f.Key);
        return evidence.Sends
            .Where(s => s.State is SendState.Sent or SendState.Failed && HeldReasons.WentAt(s) is { } at && at + RolloutGuard.HarmWithin <= now && drawn.ContainsKey(s.Key.EnrollmentId))
            .Select(s => new RolloutMessage(s.Key.MessageKey.ToString("N"), drawn[s.Key.EnrollmentId].Version == rollout.Version, HeldReasons.WentAt(s)!.Value)
            {
                HasComplained = facts[s.Key].Any(f => f.Kind == DeliveryKind.Complained && f.At - HeldReasons.WentAt(s)!.Value < RolloutGuard.HarmWithin),
                HasUnsubscribed = refused.Contains((s.Key.EnrollmentId, s.Key.StepId)),
                HasFailed = s.State == SendState.Failed || facts[s.Key].Any(f => f.Kind is DeliveryKind.Bounced or DeliveryKind.Dropped),
            });
    }
}
