using FollowUpFlows.Pipeline.Ranking;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>Lets customers be found by name who were there before names were looked for.</summary>
public sealed class NameFunctions(BuildNameIndex build, ILogger<NameFunctions> logger)
{
    /// <summary>Shorter than the time to the next round.</summary>
    private static readonly TimeSpan RoundMax = TimeSpan.FromSeconds(20);

    /// <summary>Once everybody was looked at it only asks whether that is so, once in the life of a process.</summary>
    [Function(nameof(BuildNames))]
    public async Task BuildNames([TimerTrigger("*/30 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (await build.RunAsync(RoundMax, cancellationToken) is var count and > 0)
        {
            logger.NamesIndexed(count);
        }
    }
}
