using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>What ranking must know of every customer at once, as small as it can be: all of a shop's are held in memory.
/// It is derived from the customer and never counted up, so that writing it again changes nothing.</summary>
internal sealed record RollEntry
{
    public required string CustomerId { get; init; }

    /// <summary>The day that the sums are of; orders after it are in <see cref="Later"/>.</summary>
    public required DateOnly AsOf { get; init; }

    public int OrderCount { get; init; }

    public long TotalMinor { get; init; }

    public long ChargedMinor { get; init; }

    public long DiscountMinor { get; init; }

    public long CostMinor { get; init; }

    public long CostedMinor { get; init; }

    public DateOnly? FirstOn { get; init; }

    public DateOnly? LastOn { get; init; }

    /// <summary>Of <see cref="OrderCount"/> and <see cref="TotalMinor"/>, those of <see cref="AsOf"/> itself: they do not count in its figures yet.</summary>
    public int OrdersOnDay { get; init; }

    public long TotalOnDayMinor { get; init; }

    /// <summary>By day; null when there is nothing, as nearly always.</summary>
    public DayOrders[]? Later { get; init; }

    public bool Consented { get; init; }

    public bool IsLineFriend { get; init; }

    /// <summary>There are events, tags or attributes, which are not held here.</summary>
    public bool HasMore { get; init; }

    /// <summary>Where each model places the customer: <c>five-class=steady;six-rank=new</c>. Few texts, which all customers share.</summary>
    public string Placed { get; init; } = "";

    /// <summary>The day on which time alone may change something; null when there is none.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Days under which the customer is found by the last order: the last one's, and those still to come.</summary>
    public IEnumerable<DateOnly> LastOrderDays =>
        (LastOn is { } last ? [last] : Enumerable.Empty<DateOnly>()).Concat(Later?.Select(l => l.On) ?? []);

    /// <summary>The customer on a day not before <see cref="AsOf"/>, but for <see cref="HasMore"/>.</summary>
    public CustomerFacts FactsOn(DateOnly day, Currency currency) => new(new PurchaseSummary
    {
        AsOf = day,
        Currency = currency,
        OrderCount = OrderCount,
        TotalMinor = TotalMinor,
        ChargedMinor = ChargedMinor,
        DiscountMinor = DiscountMinor,
        CostMinor = CostMinor,
        CostedMinor = CostedMinor,
        FirstOn = FirstOn,
        LastOn = LastOn,
    })
    {
        Traits = Consented || IsLineFriend ? new CustomerTraits { Consented = Consented, IsLineFriend = IsLineFriend } : CustomerTraits.None,
    };

    /// <summary>What the customer adds to the figures of every day from <see cref="AsOf"/> on.</summary>
    public OrderSums Before =>
        new(TotalMinor - TotalOnDayMinor, OrderCount - OrdersOnDay, OrderCount > OrdersOnDay ? 1 : 0);

    /// <summary>What the customer adds to the figures of the days after each of these.</summary>
    public IEnumerable<(DateOnly On, OrderSums Sums)> Days()
    {
        long customers = 1 - Before.Customers;
        if (OrdersOnDay > 0)
        {
            yield return (AsOf, new OrderSums(TotalOnDayMinor, OrdersOnDay, customers));
            customers = 0;
        }

        foreach (DayOrders later in Later ?? [])
        {
            yield return (later.On, new OrderSums(later.RevenueMinor, later.Orders, customers));
            customers = 0;
        }
    }

    /// <summary>Whether another entry, of the same day or of a later one, says nothing new.</summary>
    public bool Says(RollEntry other) => (AsOf < other.AsOf
            ? this with { AsOf = other.AsOf, OrdersOnDay = other.OrdersOnDay, TotalOnDayMinor = other.TotalOnDayMinor, Later = null }
            : this with { Later = null })
        == other with { Later = null }
        && (Later ?? []).SequenceEqual(other.Later ?? []);
}
