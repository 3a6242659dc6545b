using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>What is written of enrollments that change. Of a customer with very many that is more than one write takes.</summary>
internal static class ChangedEnrollments
{
    /// <summary>The enrollment, and what becomes of its messages when it has ended.</summary>
    public static IReadOnlyList<EntityChange> Rows(EnrollmentDraft draft, Enrollment changed)
    {
        EntityChange.Put row = new(EnrollmentRows.Row(changed));
        return changed.EndedAt is { } endedAt ? [row, .. PlannedSends.Dropped(draft.State, changed.EnrollmentId, endedAt)] : [row];
    }

    /// <summary>Those that are to be written before all else, because the whole does not fit: as many as do. Deciding anew afterwards
    /// comes to the same, because they need nothing that begins in the same write; what makes others begin waits for the last one.</summary>
    /// <returns>None when the whole fits.</returns>
    /// <param name="others">How many rows there are besides.</param>
    public static IReadOnlyList<Enrollment> Ahead(EnrollmentDraft draft, int others)
    {
        (Enrollment Enrollment, int Rows)[] all = [.. draft.Changed.Select(e => (e, Rows(draft, e).Count))];
        if (others + all.Sum(c => c.Rows) <= RowsMax)
        {
            return [];
        }

        int sum = 0;
        return [.. all.Where(c => !IsSucceeded(draft, c.Enrollment)).TakeWhile(c => (sum += c.Rows) <= RowsMax).Select(c => c.Enrollment)];
    }

    /// <summary>Beside the profile.</summary>
    private const int RowsMax = EntityLimits.BatchMax - 1;

    /// <summary>Whether another begins in its place: that must be in the same write.</summary>
    private static bool IsSucceeded(EnrollmentDraft draft, Enrollment changed) =>
        changed.End is EndReason.Moved or EndReason.Restarted && draft.State.Enrollment(changed.EnrollmentId)?.IsActive == true;
}
