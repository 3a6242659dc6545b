using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>The sender of each channel.</summary>
/// <exception cref="ArgumentException">A channel has two senders.</exception>
public sealed class ChannelSenders(IEnumerable<IChannelSender> senders)
{
    private readonly Dictionary<Channel, IChannelSender> byChannel = senders.ToDictionary(s => s.Channel);

    /// <summary>The channel's sender.</summary>
    /// <exception cref="ArgumentException">The channel has none.</exception>
    public IChannelSender For(Channel channel) =>
        byChannel.GetValueOrDefault(channel) ?? throw new ArgumentException($"No sender is registered for {channel}.", nameof(channel));
}
