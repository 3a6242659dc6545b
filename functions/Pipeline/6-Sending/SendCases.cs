using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Gathers what decides about a send.</summary>
public sealed class SendCases(
    ICustomerReach reach, JourneyPauses pauses, BroadcastPauses broadcasts, LineBudgets budgets, JourneyLibrary journeys, ShopSettings shop)
{
    /// <summary>Whoever has not come by then, because something of their journey fails, holds nobody up.</summary>
    private static readonly TimeSpan WaitedForMax = TimeSpan.FromMinutes(10);

    /// <summary>The case at that moment of the shop clock.</summary>
    /// <param name="state">The customer to be decided about; may be later than the one of <paramref name="due"/>.</param>
    public async Task<SendCase> OfAsync(DueSend due, CustomerState state, DateTimeOffset now, CancellationToken cancellationToken) => new()
    {
        Step = due.Step,
        Purpose = due.Purpose,
        Reach = await WithinBudgetAsync(due, About(due, state, await reach.OfAsync(state, due.Step, cancellationToken)), cancellationToken),
        Preferences = state.Preferences,
        IsJourneyPaused = due.Purpose == Purpose.Marketing && await pauses.IsPausedAsync(due.Enrollment.JourneyId, cancellationToken),
        IsBroadcastPaused = due.Journey.Definition.Trigger is Trigger.Broadcast && await broadcasts.IsPausedAsync(due.Enrollment.JourneyId, cancellationToken),
        CauseCounts = state.CauseOf(due.Enrollment) is not { } order || shop.Orders.Exclusion(order) is null,
        IsHeldOut = IsHeldOut(due, state),
        DueAt = due.DueAt,
        Now = now,
        Rules = shop.Sending,
        Calendar = shop.Calendar,
        Standing = due.ShopStanding,
        EarlierMarketing = IsCapped(due) || state.Preferences?.DaysBetween is not null ? [.. MarketingOf(state)] : [],
        WaitingBefore = IsCapped(due) ? await WaitingBeforeAsync(due, state, now, cancellationToken) : 0,
    };

    private static IReadOnlyDictionary<Channel, Reach> About(DueSend due, CustomerState state, IReadOnlyDictionary<Channel, Reach> reach) =>
        due.Journey.Definition.Topic is { } topic && state.TopicConsents.Count > 0
            ? reach.ToDictionary(
                r => r.Key,
                r => r.Value with { DeclinesTopic = state.TopicConsents.GetValueOrDefault((r.Key, topic))?.State == ConsentState.Withdrawn })
            : reach;

    private async Task<IReadOnlyDictionary<Channel, Reach>> WithinBudgetAsync(
        DueSend due, IReadOnlyDictionary<Channel, Reach> reach, CancellationToken cancellationToken) =>
        reach.GetValueOrDefault(Channel.Line) is { Address: not null } line && !await budgets.HasRoomAsync(due, cancellationToken)
            ? new Dictionary<Channel, Reach>(reach) { [Channel.Line] = line with { IsOverBudget = true } }
            : reach;

    /// <summary>By the journey, not by the message: a notice to a program may set off what the customer must not get.</summary>
    private bool IsHeldOut(DueSend due, CustomerState state) =>
        due.Journey.Definition.Purpose == Purpose.Marketing
        && (Holdout.Holds(due.Journey.Definition, due.CustomerId)
            || Holdout.Holds(shop.Holdout, due.CustomerId)
            || Holdout.Holds(due.Journey.Definition, state.ChoicesOf(due.Enrollment.EnrollmentId), due.Step.Id));

    private bool IsCapped(DueSend due) => due.Purpose == Purpose.Marketing && shop.Sending.CapsOf(due.ShopStanding).Any();

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

    /// <summary>Messages of other enrollments whose moment has come a short while ago, and which go first. Within an enrollment its cursor
    /// keeps the order.</summary>
    private async Task<int> WaitingBeforeAsync(DueSend due, CustomerState state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (SendRow row in state.Sends.Values.Select(SendRows.Row))
        {
            if (row.State == SendState.Planned
                && row.Key.EnrollmentId != due.Enrollment.EnrollmentId
                && (row.DeferredUntil ?? row.DueAt) is var at && at <= now && at > now - WaitedForMax
                && state.Enrollment(row.Key.EnrollmentId) is { IsActive: true } enrollment
                && await GoesFirstAsync(row, enrollment, due, cancellationToken))
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>One that was never decided may be about to be: only precedence lets it go first. Only marketing is deferred.</summary>
    private async Task<bool> GoesFirstAsync(SendRow waiting, Enrollment enrollment, DueSend due, CancellationToken cancellationToken)
    {
        JourneyDefinition? journey = (await journeys.FindAsync(enrollment.JourneyId, enrollment.Version, cancellationToken))?.Definition;
        int precedence = (journey?.Priority ?? JourneyDefinition.DefaultPriority).CompareTo(due.Journey.Definition.Priority);
        return waiting.DeferredUntil is null
            ? precedence < 0 && journey is { Purpose: Purpose.Marketing } && journey.Find(waiting.Key.StepId) is Step.Send { IsNotice: false }
            : precedence < 0 || (precedence == 0 && IsBefore(waiting, due));
    }

    private static bool IsBefore(SendRow waiting, DueSend due) =>
        waiting.DueAt < due.DueAt || (waiting.DueAt == due.DueAt && string.CompareOrdinal(waiting.Key.EnrollmentId, due.Enrollment.EnrollmentId) < 0);
}
