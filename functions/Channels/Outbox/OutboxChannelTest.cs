using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Channels.Outbox;

/// <summary>Whether messages that stay here can be kept: a row is written and taken away.</summary>
public sealed class OutboxChannelTest(Channel channel, OutboxMessages outbox) : IChannelTest
{
    /// <inheritdoc/>
    public Channel Channel => channel;

    /// <inheritdoc/>
    public async Task<ChannelTestResult> RunAsync(CancellationToken cancellationToken)
    {
        await outbox.TryAsync(cancellationToken);
        return new ChannelTestResult(ChannelProvider.Outbox, ChannelTestOutcome.Works);
    }
}
