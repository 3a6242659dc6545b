using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Sending;

namespace FollowUpFlows.Domain.Analytics;

/// <summary>One customer's enrollments as a replay over the newest versions has them. Whoever went on in a newer version of their journey
/// (<see cref="Enrollment.Continues"/>) was inside that version from the beginning there: what the ledger has of both is one, under the id of the first.
/// The same holds for what came of it, such as a move to another journey with the rank.</summary>
public sealed class JoinedEnrollments
{
    private readonly Dictionary<string, Enrollment> known;
    private readonly ILookup<string, Enrollment> parts;

    /// <param name="enrollments">All of one customer, any order.</param>
    public JoinedEnrollments(IReadOnlyCollection<Enrollment> enrollments)
    {
        known = enrollments.ToDictionary(e => e.EnrollmentId, StringComparer.Ordinal);
        parts = enrollments.ToLookup(e => IdOf(e.EnrollmentId), StringComparer.Ordinal);
    }

    /// <summary>The id under which a replay has it; one that is not known stays as it is.</summary>
    public string IdOf(string enrollmentId)
    {
        if (known.GetValueOrDefault(enrollmentId) is not { MovedFrom: { } from } moved)
        {
            return enrollmentId;
        }

        string fromId = IdOf(from);
        return moved.Continues ? fromId
            : fromId == from ? enrollmentId
            : Enrollment.IdOf(moved.JourneyId, moved.CustomerId, moved.BusinessKey.Replace(from, fromId, StringComparison.Ordinal));
    }

    /// <summary>The enrollments that are one, in the order in which they went on; empty for an id that no enrollment has in a replay.</summary>
    /// <param name="id">As <see cref="IdOf"/> gives it.</param>
    public IEnumerable<Enrollment> Of(string id) => parts[id].OrderBy(e => e.Version);

    /// <summary>The row under the id that a replay gives it.</summary>
    public SendRow Joined(SendRow row) => row with { Key = row.Key with { EnrollmentId = IdOf(row.Key.EnrollmentId) } };
}
