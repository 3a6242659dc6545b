using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>How the roll is kept: a row per customer, in as many partitions as can be read side by side. Names are kept for ever.</summary>
internal static class RollRows
{
    public static string PartitionOf(string customerId) => PartitionOf(RankIndex.ShardOf(customerId));

    public static string PartitionOf(int shard) => $"roll:{shard}";

    public static Entity Row(RollEntry entry) => new EntityProperties()
        .Set("AsOf", entry.AsOf)
        .Set("Orders", entry.OrderCount)
        .Set("Total", entry.TotalMinor)
        .Set("Charged", entry.ChargedMinor)
        .Set("Discount", entry.DiscountMinor)
        .Set("Cost", entry.CostMinor)
        .Set("Costed", entry.CostedMinor)
        .Set("FirstOn", entry.FirstOn)
        .Set("LastOn", entry.LastOn)
        .Set("OrdersOnDay", entry.OrdersOnDay)
        .Set("TotalOnDay", entry.TotalOnDayMinor)
        .SetJson("Later", entry.Later ?? [])
        .Set("Consented", entry.Consented)
        .Set("LineFriend", entry.IsLineFriend)
        .Set("HasMore", entry.HasMore)
        .Set("Placed", entry.Placed)
        .Set("DueOn", entry.DueOn)
        .Row(PartitionOf(entry.CustomerId), entry.CustomerId);

    public static RollEntry Entry(Entity row) => new()
    {
        CustomerId = row.RowKey,
        AsOf = row.Day("AsOf")!.Value,
        OrderCount = (int)row.Number("Orders")!.Value,
        TotalMinor = row.Number("Total")!.Value,
        ChargedMinor = row.Number("Charged")!.Value,
        DiscountMinor = row.Number("Discount")!.Value,
        CostMinor = row.Number("Cost")!.Value,
        CostedMinor = row.Number("Costed")!.Value,
        FirstOn = row.Day("FirstOn"),
        LastOn = row.Day("LastOn"),
        OrdersOnDay = (int)row.Number("OrdersOnDay")!.Value,
        TotalOnDayMinor = row.Number("TotalOnDay")!.Value,
        Later = row.Json<DayOrders>("Later") is { Count: > 0 } later ? [.. later] : null,
        Consented = row.Flag("Consented"),
        IsLineFriend = row.Flag("LineFriend"),
        HasMore = row.Flag("HasMore"),
        Placed = string.Intern(row.Text("Placed")!),
        DueOn = row.Day("DueOn"),
    };
}
