using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>What is known of the whole shop, from which reports are made.</summary>
public sealed class ReportFacts
{
    private readonly DateOnly[] days;
    private readonly ShopFigures[] sums;

    /// <param name="customers">Everybody, each once; in the order of their ids.</param>
    /// <exception cref="OverflowException">The shop's revenue no longer fits 64 bits.</exception>
    public ReportFacts(IReadOnlyList<ReportCustomer> customers, Currency currency)
    {
        (Customers, Currency) = (customers, currency);
        SortedDictionary<DateOnly, (long Minor, long Orders, long Customers)> byDay = [];
        foreach (ReportCustomer customer in customers)
        {
            for (int i = 0; i < customer.Orders.Count; i++)
            {
                ReportOrder order = customer.Orders[i];
                (long minor, long orders, long buyers) = byDay.GetValueOrDefault(order.On);
                byDay[order.On] = (checked(minor + order.AmountMinor), orders + 1, buyers + (i == 0 ? 1 : 0));
            }
        }

        days = [.. byDay.Keys];
        sums = new ShopFigures[days.Length];
        ShopFigures sum = new(currency, 0, 0, 0);
        foreach ((int i, DateOnly day) in days.Index())
        {
            (long minor, long orders, long buyers) = byDay[day];
            sums[i] = sum = new ShopFigures(currency, checked(sum.RevenueMinor + minor), sum.OrderCount + orders, sum.CustomerCount + buyers);
        }
    }

    /// <summary>Everybody.</summary>
    public IReadOnlyList<ReportCustomer> Customers { get; }

    /// <summary>The shop's.</summary>
    public Currency Currency { get; }

    /// <summary>The shop's sums over all orders up to and including the day.</summary>
    public ShopFigures FiguresOn(DateOnly day)
    {
        int found = Array.BinarySearch(days, day);
        int last = found >= 0 ? found : ~found - 1;
        return last < 0 ? new ShopFigures(Currency, 0, 0, 0) : sums[last];
    }

    /// <summary>Where everybody stands under the model on the day, without regard to ranks held before.</summary>
    /// <returns>For each customer twice the rank's position, and 1 more when lapsed; −1 for whom the shop did not know yet.</returns>
    internal int[] PlaceOn(RankModel model, DateOnly day)
    {
        ShopFigures figures = FiguresOn(day);
        Dictionary<string, int> positions = model.Ranks.Index().ToDictionary(r => r.Item.Id, r => 2 * r.Index, StringComparer.Ordinal);
        int[] places = new int[Customers.Count];
        for (int i = 0; i < places.Length; i++)
        {
            if (!Customers[i].IsKnownOn(day))
            {
                places[i] = -1;
                continue;
            }

            Placement placement = model.Place(Customers[i].FactsOn(day, Currency), figures);
            places[i] = positions[placement.Rank.Id] + (placement.IsLapsed ? 1 : 0);
        }

        return places;
    }
}
