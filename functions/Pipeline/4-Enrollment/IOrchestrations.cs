using FollowUpFlows.Domain.Enrollments;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>The durable side of enrollments.</summary>
public interface IOrchestrations
{
    /// <summary>Starts the orchestration of an enrollment, whose id is that of the enrollment; nothing happens when it runs already.</summary>
    Task StartAsync(Cursor start, CancellationToken cancellationToken);
}
