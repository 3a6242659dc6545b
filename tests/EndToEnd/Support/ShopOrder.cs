using System.Text.Json;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>One order as a shop would tell it, for ¥5,980.</summary>
internal sealed record ShopOrder(string Id)
{
    public string CustomerId { get; init; } = "C-" + Guid.NewGuid().ToString("N");

    public string Email { get; init; } = $"buyer-{Guid.NewGuid():N}@example.com";

    public string FamilyName { get; init; } = "山田";

    public string GivenName { get; init; } = "太郎";

    public string ItemName { get; init; } = "宇治の煎茶";

    public string Currency { get; init; } = "JPY";

    public DateTimeOffset OrderedAt { get; init; } = DateTimeOffset.UtcNow.AddMinutes(-1);

    /// <summary>When the order last changed, as the message says; null for soon after the purchase.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    public string? LineUserId { get; init; }

    /// <summary>Null: the customer never said anything.</summary>
    public bool? HasConsented { get; init; }

    /// <param name="type">Such as <c>order.paid</c>.</param>
    /// <param name="status">Null leaves it to the type.</param>
    public string ToStandard(string type, string? status = null) => JsonSerializer.Serialize(new
    {
        type,
        timestamp = WrittenAt ?? OrderedAt.AddSeconds(5),
        data = new
        {
            order = new
            {
                id = Id,
                currency = Currency,
                total = "5980",
                created_at = OrderedAt,
                status,
                line_items = new[] { new { sku = "S-1", name = ItemName, quantity = 2, price = "2990" } },
            },
            customer = new
            {
                id = CustomerId,
                email = Email,
                name = $"{FamilyName} {GivenName}",
                line_user_id = LineUserId,
                consent = HasConsented is { } granted
                    ? new { email = new { state = granted ? "granted" : "withdrawn", at = OrderedAt, source = "checkout" } }
                    : null,
            },
        },
    });

    /// <param name="financialStatus">Such as <c>paid</c>, <c>pending</c>.</param>
    public string ToShopify(string financialStatus) => JsonSerializer.Serialize(new
    {
        id = Id,
        name = "#" + Id,
        email = Email,
        created_at = OrderedAt,
        updated_at = OrderedAt.AddSeconds(5),
        cancelled_at = (string?)null,
        test = false,
        currency = Currency,
        financial_status = financialStatus,
        total_price = "5980",
        subtotal_price = "5480",
        total_discounts = "500",
        customer_locale = "ja",
        line_items = new[] { new { id = 1, sku = "S-1", title = ItemName, quantity = 2, price = "2990" } },
        customer = new { id = CustomerId, email = Email, first_name = GivenName, last_name = FamilyName },
        refunds = Array.Empty<object>(),
    });
}
