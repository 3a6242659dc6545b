using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>How a customer can be reached now.</summary>
public interface ICustomerReach
{
    /// <summary>On each of the channels.</summary>
    Task<IReadOnlyDictionary<Channel, Reach>> OfAsync(CustomerState state, IReadOnlyList<Channel> channels, CancellationToken cancellationToken);
}

/// <summary>As the ledger and the suppressions say.</summary>
public sealed class CustomerReach(Suppressions suppressions) : ICustomerReach
{
    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Channel, Reach>> OfAsync(CustomerState state, IReadOnlyList<Channel> channels, CancellationToken cancellationToken)
    {
        Dictionary<Channel, Reach> reach = new(channels.Count);
        foreach (Channel channel in channels)
        {
            string? address = channel == Channel.Email ? state.Customer.Email : state.Customer.LineUserId;
            bool isSuppressed = address is not null && await suppressions.IsSuppressedAsync(channel, address, cancellationToken);
            reach[channel] = new Reach(address, state.Consents.GetValueOrDefault(channel)?.State, isSuppressed);
        }

        return reach;
    }
}
