using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Rows of sends whose date is known and has not come.</summary>
public sealed class PlannedSends(DueIndex index)
{
    /// <summary>The planned rows that are missing, for the batch that makes them foreseeable; their index rows are written here and now.</summary>
    /// <param name="visits">The way of the enrollment as far as it is known; only its sends matter.</param>
    public async Task<IReadOnlyList<EntityChange>> PlanAsync(
        CustomerState state, Enrollment enrollment, IEnumerable<StepVisit> visits, CancellationToken cancellationToken)
    {
        List<SendRow> missing = [];
        foreach (StepVisit visit in visits)
        {
            if (visit.Step is Step.Send send && Planned(enrollment, send, visit.DueAt) is var row && SendLedger.Find(state, row.Key) is null)
            {
                missing.Add(row);
            }
        }

        await index.AddAsync(
            enrollment.CustomerId,
            missing.Select(r => new DueLead(enrollment.CustomerId, r.Key.EnrollmentId, r.Key.StepId, r.DueAt)),
            cancellationToken);
        return [.. missing.Select(r => new EntityChange.Insert(SendRows.Row(enrollment.CustomerId, r)))];
    }

    /// <summary>What an early end does to the rows of the enrollment, for the batch that ends it.</summary>
    /// <param name="endedAt">On the shop clock, UTC.</param>
    public static IReadOnlyList<EntityChange> Dropped(CustomerState state, string enrollmentId, DateTimeOffset endedAt)
    {
        string under = SendRows.UnderEnrollment(enrollmentId);
        return
        [
            .. state.Sends
                .Where(s => s.Key.StartsWith(under, StringComparison.Ordinal))
                .Select(s => AtEnd(state.CustomerId, SendRows.Row(s.Value), endedAt))
                .OfType<EntityChange>(),
        ];
    }

    /// <summary>When an enrollment ends that is to end now: not before what of it was decided already, though the clock has been set back
    /// since, or the one of another process is ahead.</summary>
    internal static DateTimeOffset EndOf(CustomerState state, string enrollmentId, DateTimeOffset now)
    {
        string under = SendRows.UnderEnrollment(enrollmentId);
        return state.Sends
            .Where(s => s.Key.StartsWith(under, StringComparison.Ordinal))
            .Select(s => SendRows.Row(s.Value))
            .Where(r => r.State != SendState.Planned)
            .Select(r => r.DueAt)
            .Append(now)
            .Max();
    }

    /// <summary>What was due, and deferred perhaps, is withheld; what was to come is removed. What is claimed is held, because nobody comes
    /// back to it; if its call is still under way, its end settles the row all the same.</summary>
    /// <returns>Null for a row that stays as it is.</returns>
    internal static EntityChange? AtEnd(string customerId, SendRow row, DateTimeOffset endedAt) => row.State switch
    {
        SendState.Planned when row.DueAt > endedAt => new EntityChange.Delete(SendRows.KeyOf(row.Key)),
        SendState.Planned => Put(customerId, row with { State = SendState.Withheld, DeferredUntil = null, Reason = nameof(WithholdReason.EnrollmentEnded), SettledAt = endedAt }),
        SendState.Claimed => Put(customerId, row with { State = SendState.Held, DeferredUntil = null, Reason = "the enrollment ended after the claim, and whether the provider has it is not known" }),
        _ => null,
    };

    /// <summary>The row of a send until it is decided: under the preferred channel.</summary>
    internal static SendRow Planned(Enrollment enrollment, Step.Send step, DateTimeOffset dueAt) =>
        new(new SendKey(enrollment.EnrollmentId, step.Id, 0, step.Channels[0]), SendState.Planned, dueAt) { MessageId = step.MessageId };

    private static EntityChange.Put Put(string customerId, SendRow row) => new(SendRows.Row(customerId, row));
}
