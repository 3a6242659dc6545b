using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Composition;

/// <summary>Tells the operator when a provider wants to be left alone: messages then wait without any step that fails.</summary>
internal sealed class WatchedSender(IChannelSender sender, ILogger<WatchedSender> logger) : IChannelSender
{
    public Channel Channel => sender.Channel;

    public TimeSpan? RepeatableFor => sender.RepeatableFor;

    public TimeSpan? ToldWithin => sender.ToldWithin;

    public TimeSpan? RetriedFor => sender.RetriedFor;

    public async Task<ChannelReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await sender.SendAsync(message, cancellationToken);
        }
        catch (ChannelException e) when (e is { Failure: ChannelFailure.Temporary, RetryAfter: { } pause })
        {
            logger.ChannelPauses(Channel, pause, e.Detail);
            throw;
        }
    }
}
