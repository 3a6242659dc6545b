using FollowUpFlows.App.Templates;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>A small yen shop to build cases from.</summary>
internal static class Shop
{
    /// <summary>The day that most cases look from.</summary>
    public static DateOnly Today { get; } = new(2026, 11, 21);

    /// <summary>Average order 10,000 yen, 40,000 yen per customer.</summary>
    public static ShopFigures Figures { get; } = new(Currency.Yen, 400_000, 40, 10);

    public static ShopCalendar Tokyo { get; } = ShopCalendar.Find("Asia/Tokyo")!;

    /// <summary>A model as it is shipped.</summary>
    public static RankModel Preset(string id) => TemplateFolder.Shipped.ReadRankModel(id).Value!;

    /// <summary>A customer by totals; days count back from <see cref="Today"/>.</summary>
    public static CustomerFacts Customer(int orders, long yen, int firstDaysAgo, int lastDaysAgo = 0) => new(new PurchaseSummary
    {
        AsOf = Today,
        Currency = Currency.Yen,
        OrderCount = orders,
        TotalMinor = yen,
        ChargedMinor = yen,
        FirstOn = orders == 0 ? null : Today.AddDays(-firstDaysAgo),
        LastOn = orders == 0 ? null : Today.AddDays(-lastDaysAgo),
    });

    /// <summary>A paid order of the day.</summary>
    public static Order Order(string id, string customer, DateOnly on, long yen) => new()
    {
        OrderId = id,
        CustomerId = customer,
        OrderedAt = Tokyo.StartOf(on),
        OrderedOn = on,
        Currency = Currency.Yen,
        TotalMinor = yen,
    };
}
