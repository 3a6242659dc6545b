using FollowUpFlows.App.Composition;
using FollowUpFlows.App.Time;
using FollowUpFlows.Pipeline.Enrollments;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>Lets those inside go on in a version that was published so.</summary>
public sealed class VersionFunctions(MoveInside inside, RealPace pace, ILogger<VersionFunctions> logger)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>Well below what a timer's function may take on Azure; the next one goes on.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(1);

    /// <summary>Asks often: the timer does not know how fast the shop's clock runs.</summary>
    [Function(nameof(MoveInside))]
    public async Task MoveInside([TimerTrigger("*/10 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (!pace.IsDue(nameof(MoveInside), LookEvery))
        {
            return;
        }

        foreach (InsideMove done in await inside.RunAsync(AtMost, new DurableOrchestrations(client), cancellationToken))
        {
            logger.InsideMoved(done.JourneyId, done.Version, done.Stay);
        }
    }
}
