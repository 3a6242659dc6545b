using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ranking;

/// <summary>What holds for every customer of every shop under the shipped models.</summary>
public sealed class PlacementLawsTests
{
    private static readonly Gen<(RankModel Model, CustomerFacts Facts, ShopFigures Figures)> Anybody =
        from model in Cases.Presets
        from facts in Cases.Customers
        from figures in Cases.Figures
        select (model, facts, figures);

    [Fact]
    public void Place_Anybody_GivesOneRankOfTheModel() => Law.Holds(
        Anybody, x => x.Model.PositionOf(x.Model.Place(x.Facts, x.Figures).Rank.Id) is not null);

    [Fact]
    public void Place_Twice_GivesTheSame() => Law.Holds(
        Anybody, x => x.Model.Place(x.Facts, x.Figures) == x.Model.Place(x.Facts with { }, x.Figures with { }));

    [Fact]
    public void Place_MoreMoney_NeverLowersTheRank() => Law.Holds(
        from x in Anybody from more in Gen.Choose(0, 100_000) select (x, more),
        c => c.x.Facts.Purchases.OrderCount == 0
            || Position(c.x) >= Position((c.x.Model, With(c.x.Facts, p => p with { TotalMinor = p.TotalMinor + c.more }), c.x.Figures)));

    [Fact]
    public void Place_MoreOrders_NeverLowersTheRank() => Law.Holds(
        from x in Anybody from more in Gen.Choose(0, 5) select (x, more),
        c => c.x.Facts.Purchases.OrderCount == 0
            || Position(c.x) >= Position((c.x.Model, With(c.x.Facts, p => p with { OrderCount = p.OrderCount + c.more }), c.x.Figures)));

    [Fact]
    public void Place_EarlierFirstOrder_NeverLowersTheRank() => Law.Holds(
        from x in Anybody from days in Gen.Choose(0, 300) select (x, days),
        c => Position(c.x) >= Position((c.x.Model, With(c.x.Facts, p => p with { FirstOn = p.FirstOn?.AddDays(-c.days) }), c.x.Figures)));

    [Fact]
    public void Place_HigherAverages_NeverRaiseTheRank() => Law.Holds(
        from x in Anybody from more in Gen.Choose(0, 1_000_000) select (x, more),
        c => Position(c.x) <= Position((c.x.Model, c.x.Facts, c.x.Figures with { RevenueMinor = c.x.Figures.RevenueMinor + c.more })));

    [Fact]
    public void PlacementTable_OrdersInAnyOrder_GiveTheSameTable() => Law.Holds(
        from model in Cases.Presets from orders in Orders from seed in Gen.Choose(0, int.MaxValue) select (model, orders, seed),
        x => Rows(x.model, x.orders).SequenceEqual(Rows(x.model, Shuffle(x.orders, x.seed))));

    [Fact]
    public void PlacementTable_OrdersAfterTheDay_ChangeNothing() => Law.Holds(
        from model in Cases.Presets from orders in Orders select (model, orders),
        x => Rows(x.model, x.orders).SequenceEqual(Rows(x.model, [.. x.orders.Where(o => o.OrderedOn <= Shop.Today)])));

    private static readonly Gen<Order[]> Orders =
        from rows in Gen.ListOf(
            from customer in Gen.Choose(1, 8)
            from daysAgo in Gen.Choose(-30, 400)
            from yen in Gen.Choose(0, 30_000)
            from refunded in Gen.Elements(0, 0, 0, 5_000)
            from status in Gen.Elements(OrderStatus.Paid, OrderStatus.Paid, OrderStatus.Placed, OrderStatus.Cancelled)
            select Shop.Order("o", $"c{customer}", Shop.Today.AddDays(-daysAgo), yen) with { RefundedMinor = refunded, Status = status })
        select rows.ToArray();

    private static IEnumerable<(string, string, bool, PurchaseSummary)> Rows(RankModel model, Order[] orders) =>
        PlacementTable.Of(model, orders, new Dictionary<string, IReadOnlyList<EngagementEvent>>(), new OrderRules(), Shop.Today, Currency.Yen)
            .Customers.Select(c => (c.CustomerId, c.Placement.Rank.Id, c.Placement.IsLapsed, c.Facts.Purchases));

    private static Order[] Shuffle(Order[] orders, int seed)
    {
        Order[] copy = [.. orders];
        new Random(seed).Shuffle(copy);
        return copy;
    }

    private static int Position((RankModel Model, CustomerFacts Facts, ShopFigures Figures) x) =>
        x.Model.PositionOf(x.Model.Place(x.Facts, x.Figures).Rank.Id)!.Value;

    private static CustomerFacts With(CustomerFacts facts, Func<PurchaseSummary, PurchaseSummary> change) =>
        facts with { Purchases = change(facts.Purchases) };
}
