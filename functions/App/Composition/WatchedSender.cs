using FollowUpFlows.App.Telemetry;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Composition;

/// <summary>Counts what providers say, and tells the operator when a provider wants to be left alone: messages then wait without any step that fails.</summary>
internal sealed class WatchedSender(IChannelSender sender, ILogger<WatchedSender> logger) : IChannelSender
{
    public Channel Channel => sender.Channel;

    public TimeSpan? RepeatableFor => sender.RepeatableFor;

    public TimeSpan? ToldWithin => sender.ToldWithin;

    public TimeSpan? RetriedFor => sender.RetriedFor;

    public async Task<ChannelReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        string? outcome = null;
        try
        {
            ChannelReceipt receipt = await sender.SendAsync(message, cancellationToken);
            outcome = "taken";
            return receipt;
        }
        catch (ChannelException e)
        {
            outcome = e.Failure.ToString();
            if (e is { Failure: ChannelFailure.Temporary, RetryAfter: { } pause })
            {
                logger.ChannelPauses(Channel, pause, e.Detail);
            }

            throw;
        }
        finally
        {
            AppMeter.Count(Channel, outcome);
        }
    }
}
