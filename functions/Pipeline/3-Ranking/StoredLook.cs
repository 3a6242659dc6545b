using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>A look at a customer as it is kept: plain values, amounts in minor units.</summary>
internal sealed record StoredLook(StoredPurchases Purchases, StoredFigures Shop, IReadOnlyList<EngagementEvent> Events, StoredTraits Traits)
{
    public static StoredLook Of(RankLook look)
    {
        (PurchaseSummary p, CustomerTraits t, ShopFigures f) = (look.Facts.Purchases, look.Facts.Traits, look.Figures);
        return new StoredLook(
            new StoredPurchases(
                p.AsOf, p.Currency.Code, p.OrderCount, p.TotalMinor, p.ChargedMinor, p.DiscountMinor, p.CostMinor, p.CostedMinor, p.FirstOn, p.LastOn),
            new StoredFigures(f.RevenueMinor, f.OrderCount, f.CustomerCount),
            look.Facts.Events,
            new StoredTraits(t.Consented, t.IsLineFriend, t.Attributes, [.. t.Tags.Order(StringComparer.Ordinal)]));
    }

    public RankLook ToLook()
    {
        Currency currency = Currency.Find(Purchases.Currency)!;
        PurchaseSummary summary = new()
        {
            AsOf = Purchases.AsOf,
            Currency = currency,
            OrderCount = Purchases.OrderCount,
            TotalMinor = Purchases.Total,
            ChargedMinor = Purchases.Charged,
            DiscountMinor = Purchases.Discount,
            CostMinor = Purchases.Cost,
            CostedMinor = Purchases.Costed,
            FirstOn = Purchases.FirstOn,
            LastOn = Purchases.LastOn,
        };
        CustomerTraits traits = new()
        {
            Consented = Traits.Consented,
            IsLineFriend = Traits.LineFriend,
            Attributes = Traits.Attributes,
            Tags = Traits.Tags.ToHashSet(StringComparer.Ordinal),
        };
        return new RankLook(
            new CustomerFacts(summary) { Events = Events, Traits = traits },
            new ShopFigures(currency, Shop.Revenue, Shop.Orders, Shop.Customers));
    }
}

internal sealed record StoredPurchases(
    DateOnly AsOf, string Currency, int OrderCount, long Total, long Charged, long Discount, long Cost, long Costed, DateOnly? FirstOn, DateOnly? LastOn);

internal sealed record StoredFigures(long Revenue, long Orders, long Customers);

internal sealed record StoredTraits(bool Consented, bool LineFriend, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<string> Tags);
