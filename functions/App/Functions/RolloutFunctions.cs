using FollowUpFlows.App.Time;
using FollowUpFlows.Pipeline.Analytics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>New versions that reach more and more customers.</summary>
public sealed class RolloutFunctions(MoveRollouts rollouts, RealPace pace, ILogger<RolloutFunctions> logger)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    /// <summary>Asks often: the timer does not know how fast the shop's clock runs.</summary>
    [Function(nameof(MoveRollouts))]
    public async Task MoveRollouts([TimerTrigger("50 */10 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (!pace.IsDue(nameof(MoveRollouts), LookEvery))
        {
            return;
        }

        foreach (MovedRollout moved in await rollouts.RunAsync(cancellationToken))
        {
            if (moved.Entry.Alarm is { } alarm)
            {
                logger.RolloutStopped(moved.JourneyId, moved.Rollout.Version, moved.Rollout.BaseVersion, RolloutWords.Of(alarm).En);
            }
            else
            {
                logger.RolloutMoved(moved.JourneyId, moved.Rollout.Version, moved.Rollout.State.ToString(), moved.Rollout.Percent);
            }
        }
    }
}
