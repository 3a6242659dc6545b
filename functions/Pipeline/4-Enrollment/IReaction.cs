using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>What follows when the ledger has learnt something of a customer: ranks are placed, journeys begin and end. Called after
/// the entry, and again when it is not certain that an earlier call came to its end: repeating it changes nothing.</summary>
/// <remarks>What is older than <see cref="Domain.Enrollments.Admission.AgeDaysMax"/> days begins no journey; ranks are placed all the same.</remarks>
public interface IReaction
{
    /// <summary>An order was entered or changed.</summary>
    Task OrderAsync(string customerId, string sourceId, string orderId, CancellationToken cancellationToken);

    /// <summary>An event was entered.</summary>
    Task EventAsync(string customerId, CustomerEvent told, CancellationToken cancellationToken);

    /// <summary>It became known when the customer registered.</summary>
    /// <param name="at">UTC.</param>
    Task RegisteredAsync(string customerId, DateTimeOffset at, CancellationToken cancellationToken);
}
