using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>How a customer can be reached now.</summary>
internal static class CustomerReach
{
    public static IReadOnlyDictionary<Channel, Reach> Of(CustomerState state)
    {
        return new Dictionary<Channel, Reach>
        {
            [Channel.Email] = new(state.Customer.Email, ConsentTo(Channel.Email)),
            [Channel.Line] = new(state.Customer.LineUserId, ConsentTo(Channel.Line)),
        };

        ConsentState? ConsentTo(Channel channel) => state.Consents.GetValueOrDefault(channel)?.State;
    }
}
