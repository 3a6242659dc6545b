using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>Generated customers and shops. Small ranges, so that thresholds are hit often.</summary>
internal static class Cases
{
    private static readonly string[] EventTypes = ["open", "click", "survey", "login", "referral", "ugc", "opinion", "visit"];

    public static Gen<CustomerFacts> Customers { get; } =
        from orders in Gen.Choose(0, 10)
        from yen in Gen.Choose(0, 120_000)
        from firstDaysAgo in Gen.Choose(0, 400)
        from span in Gen.Choose(0, 400)
        from events in Events.ListOf()
        let lastDaysAgo = orders < 2 ? firstDaysAgo : Math.Max(0, firstDaysAgo - span)
        select Shop.Customer(orders, orders == 0 ? 0 : yen, firstDaysAgo, lastDaysAgo) with { Events = [.. events.Take(6)] };

    public static Gen<ShopFigures> Figures { get; } =
        from revenue in Gen.Choose(0, 2_000_000)
        from orders in Gen.Choose(1, 60)
        from customers in Gen.Choose(1, 30)
        select new ShopFigures(Currency.Yen, revenue, Math.Max(orders, customers), customers);

    public static Gen<RankModel> Presets { get; } =
        from id in Gen.Elements("six-rank", "five-class", "four-stage")
        select Shop.Preset(id);

    private static Gen<EngagementEvent> Events =>
        from type in Gen.Elements(EventTypes)
        from daysAgo in Gen.Choose(-20, 120)
        select new EngagementEvent(type, Shop.Today.AddDays(-daysAgo));
}
