using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>Keeps what nobody needs any more from staying.</summary>
public sealed class UpkeepFunctions(TidyConsents consents, BuildYearlyIndex yearly, ShopSettings shop, Clocks clocks, ILogger<UpkeepFunctions> logger)
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

    /// <summary>Once a week, on Sunday morning in Japan: it looks at every customer, and what is kept for years need not go to the day.</summary>
    [Function(nameof(TidyConsents))]
    public async Task TidyConsents([TimerTrigger("0 45 18 * * 6")] TimerInfo timer, CancellationToken cancellationToken)
    {
        if (await consents.RunAsync(cancellationToken) is var count and > 0)
        {
            logger.ConsentsRemoved(count, timer.IsPastDue);
        }
    }

    /// <summary>In the night of Japan, a sixteenth of all customers.</summary>
    [Function(nameof(MendYearlyIndex))]
    public async Task MendYearlyIndex([TimerTrigger("0 15 18 * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (await yearly.MendAsync(shop.Calendar.DateOf(clocks.Shop.GetUtcNow()), cancellationToken) is { } shard)
        {
            logger.YearlyIndexMended(shard);
        }
    }
}
