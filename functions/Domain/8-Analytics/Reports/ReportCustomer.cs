using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>What reports look at of an order that counts. Amounts in minor units.</summary>
/// <param name="AmountMinor">Refunds taken off.</param>
/// <param name="ChargedMinor">Before refunds.</param>
/// <param name="CostMinor">Of the goods; null when unknown.</param>
public readonly record struct ReportOrder(DateTimeOffset At, DateOnly On, long AmountMinor, long ChargedMinor, long DiscountMinor, long? CostMinor)
{
    /// <summary>The order under the shop's rules.</summary>
    public static ReportOrder Of(Order order, OrderRules rules) =>
        new(order.OrderedAt, order.OrderedOn, rules.AmountMinor(order), rules.ChargedMinor(order), order.DiscountMinor, order.CostMinor);
}

/// <summary>What reports look at of a customer, as small as it can be: those of the whole shop are held at once.</summary>
/// <param name="Orders">Those that count, the earliest first.</param>
public sealed record ReportCustomer(string CustomerId, IReadOnlyList<ReportOrder> Orders)
{
    /// <summary>What they did other than buying, any order.</summary>
    public IReadOnlyList<EngagementEvent> Events { get; init; } = [];

    /// <summary>As they are now: nobody knows what they were.</summary>
    public CustomerTraits Traits { get; init; } = CustomerTraits.None;

    /// <summary>The first day on which the shop knew of them; null when it always has.</summary>
    public DateOnly? KnownOn { get; init; }

    /// <summary>A customer with the orders that count, in their order.</summary>
    /// <param name="orders">All of the customer's, any order; those in another currency count nowhere.</param>
    /// <param name="registeredOn">Null when it is not known.</param>
    public static ReportCustomer Of(
        string customerId, IEnumerable<Order> orders, IReadOnlyList<EngagementEvent> events, OrderRules rules, Currency currency, DateOnly? registeredOn = null)
    {
        Order[] all = [.. orders];
        IEnumerable<DateOnly> known = all.Select(o => o.OrderedOn).Concat(events.Select(e => e.On));
        IEnumerable<ReportOrder> counting = all.Where(o => o.Currency == currency && rules.Exclusion(o) is null).Select(o => ReportOrder.Of(o, rules));
        return new ReportCustomer(customerId, [.. counting.OrderBy(o => o.On).ThenBy(o => o.At)])
        {
            Events = events,
            KnownOn = (registeredOn is { } day ? known.Append(day) : known).Select(d => (DateOnly?)d).Min(),
        };
    }

    /// <summary>Whether the shop knew of them on the day.</summary>
    public bool IsKnownOn(DateOnly day) => KnownOn is not { } known || known <= day;

    /// <summary>The customer as of the day: later orders and events do not exist.</summary>
    public CustomerFacts FactsOn(DateOnly day, Currency currency) => Facts(day, currency, o => o.On <= day);

    /// <summary>The customer at the moment, on its day.</summary>
    public CustomerFacts FactsAt(DateTimeOffset at, DateOnly day, Currency currency) => Facts(day, currency, o => o.At <= at && o.On <= day);

    /// <summary>What the orders up to the day come to, in minor units.</summary>
    public long RevenueMinor(DateOnly through) => Sum(default, through);

    /// <summary>What the orders of a span come to, in minor units.</summary>
    public long Sum(DateOnly from, DateOnly to)
    {
        long sum = 0;
        foreach (ReportOrder order in Orders)
        {
            sum = checked(sum + (order.On >= from && order.On <= to ? order.AmountMinor : 0));
        }

        return sum;
    }

    /// <summary>How many orders lie in a span.</summary>
    public int Count(DateOnly from, DateOnly to)
    {
        int count = 0;
        foreach (ReportOrder order in Orders)
        {
            count += order.On >= from && order.On <= to ? 1 : 0;
        }

        return count;
    }

    private CustomerFacts Facts(DateOnly day, Currency currency, Predicate<ReportOrder> exists)
    {
        (int count, long total, long charged, long discount, long cost, long costed) = (0, 0L, 0L, 0L, 0L, 0L);
        (DateOnly? first, DateOnly? last) = (null, null);
        foreach (ReportOrder order in Orders)
        {
            if (!exists(order))
            {
                continue;
            }

            count++;
            checked
            {
                (total, charged, discount) = (total + order.AmountMinor, charged + order.ChargedMinor, discount + order.DiscountMinor);
                (cost, costed) = order.CostMinor is { } known ? (cost + known, costed + order.AmountMinor) : (cost, costed);
            }

            (first, last) = (first ?? order.On, order.On);
        }

        PurchaseSummary summary = new()
        {
            AsOf = day,
            Currency = currency,
            OrderCount = count,
            TotalMinor = total,
            ChargedMinor = charged,
            DiscountMinor = discount,
            CostMinor = cost,
            CostedMinor = costed,
            FirstOn = first,
            LastOn = last,
        };
        return new CustomerFacts(summary) { Events = Events, Traits = Traits };
    }
}
