using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Gathers what decides about a send.</summary>
public sealed class SendCases(ICustomerReach reach, JourneyPauses pauses, ShopSettings shop)
{
    /// <summary>Whoever has not come by then, because something of their journey fails, holds nobody up.</summary>
    private static readonly TimeSpan WaitedForMax = TimeSpan.FromMinutes(10);

    /// <summary>The case at that moment of the shop clock.</summary>
    /// <param name="state">The customer to be decided about; may be later than the one of <paramref name="due"/>.</param>
    public async Task<SendCase> OfAsync(DueSend due, CustomerState state, DateTimeOffset now, CancellationToken cancellationToken) => new()
    {
        Step = due.Step,
        Purpose = due.Purpose,
        Reach = About(due, state, await reach.OfAsync(state, due.Step, cancellationToken)),
        Preferences = state.Preferences,
        IsJourneyPaused = due.Purpose == Purpose.Marketing && await pauses.IsPausedAsync(due.Enrollment.JourneyId, cancellationToken),
        CauseCounts = state.CauseOf(due.Enrollment) is not { } order || shop.Orders.Exclusion(order) is null,
        IsHeldOut = IsHeldOut(due, state),
        DueAt = due.DueAt,
        Now = now,
        Rules = shop.Sending,
        Calendar = shop.Calendar,
        EarlierMarketing = IsCapped(due) || state.Preferences?.DaysBetween is not null ? [.. MarketingOf(state)] : [],
        WaitingBefore = IsCapped(due) ? WaitingOf(state, now).Count(r => IsBefore(r, due)) : 0,
    };

    private static IReadOnlyDictionary<Channel, Reach> About(DueSend due, CustomerState state, IReadOnlyDictionary<Channel, Reach> reach) =>
        due.Journey.Definition.Topic is { } topic && state.TopicConsents.Count > 0
            ? reach.ToDictionary(
                r => r.Key,
                r => r.Value with { DeclinesTopic = state.TopicConsents.GetValueOrDefault((r.Key, topic))?.State == ConsentState.Withdrawn })
            : reach;

    /// <summary>By the journey, not by the message: a notice to a program may set off what the customer must not get.</summary>
    private bool IsHeldOut(DueSend due, CustomerState state) =>
        due.Journey.Definition.Purpose == Purpose.Marketing
        && (Holdout.Holds(due.Journey.Definition, due.CustomerId)
            || Holdout.Holds(shop.Holdout, due.CustomerId)
            || Holdout.Holds(due.Journey.Definition, state.ChoicesOf(due.Enrollment.EnrollmentId), due.Step.Id));

    private bool IsCapped(DueSend due) => due.Purpose == Purpose.Marketing && shop.Sending.Cap is not null;

    /// <summary>When marketing went out to the customer, or is about to, by whatever journey.</summary>
    private static IEnumerable<DateTimeOffset> MarketingOf(CustomerState state)
    {
        foreach (Entity row in state.Sends.Values)
        {
            SendRow send = SendRows.Row(row);
            if (send is { State: SendState.Sent or SendState.Claimed, Purpose: not Purpose.Transactional, ClaimedAt: { } claimedAt })
            {
                yield return claimedAt;
            }
        }
    }

    /// <summary>Deferred messages whose moment has come a short while ago; only marketing is deferred.</summary>
    private static IEnumerable<SendRow> WaitingOf(CustomerState state, DateTimeOffset now) => state.Sends.Values
        .Select(SendRows.Row)
        .Where(r => r is { State: SendState.Planned, DeferredUntil: { } until } && until <= now && until > now - WaitedForMax)
        .Where(r => state.Enrollment(r.Key.EnrollmentId) is { IsActive: true });

    /// <summary>Within an enrollment its cursor keeps the order.</summary>
    private static bool IsBefore(SendRow waiting, DueSend due) =>
        waiting.Key.EnrollmentId != due.Enrollment.EnrollmentId
        && (waiting.DueAt < due.DueAt
            || (waiting.DueAt == due.DueAt && string.CompareOrdinal(waiting.Key.EnrollmentId, due.Enrollment.EnrollmentId) < 0));
}
