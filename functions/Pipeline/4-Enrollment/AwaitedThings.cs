using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Whether a customer has done what a journey waits for.</summary>
internal static class AwaitedThings
{
    /// <summary>When it first happened, both ends included; null when it did not. What has moved a customer into a journey, and all before
    /// it, did not happen inside; who only changed to another version of it was inside all the time.</summary>
    public static DateTimeOffset? Between(
        CustomerState state,
        Enrollment enrollment,
        Awaited awaited,
        OrderRules orders,
        DateTimeOffset from,
        DateTimeOffset until)
    {
        IEnumerable<DateTimeOffset> happened = awaited switch
        {
            Awaited.Order => state.Orders
                .Where(o => Admission.KeyOfOrder(o.SourceId, o.Order.OrderId) != enrollment.OrderKey && orders.Exclusion(o.Order) is null)
                .Select(o => o.Order.OrderedAt),
            Awaited.Event { Type: var type } => state.Events
                .Where(e => e.Type == type && KeyOfEvent(e) != enrollment.BusinessKey && (!enrollment.Continues || e.At > enrollment.TriggeredAt))
                .Select(e => e.At),
            _ => throw new NotSupportedException(awaited.ToString()),
        };
        DateTimeOffset[] inside = [.. happened.Where(at => at >= from && at <= until && (enrollment.MovedFrom is null || enrollment.Continues || at > enrollment.EnrolledAt))];
        return inside.Length == 0 ? null : inside.Min();
    }

    /// <summary>The cause by which an event is known.</summary>
    public static string KeyOfEvent(CustomerEvent told) => $"event:{told.Key}";
}
