using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Enrollments;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>The live reaction, with the simulation's orchestrations: what a file tells takes effect as a webhook's news would.</summary>
internal sealed class ReactInSimulation(ReactToChange react, IOrchestrations orchestrations) : IReaction
{
    public Task OrderAsync(string customerId, string sourceId, string orderId, CancellationToken cancellationToken) =>
        react.RunAsync(customerId, new Cause.OrderEntered(sourceId, orderId), orchestrations, cancellationToken);

    /// <summary>Orders come one by one at their own moments, so the shop's figures are those of the day, as in a shop that runs.</summary>
    public Task HistoryAsync(IReadOnlyCollection<string> customerIds, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task HistoryEndsAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task EventAsync(string customerId, CustomerEvent told, CancellationToken cancellationToken) =>
        react.RunAsync(customerId, new Cause.EventTold(told), orchestrations, cancellationToken);

    public Task RegisteredAsync(string customerId, DateTimeOffset at, CancellationToken cancellationToken) =>
        react.RunAsync(customerId, new Cause.Registered(at), orchestrations, cancellationToken);
}
