using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;
using NodaTime;
using NodaTime.Text;

namespace FollowUpFlows.Sources.Api;

/// <summary>Orders in yen whose fields an operator has named (<see cref="NamedFields"/>). What is missing or not as expected is put before a
/// person; no amount, time or status is guessed.</summary>
internal static class NamedOrders
{
    public const string Paid = "paid";
    public const string Placed = "placed";
    public const string Cancelled = "cancelled";

    private const string AnInstant = "an instant with its offset, or one of Japan such as 2026-01-31 19:30:00";

    private static readonly DateTimeZone Japan = DateTimeZoneProviders.Tzdb["Asia/Tokyo"];

    private static readonly LocalDateTimePattern[] InJapan =
    [
        .. new[] { "uuuu-MM-dd HH:mm:ss", "uuuu/MM/dd HH:mm:ss", "uuuu-MM-dd'T'HH:mm:ss", "uuuuMMddHHmmss" }.Select(LocalDateTimePattern.CreateWithInvariantCulture),
    ];

    /// <param name="askedAt">Stands in where the shop gives no time of the change.</param>
    public static WebhookReading Read(JsonObject order, DateTimeOffset askedAt)
    {
        DateTimeOffset orderedAt = At(order, "orderedAt") ?? order.Refuse("orderedAt", AnInstant, default(DateTimeOffset));
        SourceOrder said = new()
        {
            OrderId = order.RequiredId("id"),
            OrderedAt = orderedAt,
            UpdatedAt = At(order, "updatedAt") ?? askedAt,
            Currency = Currency.Yen,
            TotalMinor = order.RequiredAmountMinor("total", Currency.Yen),
            Status = order.Word("status") switch
            {
                Paid => OrderStatus.Paid,
                Placed => OrderStatus.Placed,
                Cancelled => OrderStatus.Cancelled,
                _ => order.Refuse("status", "one of the words set as PaidWords, PlacedWords or CancelledWords", OrderStatus.Placed, "another one"),
            },
            Lines = [.. order.Objects("lines").Select(Line).OfType<OrderLine>()],
        };
        return new WebhookReading.Understood([new ShopEvent.OrderChanged(said, Buyer(order, orderedAt))]);
    }

    /// <summary>The instant, which is Japan's where it says no offset; null when it is none.</summary>
    public static DateTimeOffset? InstantOf(string text) => Instants.Parse(text) ?? OfJapan(text);

    /// <summary>Described at the purchase: what happens to an order later must not bring back who asked to be forgotten.</summary>
    private static SourceCustomer? Buyer(JsonObject order, DateTimeOffset orderedAt)
    {
        (string? id, string? email) = (order.Id("customerId"), order.Text("email"));
        return id is null && email is null ? null : new SourceCustomer
        {
            ExternalId = id,
            Email = email,
            Phone = order.Text("phone"),
            Name = order.Text("name"),
            PostalCode = order.Text("postalCode"),
            UpdatedAt = orderedAt,
        };
    }

    /// <summary>Null for a line without pieces.</summary>
    private static OrderLine? Line(JsonObject line)
    {
        OrderLine read = new(line.Text("sku"), line.Text("name"), line.Count("quantity") ?? 1, line.AmountMinor("price", Currency.Yen));
        return read.Quantity >= 1 ? read : null;
    }

    private static DateTimeOffset? At(JsonObject order, string field) =>
        order.Text(field) is not { } text ? null : InstantOf(text) ?? order.Refuse<DateTimeOffset?>(field, AnInstant, null);

    private static DateTimeOffset? OfJapan(string text) => InJapan
        .Select(p => p.Parse(text))
        .Where(r => r.Success && Instants.IsYearUsable(r.Value.Year))
        .Select(r => (DateTimeOffset?)r.Value.InZoneLeniently(Japan).ToDateTimeOffset().ToUniversalTime())
        .FirstOrDefault();
}
