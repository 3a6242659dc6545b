using FollowUpFlows.Domain.Enrollments;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>The durable side of enrollments.</summary>
public interface IOrchestrations
{
    /// <summary>Starts the orchestration of an enrollment, whose id is that of the enrollment; nothing happens when it runs already.</summary>
    Task StartAsync(Cursor start, CancellationToken cancellationToken);

    /// <summary>Lets a running enrollment look again before its next step is due, because something has happened to its customer.
    /// Nothing happens when it does not run; an enrollment that is not told sees it at its next step.</summary>
    Task SignalAsync(string enrollmentId, CancellationToken cancellationToken);
}
