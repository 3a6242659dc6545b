using FollowUpFlows.Pipeline;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>Keeps the runtime's own data small.</summary>
public sealed class UpkeepFunctions(Clocks clocks, ILogger<UpkeepFunctions> logger)
{
    /// <summary>How long the history of a finished orchestration is kept, from its start; the enrollment's row and the send ledger stay.</summary>
    public static readonly TimeSpan HistoryKept = TimeSpan.FromDays(90);

    /// <summary>Never <see cref="OrchestrationRuntimeStatus.Failed"/>: an operator must see those.</summary>
    private static readonly OrchestrationRuntimeStatus[] Finished = [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Terminated];

    [Function(nameof(PurgeHistories))]
    public async Task PurgeHistories(
        [TimerTrigger("0 30 18 * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        PurgeInstancesFilter filter = new(CreatedTo: clocks.Shop.GetUtcNow() - HistoryKept, Statuses: Finished);
        PurgeResult purged = await client.PurgeAllInstancesAsync(filter, cancellation: cancellationToken);
        if (purged.PurgedInstanceCount > 0)
        {
            logger.HistoriesPurged(purged.PurgedInstanceCount, timer.IsPastDue);
        }
    }
}
