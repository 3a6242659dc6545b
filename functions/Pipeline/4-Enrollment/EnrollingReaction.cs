using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Orders enroll; no journey begins with an event or a registration.</summary>
public sealed class EnrollingReaction(EnrollOnOrder enroll) : IReaction
{
    /// <inheritdoc/>
    public Task OrderAsync(string customerId, string sourceId, string orderId, CancellationToken cancellationToken) =>
        enroll.RunAsync(customerId, sourceId, orderId, cancellationToken);

    /// <inheritdoc/>
    public Task EventAsync(string customerId, CustomerEvent told, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task RegisteredAsync(string customerId, CancellationToken cancellationToken) => Task.CompletedTask;
}
