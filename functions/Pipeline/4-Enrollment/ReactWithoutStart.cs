using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>The reaction where nothing runs beside the caller: what is to start is started by the server's next sweep.</summary>
public sealed class ReactWithoutStart(ReactToChange react) : IReaction
{
    /// <inheritdoc/>
    public Task OrderAsync(string customerId, string sourceId, string orderId, CancellationToken cancellationToken) =>
        react.RunAsync(customerId, new Cause.OrderEntered(sourceId, orderId), null, cancellationToken);

    /// <inheritdoc/>
    public Task EventAsync(string customerId, CustomerEvent told, CancellationToken cancellationToken) =>
        react.RunAsync(customerId, new Cause.EventTold(told), null, cancellationToken);

    /// <inheritdoc/>
    public Task RegisteredAsync(string customerId, DateTimeOffset at, CancellationToken cancellationToken) =>
        react.RunAsync(customerId, new Cause.Registered(at), null, cancellationToken);
}
