using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Channels.Outbox;

/// <summary>Keeps messages where a provider would send them: the channel of a shop that has connected none yet.</summary>
public sealed class OutboxSender(Channel channel, OutboxMessages messages) : IChannelSender
{
    /// <inheritdoc/>
    public Channel Channel { get; } = channel;

    /// <summary>For ever: the key is part of the row's.</summary>
    public TimeSpan? RepeatableFor { get; } = TimeSpan.MaxValue;

    /// <inheritdoc/>
    public async Task<ChannelReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        await messages.AddAsync(message, cancellationToken);
        return new ChannelReceipt("outbox:" + message.Key.ToString("N"));
    }
}
