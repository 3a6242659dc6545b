using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>A look at a customer as properties of a row, amounts in minor units. Names are kept for ever.</summary>
internal static class StoredLook
{
    public static EntityProperties SetLook(this EntityProperties row, RankLook look)
    {
        (PurchaseSummary p, CustomerTraits t, ShopFigures f) = (look.Facts.Purchases, look.Facts.Traits, look.Figures);
        return row
            .Set("AsOf", (DateOnly?)p.AsOf)
            .Set("Currency", p.Currency.Code)
            .Set("Orders", p.OrderCount)
            .Set("Total", p.TotalMinor)
            .Set("Charged", p.ChargedMinor)
            .Set("Discount", p.DiscountMinor)
            .Set("Cost", p.CostMinor)
            .Set("Costed", p.CostedMinor)
            .Set("FirstOn", p.FirstOn)
            .Set("LastOn", p.LastOn)
            .Set("ShopRevenue", f.RevenueMinor)
            .Set("ShopOrders", f.OrderCount)
            .Set("ShopCustomers", f.CustomerCount)
            .SetJson("Events", look.Facts.Events)
            .Set("Consented", t.Consented)
            .Set("LineFriend", t.IsLineFriend)
            .Set("Attributes", t.Attributes.Count > 0 ? StoredJson.Write(t.Attributes) : null)
            .SetJson("Tags", t.Tags.Count > 0 ? [.. t.Tags.Order(StringComparer.Ordinal)] : (IReadOnlyList<string>)[]);
    }

    public static RankLook Look(this Entity row)
    {
        Currency currency = Currency.Find(row.Text("Currency")!)!;
        PurchaseSummary summary = new()
        {
            AsOf = row.Day("AsOf")!.Value,
            Currency = currency,
            OrderCount = (int)row.Number("Orders")!.Value,
            TotalMinor = row.Number("Total")!.Value,
            ChargedMinor = row.Number("Charged")!.Value,
            DiscountMinor = row.Number("Discount")!.Value,
            CostMinor = row.Number("Cost")!.Value,
            CostedMinor = row.Number("Costed")!.Value,
            FirstOn = row.Day("FirstOn"),
            LastOn = row.Day("LastOn"),
        };
        return new RankLook(
            new CustomerFacts(summary) { Events = row.Json<EngagementEvent>("Events"), Traits = Traits(row) },
            new ShopFigures(currency, row.Number("ShopRevenue")!.Value, row.Number("ShopOrders")!.Value, row.Number("ShopCustomers")!.Value));
    }

    private static CustomerTraits Traits(Entity row)
    {
        CustomerTraits traits = new() { Consented = row.Flag("Consented"), IsLineFriend = row.Flag("LineFriend") };
        traits = row.Json<string>("Tags") is { Count: > 0 } tags ? traits with { Tags = tags.ToHashSet(StringComparer.Ordinal) } : traits;
        return row.Text("Attributes") is { } attributes ? traits with { Attributes = StoredJson.Read<IReadOnlyDictionary<string, string>>(attributes) } : traits;
    }
}
