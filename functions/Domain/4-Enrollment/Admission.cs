using FollowUpFlows.Domain.Journeys;

namespace FollowUpFlows.Domain.Enrollments;

/// <summary>Whether a cause enrolls its customer in a journey.</summary>
public static class Admission
{
    /// <summary>A cause that is older when it becomes known counts for ranks, but a follow-up that begins so late would be wrong:
    /// it comes from a history that is read in, or from a change to an old order.</summary>
    public const int AgeDaysMax = 14;

    /// <summary>Whether something of that day is recent enough to be followed up.</summary>
    /// <param name="today">Shop-local.</param>
    public static bool IsRecent(DateOnly on, DateOnly today) => today.DayNumber - on.DayNumber <= AgeDaysMax;

    /// <summary>The cause by which an order is known: the same whether it was created or paid, and different for two sources
    /// that count their orders alike.</summary>
    public static string KeyOfOrder(string sourceId, string orderId) => $"{sourceId}|{orderId}";

    /// <summary>What the cause does.</summary>
    /// <param name="enrollmentId">Of the enrollment that the cause would make.</param>
    /// <param name="enrollments">All of the customer's, of any journey.</param>
    public static Admittance Of(JourneyDefinition journey, string enrollmentId, IReadOnlyCollection<Enrollment> enrollments)
    {
        bool isRepeat = enrollments.Any(e => e.EnrollmentId == enrollmentId);
        bool isKnown = enrollments.Any(e => e.JourneyId == journey.Id && e.End != EndReason.Missed);
        if (isRepeat || (isKnown && journey.ReEntry == ReEntry.Once))
        {
            return Admittance.None;
        }

        IReadOnlyList<Enrollment> running =
        [
            .. enrollments.Where(e => e.IsActive && (e.JourneyId == journey.Id || (journey.Plan is not null && e.Plan == journey.Plan))),
        ];
        return running.Count == 0 || (journey.ReEntry is ReEntry.PerKey or ReEntry.Once && journey.Plan is null) ? new Admittance(true, [])
            : journey.ReEntry == ReEntry.Restart ? new Admittance(true, running)
            : Admittance.None;
    }
}

/// <summary>What a cause does.</summary>
/// <param name="IsAdmitted">The customer enters.</param>
/// <param name="Ends">Running enrollments that end for it.</param>
public sealed record Admittance(bool IsAdmitted, IReadOnlyList<Enrollment> Ends)
{
    /// <summary>Nothing.</summary>
    public static Admittance None { get; } = new(false, []);
}
