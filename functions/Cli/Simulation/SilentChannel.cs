using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>Takes every message and keeps nothing: what went out stands in the ledger.</summary>
internal sealed class SilentChannel(Channel channel) : IChannelSender
{
    private static readonly Task<ChannelReceipt> Taken = Task.FromResult(new ChannelReceipt(null));

    public Channel Channel { get; } = channel;

    public TimeSpan? RepeatableFor { get; } = TimeSpan.MaxValue;

    public Task<ChannelReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) => Taken;
}
