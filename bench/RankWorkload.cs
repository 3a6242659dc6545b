using FollowUpFlows.App.Templates;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Bench;

/// <summary>Places 300,000 customers with 1,000,000 orders, from orders in memory to ranks.
/// The baseline does the six-rank model by hand: the same grouping, the rule written out in code, no model, no facts.</summary>
internal static class RankWorkload
{
    private const int CustomerCount = 300_000;
    private const int OrderCount = 1_000_000;
    private const double SecondsMax = 2.0;
    private static readonly DateOnly AsOf = new(2026, 11, 21);

    public static object Run()
    {
        Order[] orders = MakeOrders();
        Timing baseline = Timing.Of(() => PlaceByHand(orders));
        Dictionary<string, Timing> models = TemplateFolder.Shipped.RankModelIds.ToDictionary(id => id, id => Place(id, orders));
        Timing six = models["six-rank"];
        return new
        {
            Customers = CustomerCount,
            Orders = OrderCount,
            six.MedianSeconds,
            SecondsMax,
            BaselineSeconds = baseline.MedianSeconds,
            Ratio = Math.Round(six.MedianSeconds / baseline.MedianSeconds, 2),
            Models = models,
        };
    }

    private static Timing Place(string modelId, Order[] orders)
    {
        RankModel model = TemplateFolder.Shipped.ReadRankModel(modelId).Value!;
        Dictionary<string, IReadOnlyList<EngagementEvent>> events = [];
        return Timing.Of(() =>
        {
            PlacementTable table = PlacementTable.Of(model, orders, events, new OrderRules(), AsOf, Currency.Yen);
            if (table.Customers.Count != CustomerCount)
            {
                throw new InvalidOperationException($"Placed {table.Customers.Count} customers instead of {CustomerCount}.");
            }
        });
    }

    /// <summary>Every customer buys once; the other orders fall on them at random, over two years.</summary>
    private static Order[] MakeOrders()
    {
        Random random = new(20261121);
        string[] ids = [.. Enumerable.Range(0, CustomerCount).Select(i => $"c{i:D7}")];
        Order[] orders = new Order[OrderCount];
        for (int i = 0; i < OrderCount; i++)
        {
            DateOnly on = AsOf.AddDays(-random.Next(730));
            orders[i] = new Order
            {
                OrderId = $"o{i}",
                CustomerId = ids[i < CustomerCount ? i : random.Next(CustomerCount)],
                OrderedAt = new DateTimeOffset(on, new TimeOnly(3, 0), TimeSpan.Zero),
                OrderedOn = on,
                Currency = Currency.Yen,
                TotalMinor = random.Next(500, 30_000),
            };
        }

        random.Shuffle(orders);
        return orders;
    }

    private static Dictionary<string, int> PlaceByHand(Order[] orders)
    {
        Dictionary<string, (int Count, long Total, int First)> sums = [];
        foreach (Order order in orders)
        {
            (int count, long total, int first) = sums.GetValueOrDefault(order.CustomerId, (0, 0, int.MaxValue));
            sums[order.CustomerId] = (count + 1, total + order.TotalMinor, Math.Min(first, order.OrderedOn.DayNumber));
        }

        decimal average = (decimal)sums.Values.Sum(s => s.Total) / orders.Length;
        return sums.OrderBy(s => s.Key, StringComparer.Ordinal).ToDictionary(s => s.Key, s => RankByHand(s.Value.Count, s.Value.Total, AsOf.DayNumber - s.Value.First, average));
    }

    private static int RankByHand(int count, long total, int tenureDays, decimal average) =>
        count >= 8 && total >= 8 * average && tenureDays >= 180 ? 1
        : count >= 4 && total >= 4 * average && tenureDays >= 90 ? 2
        : count >= 3 && tenureDays >= 30 ? 3
        : count >= 2 ? 4
        : 5;
}
