using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Domain.Enrollments;

/// <summary>Whether an order enrolls its customer in a journey.</summary>
public static class OrderEnrollment
{
    /// <summary>An order that is older when it becomes known counts for ranks, but a follow-up that begins so late would be wrong:
    /// it comes from a history that is read in, or from a change to an old order.</summary>
    public const int OrderAgeDaysMax = 14;

    /// <summary>The number of the order among the customer's counting orders, 1 for the first; null when it does not count itself.</summary>
    /// <param name="orders">All of one customer's, in any order.</param>
    /// <param name="sourceId">Order ids are unique only within a source.</param>
    public static int? NumberOf(string sourceId, string orderId, IReadOnlyList<LedgerOrder> orders, OrderRules rules)
    {
        List<LedgerOrder> counting =
        [
            .. orders.Where(o => rules.Exclusion(o.Order) is null)
                .OrderBy(o => o.Order.OrderedAt)
                .ThenBy(o => o.SourceId, StringComparer.Ordinal)
                .ThenBy(o => o.Order.OrderId, StringComparer.Ordinal),
        ];
        int index = counting.FindIndex(o => o.SourceId == sourceId && o.Order.OrderId == orderId);
        return index < 0 ? null : index + 1;
    }

    /// <summary>Whether the order is recent enough to be followed up.</summary>
    /// <param name="today">Shop-local.</param>
    public static bool IsRecent(Order order, DateOnly today) => today.DayNumber - order.OrderedOn.DayNumber <= OrderAgeDaysMax;

    /// <summary>The cause by which the order is known: the same whether it was created or paid, and different for two sources
    /// that count their orders alike.</summary>
    public static string BusinessKeyOf(string sourceId, string orderId) => $"{sourceId}|{orderId}";

    /// <summary>Whether the journey takes the customer in for this cause.</summary>
    /// <param name="enrollments">All of the customer's, of any journey.</param>
    public static bool Admits(JourneyDefinition journey, string enrollmentId, IEnumerable<Enrollment> enrollments)
    {
        IEnumerable<Enrollment> known = enrollments.Where(e => e.JourneyId == journey.Id);
        return journey.ReEntry switch
        {
            ReEntry.Once => !known.Any(),
            ReEntry.Wait => !known.Any(e => e.State != EnrollmentState.Ended || e.EnrollmentId == enrollmentId),
            _ => !known.Any(e => e.EnrollmentId == enrollmentId),
        };
    }
}
