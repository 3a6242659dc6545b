using System.Collections.Frozen;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>Makes the facts that ranks are decided from out of what is kept of a customer.</summary>
public sealed class CustomerFactsReader(ShopSettings shop)
{
    /// <summary>The customer as of the day: orders after it do not exist, traits are as they are now.</summary>
    public CustomerFacts Read(CustomerState state, DateOnly day)
    {
        PurchaseTally tally = new();
        foreach (Order order in Counting(state))
        {
            if (order.OrderedOn <= day)
            {
                tally.Add(order, shop.Orders);
            }
        }

        return new CustomerFacts(tally.Summarize(day, shop.Currency)) { Events = [.. state.Events.Select(e => e.Engagement)], Traits = Traits(state) };
    }

    /// <summary>The orders that count, any day, any order.</summary>
    public IEnumerable<Order> Counting(CustomerState state) =>
        state.Orders.Select(o => o.Order).Where(o => o.Currency == shop.Currency && shop.Orders.Exclusion(o) is null);

    /// <summary>Attributes belong here as soon as customers have them.</summary>
    internal static CustomerTraits Traits(CustomerState state) => new()
    {
        Consented = state.Consents.Values.Any(c => c.State == ConsentState.Granted),
        IsLineFriend = state.Customer.LineUserId is not null,
        Tags = state.Customer.AllTags is { Count: > 0 } tags ? tags.ToHashSet(StringComparer.Ordinal) : FrozenSet<string>.Empty,
    };
}
