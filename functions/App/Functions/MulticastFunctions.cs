using FollowUpFlows.App.Telemetry;
using FollowUpFlows.App.Time;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending.Multicasts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>Calls for those who get the same words by LINE.</summary>
public sealed class MulticastFunctions(SendMulticasts multicasts, RealPace pace, ILogger<MulticastFunctions> logger)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Well below what a timer's function may take on Azure; the next one goes on.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(1);

    [Function(nameof(RunMulticasts))]
    public async Task RunMulticasts([TimerTrigger("*/5 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (!pace.IsDue(nameof(RunMulticasts), LookEvery))
        {
            return;
        }

        foreach (MulticastCall call in await multicasts.RunAsync(AtMost, cancellationToken))
        {
            AppMeter.Count(Channel.Line, call.Failure?.ToString() ?? "taken", call.Count);
            if (call.Refusal is { } refusal)
            {
                logger.MulticastNotTaken(call.Count, call.RetryAfter, refusal);
            }
            else if (call.Count > 0)
            {
                logger.MulticastTaken(call.Count);
            }
        }
    }
}
