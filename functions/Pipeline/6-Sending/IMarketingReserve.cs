using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Messages of a channel that marketing must leave to messages that customers wait for.</summary>
public interface IMarketingReserve
{
    /// <summary>Whether nothing is left on the channel but those. Asked for every message: it answers from what is known.</summary>
    bool IsReached(Channel channel);
}
