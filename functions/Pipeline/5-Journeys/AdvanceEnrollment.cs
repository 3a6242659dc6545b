using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Takes an enrollment one step further: settles the step that is due and says what to wait for. Repeating it with the
/// same cursor gives the same answer and sends nothing again.</summary>
public sealed class AdvanceEnrollment(CustomerStore customers, JourneyLibrary journeys, SendStep sending, ShopSettings shop, Clocks clocks)
{
    /// <summary>Settles at most one step.</summary>
    /// <exception cref="InvalidOperationException">The enrollment or its version is not there; to be tried again when it is mended.</exception>
    public async Task<NextWait> RunAsync(Cursor cursor, CancellationToken cancellationToken)
    {
        CustomerState state = await customers.LoadAsync(cursor.CustomerId, cancellationToken);
        Enrollment enrollment = state.Enrollment(cursor.EnrollmentId)
            ?? throw new InvalidOperationException($"There is no row for the enrollment {cursor.EnrollmentId}.");
        PublishedJourney journey = await journeys.PinnedAsync(cursor.JourneyId, cursor.Version, cancellationToken);
        if (enrollment.End is { } ended)
        {
            return NextWait.Ended(cursor, ended);
        }

        Step step = StepAt(journey, cursor);
        DateTimeOffset dueAt = DueAt(step, enrollment);
        if (dueAt > clocks.Shop.GetUtcNow())
        {
            return NextWait.Until(cursor with { StepId = step.Id }, dueAt);
        }

        if (step is Step.Send send
            && await sending.RunAsync(new DueSend(state, enrollment, journey, send, dueAt), cancellationToken) is SendOutcome.Deferred deferred)
        {
            return NextWait.Until(cursor with { StepId = step.Id }, deferred.Until);
        }

        return journey.Definition.After(step.Id) is { } next
            ? NextWait.Until(cursor with { StepId = next.Id }, DueAt(next, enrollment))
            : await EndAsync(cursor, cancellationToken);
    }

    private static Step StepAt(PublishedJourney journey, Cursor cursor) => cursor.StepId is { } id
        ? journey.Definition.Find(id) ?? throw new InvalidOperationException($"Version {cursor.Version} of journey '{cursor.JourneyId}' has no step '{id}'.")
        : journey.Definition.Steps[0];

    private DateTimeOffset DueAt(Step step, Enrollment enrollment) =>
        step.Timing.DueAt(enrollment.TriggeredAt, enrollment.TriggeredOn, shop.SendAt, shop.Calendar);

    private Task<NextWait> EndAsync(Cursor cursor, CancellationToken cancellationToken) =>
        customers.ChangeAsync(cursor.CustomerId, (state, _) => Task.FromResult(Ended(state, cursor)), cancellationToken);

    private static CustomerChange<NextWait> Ended(CustomerState state, Cursor cursor)
    {
        Enrollment enrollment = state.Enrollment(cursor.EnrollmentId)! with { State = EnrollmentState.Ended, End = EndReason.Completed };
        return new CustomerChange<NextWait>(NextWait.Ended(cursor, EndReason.Completed), null, [new EntityChange.Put(EnrollmentRows.Row(enrollment))]);
    }
}
