using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Lets an enrollment go on in a newer version, where a publication wants that of those inside: as soon as nothing of it is under way or
/// put off. Only the enrollment's own turn knows where it stands, so nobody else does it.</summary>
public sealed class ChangeVersion(JourneyLibrary journeys, ReactToChange react, Clocks clocks)
{
    /// <summary>To be called at the end of a turn.</summary>
    /// <param name="next">What the turn came to.</param>
    /// <returns>The same unless the enrollment has ended now. Repeating it changes nothing.</returns>
    internal async Task<NextWait> AfterAsync(NextWait next, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        Cursor at = next.Cursor;
        if (next.End is not null || at.StepId is null || at.IsPastSteps || at.Deferred.Count > 0 || next.DueAt <= clocks.Shop.GetUtcNow()
            || await journeys.InsideToAsync(at.JourneyId, at.Version, cancellationToken) is not { } to)
        {
            return next;
        }

        CustomerState after = await react.RunAsync(at.CustomerId, new Cause.VersionChanged(at.EnrollmentId, to, at.StepId), orchestrations, cancellationToken);
        return after.Enrollment(at.EnrollmentId)?.End is { } end ? NextWait.Ended(at, end) : next;
    }
}
