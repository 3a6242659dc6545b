using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>How a customer can be reached now.</summary>
public interface ICustomerReach
{
    /// <summary>On each channel of the step. A program that is told is reached as any customer is.</summary>
    Task<IReadOnlyDictionary<Channel, Reach>> OfAsync(CustomerState state, Step.Send step, CancellationToken cancellationToken);
}

/// <summary>As the ledger, the suppressions and the settings say.</summary>
/// <param name="reserve">Null where no channel has one.</param>
public sealed class CustomerReach(Suppressions suppressions, ShopSettings shop, IMarketingReserve? reserve = null) : ICustomerReach
{
    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Channel, Reach>> OfAsync(CustomerState state, Step.Send step, CancellationToken cancellationToken)
    {
        Dictionary<Channel, Reach> reach = new(step.Channels.Count);
        foreach (Channel channel in step.Channels)
        {
            string? address = channel switch
            {
                Channel.Email => state.Customer.Email,
                Channel.Line => state.Customer.LineUserId,
                _ => shop.Endpoints.Contains(step.MessageId) ? step.MessageId : null,
            };
            bool isSuppressed = address is not null && await suppressions.IsSuppressedAsync(channel, address, cancellationToken);
            reach[channel] = new Reach(address, state.Consents.GetValueOrDefault(channel)?.State, isSuppressed)
            {
                IsOutsideTrial = address is not null && shop.AllowList?.Admits(channel, address) == false,
                IsReserved = reserve?.IsReached(channel) == true,
            };
        }

        return reach;
    }
}
