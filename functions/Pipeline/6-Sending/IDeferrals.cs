using FollowUpFlows.Domain.Sending;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Is told of every message that has to wait. The ledger forgets why once it has gone; simulations count it.</summary>
public interface IDeferrals
{
    /// <summary>Notes it; may be told of one message more than once, and by several threads.</summary>
    /// <param name="at">When it was decided, on the shop clock, UTC.</param>
    /// <param name="until">When it is looked at again.</param>
    void Note(SendKey key, DeferReason reason, DateTimeOffset at, DateTimeOffset until);
}
