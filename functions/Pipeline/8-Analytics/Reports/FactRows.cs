using System.Globalization;
using System.Text;
using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <summary>How a customer's facts are kept for reports: a row each, in as many partitions as can be read side by side. They are derived
/// from the customer and never counted up, so that writing them again changes nothing. Names are kept for ever.</summary>
internal static class FactRows
{
    /// <summary>Longer facts are not kept: the customer is read instead.</summary>
    public const int PartsMax = 2;

    private const char Between = ';';

    public static string PartitionOf(string customerId) => PartitionOf(RankIndex.ShardOf(customerId));

    public static string PartitionOf(int shard) => string.Create(CultureInfo.InvariantCulture, $"facts:{shard}");

    /// <returns>Without orders where there are too many for a row: <see cref="IsTooLong"/>.</returns>
    public static Entity Row(ReportCustomer customer, string? etag)
    {
        IReadOnlyList<string> parts = TextParts.Of(Text(customer.Orders));
        EntityProperties row = new EntityProperties()
            .Set("KnownOn", customer.KnownOn)
            .SetJson("Events", customer.Events)
            .Set("Consented", customer.Traits.Consented)
            .Set("LineFriend", customer.Traits.IsLineFriend)
            .SetJson("Tags", [.. customer.Traits.Tags.Order(StringComparer.Ordinal)])
            .Set("TooLong", parts.Count > PartsMax);
        foreach ((int i, string part) in parts.Count > PartsMax ? [] : parts.Index())
        {
            row.Set(NameOf(i), part);
        }

        return row.Row(PartitionOf(customer.CustomerId), customer.CustomerId, etag);
    }

    /// <summary>All that is kept of the customer, as one text.</summary>
    public static string TextOf(ReportCustomer customer) => string.Join('|',
    [
        Text(customer.Orders), customer.KnownOn?.ToString("O", CultureInfo.InvariantCulture) ?? "",
        string.Join(',', customer.Events.Select(e => $"{e.Type} {e.On:O}").Order(StringComparer.Ordinal)),
        $"{customer.Traits.Consented} {customer.Traits.IsLineFriend}", string.Join(',', customer.Traits.Tags.Order(StringComparer.Ordinal)),
    ]);

    public static bool IsTooLong(Entity row) => row.Flag("TooLong");

    public static ReportCustomer Customer(Entity row)
    {
        string text = row.Text(NameOf(0))!;
        for (int i = 1; row.Text(NameOf(i)) is { } part; i++)
        {
            text += part;
        }

        return new ReportCustomer(row.RowKey, Orders(text))
        {
            KnownOn = row.Day("KnownOn"),
            Events = row.Json<EngagementEvent>("Events"),
            Traits = Traits(row),
        };
    }

    private static CustomerTraits Traits(Entity row)
    {
        (bool consented, bool isFriend, IReadOnlyList<string> tags) = (row.Flag("Consented"), row.Flag("LineFriend"), row.Json<string>("Tags"));
        CustomerTraits traits = consented || isFriend ? new CustomerTraits { Consented = consented, IsLineFriend = isFriend } : CustomerTraits.None;
        return tags.Count > 0 ? traits with { Tags = tags.ToHashSet(StringComparer.Ordinal) } : traits;
    }

    /// <summary>Ticks, day number, amount, charged, discount, and the cost where it is known.</summary>
    private static string Text(IReadOnlyList<ReportOrder> orders)
    {
        StringBuilder text = new();
        foreach (ReportOrder o in orders)
        {
            text.Append(CultureInfo.InvariantCulture, $"{o.At.UtcTicks},{o.On.DayNumber},{o.AmountMinor},{o.ChargedMinor},{o.DiscountMinor},{o.CostMinor}{Between}");
        }

        return text.ToString();
    }

    private static ReportOrder[] Orders(string text)
    {
        ReadOnlySpan<char> rest = text;
        ReportOrder[] orders = new ReportOrder[rest.Count(Between)];
        Span<Range> fields = stackalloc Range[6];
        for (int i = 0; i < orders.Length; i++)
        {
            int end = rest.IndexOf(Between);
            ReadOnlySpan<char> one = rest[..end];
            one.Split(fields, ',');
            orders[i] = new ReportOrder(
                new DateTimeOffset(Number(one[fields[0]]), TimeSpan.Zero),
                DateOnly.FromDayNumber((int)Number(one[fields[1]])),
                Number(one[fields[2]]),
                Number(one[fields[3]]),
                Number(one[fields[4]]),
                one[fields[5]].IsEmpty ? null : Number(one[fields[5]]));
            rest = rest[(end + 1)..];
        }

        return orders;
    }

    private static long Number(ReadOnlySpan<char> text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static string NameOf(int part) => part == 0 ? "Orders" : string.Create(CultureInfo.InvariantCulture, $"Orders{part}");
}
