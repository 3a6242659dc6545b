using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Takes one customer out of a journey. What was due and has not gone is withheld, with the reason; what was to come is dropped.</summary>
public sealed class StopEnrollment(CustomerStore customers, ReactToChange react, CustomerNotes notes)
{
    /// <summary>Does it, and notes who did. Repeating it changes nothing.</summary>
    /// <param name="orchestrations">Null where none run: whoever is ended is found so at the next step.</param>
    /// <returns>False when the customer has no such enrollment, or it is over.</returns>
    public async Task<bool> RunAsync(string customerId, string enrollmentId, OperatorAct act, IOrchestrations? orchestrations, CancellationToken cancellationToken)
    {
        CustomerState before = await customers.LoadAsync(customerId, cancellationToken);
        if (before.Enrollment(enrollmentId) is not { IsActive: true } running)
        {
            return false;
        }

        CustomerState after = await react.RunAsync(customerId, new Cause.Finished(enrollmentId, EndReason.Stopped), orchestrations, cancellationToken);
        if (after.Enrollment(enrollmentId)?.End != EndReason.Stopped)
        {
            return false;  // it came to its end by itself in between, or its version cannot be read
        }

        if (orchestrations is not null)
        {
            await orchestrations.SignalAsync(enrollmentId, cancellationToken);
        }

        await notes.AddAsync(customerId, NoteKind.Stopped, running.JourneyId, act.By, act.Why, cancellationToken);
        return true;
    }
}
