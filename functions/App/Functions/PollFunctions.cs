using FollowUpFlows.App.Time;
using FollowUpFlows.Pipeline.Intake;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>Shops that do not tell everything by themselves are looked through.</summary>
public sealed class PollFunctions(PollShop poll, RealPace pace, ILogger<PollFunctions> logger)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    /// <summary>Each shop has its own pace, and one that fails or is slow holds up no other's look.</summary>
    [Function(nameof(PollShops))]
    public Task PollShops([TimerTrigger("40 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        return pace.IsDue(nameof(PollShops), LookEvery)
            ? Task.WhenAll(poll.SourceIds.Select(id => PollAsync(id, cancellationToken)))
            : Task.CompletedTask;
    }

    private async Task PollAsync(string sourceId, CancellationToken cancellationToken)
    {
        switch (await poll.RunAsync(sourceId, cancellationToken))
        {
            case PollOutcome.Failed failed:
                logger.PollFailed(sourceId, failed.Wait, failed.Reason);
                break;
            case PollOutcome.Looked { News: > 0 } looked:
                logger.PolledNews(sourceId, looked.News);
                break;
            default:
                break;  // nothing new
        }
    }
}
