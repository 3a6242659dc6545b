using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>What follows when the ledger has learnt something of a customer: ranks are placed, journeys begin and end. Called after
/// the entry, and again when it is not certain that an earlier call came to its end: repeating it changes nothing.</summary>
/// <remarks>What is older than <see cref="Domain.Enrollments.Admission.AgeDaysMax"/> days begins no journey; ranks are placed all the same.</remarks>
public interface IReaction
{
    /// <summary>An order was entered or changed.</summary>
    Task OrderAsync(string customerId, string sourceId, string orderId, CancellationToken cancellationToken);

    /// <summary>A history of orders was entered: before anybody is ranked by it, the shop's figures are made to know it.</summary>
    /// <param name="customerIds">Whose orders were entered.</param>
    Task HistoryAsync(IReadOnlyCollection<string> customerIds, CancellationToken cancellationToken);

    /// <summary>All orders of the history have been reacted to: everybody else is ranked anew whom the shop's new figures move.</summary>
    Task HistoryEndsAsync(CancellationToken cancellationToken);

    /// <summary>An event was entered.</summary>
    Task EventAsync(string customerId, CustomerEvent told, CancellationToken cancellationToken);

    /// <summary>It became known when the customer registered.</summary>
    /// <param name="at">UTC.</param>
    Task RegisteredAsync(string customerId, DateTimeOffset at, CancellationToken cancellationToken);
}
