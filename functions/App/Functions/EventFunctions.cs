using System.Text;
using FollowUpFlows.Pipeline.Intake;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>Purchases that are told by events: taken in like webhooks, and processed from the same queue.</summary>
public sealed class EventFunctions(AcceptEvents accept, ILogger<EventFunctions> logger)
{
    /// <summary>Returns when all of them are stored; else Event Grid delivers all of them again.</summary>
    /// <exception cref="InvalidOperationException">No source takes events.</exception>
    [Function(nameof(ReceiveEvents))]
    public Task ReceiveEvents([EventGridTrigger(IsBatched = true)] string[] events, CancellationToken cancellationToken) =>
        Task.WhenAll(events.Select(e => TakeAsync(e, cancellationToken)));

    private async Task TakeAsync(string told, CancellationToken cancellationToken)
    {
        if (await accept.RunAsync(Encoding.UTF8.GetBytes(told), cancellationToken) is not Acceptance.Accepted accepted)
        {
            throw new InvalidOperationException("An event came, but no source of the kind 'event-grid' is configured; add one under Sources, or remove the subscription.");
        }

        logger.EventAccepted(accepted.Id, accepted.IsNew);
    }
}
