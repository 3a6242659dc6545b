using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ranking;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>The reaction where nothing runs beside the caller: what is to start is started by the server's next sweep.</summary>
public sealed class ReactWithoutStart(ReactToChange react, ShopFiguresLedger figures, NightlyRanks ranks, ShopSettings shop, Clocks clocks) : IReaction
{
    private DateOnly Today => shop.Calendar.DateOf(clocks.Shop.GetUtcNow());

    /// <inheritdoc/>
    public Task HistoryAsync(IReadOnlyCollection<string> customerIds, CancellationToken cancellationToken) =>
        figures.ReviseAsync(Today, customerIds, cancellationToken);

    /// <inheritdoc/>
    public Task HistoryEndsAsync(CancellationToken cancellationToken) =>
        ranks.RunAnewAsync(Today, (customerId, token) => react.RunAsync(customerId, new Cause.Look(), null, token), cancellationToken);

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
