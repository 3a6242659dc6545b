using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>Adds up one customer's orders, in any order of arrival.</summary>
public sealed class PurchaseTally
{
    private int orderCount;
    private long totalMinor;
    private long chargedMinor;
    private long discountMinor;
    private long costMinor;
    private long costedMinor;
    private DateOnly? firstOn;
    private DateOnly? lastOn;

    /// <summary>Takes the order in, whether it counts or not is for the caller to have asked (<see cref="OrderRules.Exclusion"/>).</summary>
    /// <exception cref="OverflowException">The sum no longer fits 64 bits.</exception>
    public void Add(Order order, OrderRules rules)
    {
        long amountMinor = rules.AmountMinor(order);
        orderCount++;
        checked
        {
            totalMinor += amountMinor;
            chargedMinor += rules.ChargedMinor(order);
            discountMinor += order.DiscountMinor;
            if (order.CostMinor is { } cost)
            {
                costMinor += cost;
                costedMinor += amountMinor;
            }
        }

        firstOn = firstOn < order.OrderedOn ? firstOn : order.OrderedOn;
        lastOn = lastOn > order.OrderedOn ? lastOn : order.OrderedOn;
    }

    /// <summary>The facts of all orders added so far.</summary>
    /// <param name="asOf">Not before the latest order added.</param>
    public PurchaseSummary Summarize(DateOnly asOf, Currency currency) => new()
    {
        AsOf = asOf,
        Currency = currency,
        OrderCount = orderCount,
        TotalMinor = totalMinor,
        ChargedMinor = chargedMinor,
        DiscountMinor = discountMinor,
        CostMinor = costMinor,
        CostedMinor = costedMinor,
        FirstOn = firstOn,
        LastOn = lastOn,
    };
}
