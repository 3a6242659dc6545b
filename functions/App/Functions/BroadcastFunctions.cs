using FollowUpFlows.App.Composition;
using FollowUpFlows.App.Time;
using FollowUpFlows.Pipeline.Enrollments;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>Begins broadcasts at their time, and goes on with them.</summary>
public sealed class BroadcastFunctions(Broadcasts broadcasts, RealPace pace, ILogger<BroadcastFunctions> logger)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Well below what a timer's function may take on Azure; the next one goes on.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(1);

    [Function(nameof(RunBroadcasts))]
    public async Task RunBroadcasts([TimerTrigger("*/5 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (!pace.IsDue(nameof(RunBroadcasts), LookEvery))
        {
            return;
        }

        foreach (BroadcastStanding ended in await broadcasts.RunAsync(AtMost, new DurableOrchestrations(client), cancellationToken))
        {
            logger.BroadcastEnded(ended.Id, ended.State, ended.Job.Count.Entered, ended.Job.Count.Over);
        }
    }
}
