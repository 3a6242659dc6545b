using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Domain.Enrollments;

/// <summary>Whether an order enrolls its customer in a journey.</summary>
public static class OrderEnrollment
{
    /// <summary>An order that is older when it becomes known counts for ranks, but a follow-up that begins so late would be wrong:
    /// it comes from a history that is read in, or from a change to an old order.</summary>
    public const int OrderAgeDaysMax = 14;

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
