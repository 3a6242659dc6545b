using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Who would have entered a journey, had it been there before. The key is that of the cause, so that whoever has entered by it
/// does not enter again.</summary>
internal static class QualifiedEarlier
{
    /// <summary>A day that comes back every year is made good for so long: its next one is nearer then.</summary>
    public const int YearlyDaysMax = 31;

    /// <summary>The business key of a broadcast: everybody gets it once.</summary>
    public const string BroadcastKey = "broadcast";

    /// <summary>False for a trigger by which nobody can be found afterwards: what moved a rank is over.</summary>
    public static bool CanBeFound(Trigger trigger) => trigger is not Trigger.RankChanged;

    /// <summary>Enrolls the customer, counted from that moment.</summary>
    public static void Enroll(EnrollmentDraft draft, Cause.BackFill fill, DateOnly today, ShopSettings shop)
    {
        if (draft.Active.FirstOrDefault(j => j.Definition.Id == fill.JourneyId) is not { } journey
            || KeyOf(draft, journey.Definition.Trigger, today, shop) is not var (businessKey, orderKey))
        {
            return;
        }

        DateTimeOffset at = fill.At ?? draft.Now;
        draft.Enter(journey, new EntryCause(businessKey, orderKey, at, shop.Calendar.DateOf(at)));
    }

    /// <summary>The cause that would have enrolled the customer; null without one.</summary>
    public static (string BusinessKey, string? OrderKey)? KeyOf(EnrollmentDraft draft, Trigger trigger, DateOnly today, ShopSettings shop) => trigger switch
    {
        Trigger.OrderPlaced orders => OrderOf(draft.State, orders, shop) is { } key ? (key, key) : null,
        Trigger.Registered => draft.State.Customer.RegisteredAt is null ? null : (TriggerRule.RegisteredKey, null),
        Trigger.Lapsed lapsed => LapseOf(draft, lapsed, today) is { } key ? (key, null) : null,
        Trigger.EventReceived { Type: var type } => EventOf(draft.State, type) is { } key ? (key, null) : null,
        Trigger.LineFriendAdded => EventOf(draft.State, Trigger.LineFriendAdded.EventType) is { } key ? (key, null) : null,
        Trigger.BeforeLapse lapse => WarningOf(draft, lapse, today) is { } key ? (key, null) : null,
        Trigger.Broadcast broadcast => TakeWay.Holds(draft.Review, broadcast.Segment, shop) ? (BroadcastKey, null) : null,
        Trigger.Calendar yearly => YearOf(draft, yearly, today) is { } key ? (key, null) : null,
        _ => null,
    };

    /// <summary>The latest order that begins the journey.</summary>
    private static string? OrderOf(CustomerState state, Trigger.OrderPlaced trigger, ShopSettings shop) => state.Orders
        .Where(o => shop.Orders.Exclusion(o.Order) is null && trigger.Admits(o.Number ?? 0) && OrderRule.Fits(trigger, o.Order))
        .MaxBy(o => o.Order.OrderedAt) is { } order ? Admission.KeyOfOrder(order.SourceId, order.Order.OrderId) : null;

    private static string? LapseOf(EnrollmentDraft draft, Trigger.Lapsed trigger, DateOnly today) =>
        draft.Review.Entry.LastOn is { } lastOn && lastOn.AddDays(trigger.Days) <= today
            ? TriggerRule.KeyOfLapse(lastOn.AddDays(trigger.Days))
            : null;

    private static string? EventOf(CustomerState state, string type) =>
        state.Events.Where(e => e.Type == type).MaxBy(e => e.At) is { } told ? AwaitedThings.KeyOfEvent(told) : null;

    private static string? WarningOf(EnrollmentDraft draft, Trigger.BeforeLapse trigger, DateOnly today) =>
        CalendarRule.LapseOf(draft, trigger) is var (lastOn, lapsesOn) && lapsesOn > today && lapsesOn.AddDays(-trigger.BeforeDays) <= today
            ? CalendarRule.KeyOfLapse(lastOn)
            : null;

    private static string? YearOf(EnrollmentDraft draft, Trigger.Calendar trigger, DateOnly today) => Enumerable.Range(0, YearlyDaysMax + 1)
        .Select(d => CalendarRule.KeyOf(draft, trigger, today.AddDays(-d)))
        .FirstOrDefault(k => k is not null);
}
