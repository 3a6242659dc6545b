using FollowUpFlows.App.Composition;
using FollowUpFlows.App.Time;
using FollowUpFlows.Pipeline.Enrollments;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>Goes on with back-fills that were asked for.</summary>
public sealed class BackFillFunctions(BackFillJobs jobs, RealPace pace, ILogger<BackFillFunctions> logger)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Well below what a timer's function may take on Azure; the next one goes on.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(1);

    [Function(nameof(RunBackFills))]
    public async Task RunBackFills([TimerTrigger("*/5 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (!pace.IsDue(nameof(RunBackFills), LookEvery))
        {
            return;
        }

        foreach (BackFillJob job in await jobs.RunAsync(AtMost, new DurableOrchestrations(client), cancellationToken))
        {
            logger.BackFilled(job.Order.JourneyId, job.Count.Entered, job.Count.Looked, job.Order.IsPreview);
        }
    }
}
