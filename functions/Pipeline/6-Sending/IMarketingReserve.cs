using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Messages of a channel that marketing must leave to messages that customers wait for.</summary>
public interface IMarketingReserve
{
    /// <summary>How many messages of the channel marketing may still take, which may be below 0; null where nothing is kept, or not known what
    /// is left. Asked for every message: it answers from what is known.</summary>
    long? Room(Channel channel);

    /// <summary>Whether nothing is left on the channel but those.</summary>
    bool IsReached(Channel channel) => Room(channel) <= 0;
}
