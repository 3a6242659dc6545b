using System.Runtime.InteropServices;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>One customer's place on a day.</summary>
public sealed record CustomerPlacement(string CustomerId, CustomerFacts Facts, Placement Placement);

/// <summary>All customers of a shop placed as of one day, without regard to ranks held before.</summary>
/// <param name="Figures">Over every counting order up to and including the day.</param>
/// <param name="Customers">Everybody with an order (counting or not) or an event up to the day, by customer id, ordinal.</param>
public sealed record PlacementTable(RankModel Model, DateOnly AsOf, ShopFigures Figures, IReadOnlyList<CustomerPlacement> Customers)
{
    /// <summary>Places everybody.</summary>
    /// <param name="orders">Any order of arrival, each order id once, all in <paramref name="currency"/>; those after the day do not exist.</param>
    /// <param name="events">Events by customer id; those after the day do not exist.</param>
    public static PlacementTable Of(
        RankModel model,
        IEnumerable<Order> orders,
        IReadOnlyDictionary<string, IReadOnlyList<EngagementEvent>> events,
        OrderRules rules,
        DateOnly asOf,
        Currency currency)
    {
        Dictionary<string, PurchaseTally> tallies = Tally(orders, rules, asOf);
        foreach ((string customerId, IReadOnlyList<EngagementEvent> theirs) in events)
        {
            if (theirs.Any(e => e.On <= asOf))
            {
                tallies.TryAdd(customerId, new PurchaseTally());
            }
        }

        CustomerFacts[] facts = new CustomerFacts[tallies.Count];
        string[] ids = new string[tallies.Count];
        int next = 0;
        foreach ((string customerId, PurchaseTally tally) in tallies)
        {
            ids[next] = customerId;
            facts[next++] = new CustomerFacts(tally.Summarize(asOf, currency)) { Events = events.GetValueOrDefault(customerId, []) };
        }

        Array.Sort(ids, facts, StringComparer.Ordinal);
        ShopFigures figures = Sum(facts, currency);
        return new PlacementTable(model, asOf, figures, [.. facts.Select((f, i) => new CustomerPlacement(ids[i], f, model.Place(f, figures)))]);
    }

    private static Dictionary<string, PurchaseTally> Tally(IEnumerable<Order> orders, OrderRules rules, DateOnly asOf)
    {
        Dictionary<string, PurchaseTally> tallies = new(StringComparer.Ordinal);
        foreach (Order order in orders)
        {
            if (order.OrderedOn > asOf)
            {
                continue;
            }

            ref PurchaseTally? tally = ref CollectionsMarshal.GetValueRefOrAddDefault(tallies, order.CustomerId, out _);
            tally ??= new PurchaseTally();
            if (rules.Exclusion(order) is null)
            {
                tally.Add(order, rules);
            }
        }

        return tallies;
    }

    private static ShopFigures Sum(CustomerFacts[] facts, Currency currency)
    {
        long revenueMinor = 0;
        long orderCount = 0;
        long customerCount = 0;
        foreach (CustomerFacts one in facts)
        {
            revenueMinor = checked(revenueMinor + one.Purchases.TotalMinor);
            orderCount += one.Purchases.OrderCount;
            customerCount += one.Purchases.OrderCount > 0 ? 1 : 0;
        }

        return new ShopFigures(currency, revenueMinor, orderCount, customerCount);
    }
}
