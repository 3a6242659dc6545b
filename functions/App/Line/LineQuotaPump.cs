using FollowUpFlows.Channels.Line;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Sending;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Line;

/// <summary>Asks LINE now and then what is left of the month's messages, and says when it gets little. No message waits for it.</summary>
internal sealed class LineQuotaPump(LineQuotaWatch watch, Clocks clocks, ILogger<LineQuotaPump> logger) : BackgroundService
{
    /// <summary>LINE's own count lags behind by more.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private LineQuotaLevel told = LineQuotaLevel.Unknown;
    private bool failed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await RoundAsync(stoppingToken);
            await Task.Delay(Every, clocks.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Says what has changed since the last round.</summary>
    internal async Task RoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            LineQuotaState quota = await watch.RefreshAsync(cancellationToken);
            failed = false;
            Say(watch.Level, quota);
        }
        catch (ChannelException e)
        {
            if (!failed)
            {
                logger.LineQuotaUnknown(e.Detail);
            }

            failed = true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (Exception e)
        {
            logger.LineQuotaFailed(e);  // else the host would stop with it
        }
    }

    private void Say(LineQuotaLevel level, LineQuotaState quota)
    {
        if (level > told && quota is { Limit: { } limit, Left: { } left })
        {
            if (level == LineQuotaLevel.Critical)
            {
                logger.LineQuotaCritical(left, limit, watch.Settings.Reserve);
            }
            else if (level == LineQuotaLevel.High)
            {
                logger.LineQuotaHigh(left, limit);
            }
        }

        told = level;
    }
}
