using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>What is written of enrollments that change. Of a customer with very many that is more than one write takes.</summary>
internal sealed class ChangedEnrollments(EnrollmentDraft draft, ShopCalendar calendar)
{
    /// <summary>Beside the profile and the row of events.</summary>
    private const int RowsMax = EntityLimits.BatchMax - 2;

    private readonly (Enrollment Enrollment, IReadOnlyList<EntityChange> Rows)[] all = [.. draft.Changed.Select(e => (e, RowsOf(draft, e, calendar)))];

    /// <summary>The enrollments, and what becomes of their messages when they have ended.</summary>
    public IEnumerable<EntityChange> Rows => all.SelectMany(c => c.Rows);

    /// <summary>What is to be written before all else, because the whole does not fit: as much as does. Deciding anew afterwards comes to
    /// the same, because it needs nothing that begins in the same write; what makes others begin waits for the last one.</summary>
    /// <returns>Nothing when the whole fits.</returns>
    /// <param name="others">How many rows there are besides.</param>
    public Part Ahead(int others)
    {
        if (others + Rows.Count() <= RowsMax)
        {
            return Part.None;
        }

        int sum = 0;
        (Enrollment Enrollment, IReadOnlyList<EntityChange> Rows)[] whole =
            [.. all.Where(c => !IsSucceeded(c.Enrollment)).TakeWhile(c => (sum += c.Rows.Count) <= RowsMax)];
        return whole.Length > 0
            ? new Part([.. whole.SelectMany(c => c.Rows)], [.. whole.Select(c => c.Enrollment).Where(e => !e.IsActive).Select(e => e.EnrollmentId)])
            : new Part([.. Rows.OfType<EntityChange.Delete>().Take(RowsMax)], []);  // a message to come goes without a planned row, too
    }

    /// <summary>Whether another begins in its place: that must be in the same write.</summary>
    private bool IsSucceeded(Enrollment changed) => changed.End is EndReason.Moved or EndReason.Restarted or EndReason.NewVersion && EndsNow(draft, changed);

    private static bool EndsNow(EnrollmentDraft draft, Enrollment changed) =>
        !changed.IsActive && draft.State.Enrollment(changed.EnrollmentId)?.IsActive == true;

    private static IReadOnlyList<EntityChange> RowsOf(EnrollmentDraft draft, Enrollment changed, ShopCalendar calendar)
    {
        EntityChange.Put row = new(EnrollmentRows.Row(changed));
        return changed.EndedAt is { } endedAt
            ? [row, .. PlannedSends.Dropped(draft.State, changed.EnrollmentId, endedAt), .. Unreached(draft, changed, endedAt, calendar)]
            : [row];
    }

    /// <summary>Rows of messages that were due by the end, and have none: there was no room for it when they became foreseeable, and their
    /// turn has not come since.</summary>
    private static IEnumerable<EntityChange> Unreached(EnrollmentDraft draft, Enrollment changed, DateTimeOffset endedAt, ShopCalendar calendar)
    {
        bool isEarly = EndsNow(draft, changed) && changed.End is not (EndReason.Completed or EndReason.Exited);
        if (!isEarly || draft.JourneyOf(changed.EnrollmentId) is not { } journey)
        {
            return [];
        }

        return new JourneyWalk(journey, calendar, draft.SendAt)
            .Of(changed, draft.State.ChoicesOf(changed.EnrollmentId))
            .Where(v => v.Step is Step.Send && v.DueAt <= endedAt)
            .Select(v => PlannedSends.Planned(changed, (Step.Send)v.Step, v.DueAt))
            .Where(r => SendLedger.Find(draft.State, r.Key) is null)
            .Select(r => PlannedSends.AtEnd(changed.CustomerId, r, endedAt)!);
    }

    /// <summary>A part of the changes.</summary>
    /// <param name="Ended">Which have ended with it.</param>
    public sealed record Part(IReadOnlyList<EntityChange> Rows, IReadOnlyList<string> Ended)
    {
        public static Part None { get; } = new([], []);
    }
}
