using FollowUpFlows.Pipeline.Sending;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>Keeps the list of who is held back short.</summary>
public sealed class HeldFunctions(ListHeld held, ILogger<HeldFunctions> logger)
{
    /// <summary>In the night of Japan.</summary>
    [Function(nameof(TidyHeldBack))]
    public async Task TidyHeldBack([TimerTrigger("0 20 18 * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (await held.TidyAsync(cancellationToken) is var count and > 0)
        {
            logger.HeldTidied(count);
        }
    }
}
