using FollowUpFlows.App.Time;
using FollowUpFlows.Pipeline.Analytics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>The verdicts of every day of the shop.</summary>
public sealed class VerdictFunctions(ReachVerdicts verdicts, RealPace pace, ILogger<VerdictFunctions> logger)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    /// <summary>Asks often whether a day has not been judged: the timer knows neither the shop's zone nor what was missed while nothing ran.</summary>
    [Function(nameof(JudgeExperiments))]
    public async Task JudgeExperiments([TimerTrigger("40 */10 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (!pace.IsDue(nameof(JudgeExperiments), LookEvery))
        {
            return;
        }

        foreach (Learning learning in await verdicts.RunAsync(cancellationToken))
        {
            logger.VerdictReached(learning.ExperimentId, learning.Kind.ToString(), learning.ArmId, learning.IsDue, learning.Words.En);
        }
    }
}
