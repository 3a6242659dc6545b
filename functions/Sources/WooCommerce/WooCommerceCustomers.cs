using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.WooCommerce;

/// <summary>Customers of WooCommerce, inside an order or on their own. It knows nothing of consent.</summary>
internal static class WooCommerceCustomers
{
    private const string Guest = "0";

    public static ShopEvent.CustomerChanged Changed(JsonObject customer, DateTimeOffset receivedAt)
    {
        customer.RefuseFields("line_items", "order_key", "currency");
        JsonObject? billing = customer.Object("billing");
        return new ShopEvent.CustomerChanged(new SourceCustomer
        {
            ExternalId = customer.RequiredId("id"),
            Email = customer.Text("email") ?? billing?.Text("email"),
            Phone = billing?.Text("phone"),
            Name = NameOf(customer, billing) ?? NameOf(billing, billing),
            PostalCode = billing?.Text("postcode"),
            RegisteredAt = customer.MomentInUtc("date_created_gmt"),
            UpdatedAt = customer.MomentInUtc("date_modified_gmt") ?? receivedAt,
        });
    }

    /// <summary>Who bought: the account, or the e-mail address of a guest; null when there is neither.</summary>
    /// <param name="orderedAt">When the address was given: an order that changes later says nothing new of its customer.</param>
    public static SourceCustomer? OfOrder(JsonObject order, DateTimeOffset orderedAt)
    {
        JsonObject? billing = order.Object("billing");
        string? id = order.Id("customer_id") is { } account && account != Guest ? account : null;
        string? email = billing?.Text("email");
        return id is null && email is null ? null : new SourceCustomer
        {
            ExternalId = id,
            Email = email,
            Phone = billing?.Text("phone"),
            Name = NameOf(billing, billing),
            PostalCode = billing?.Text("postcode"),
            UpdatedAt = orderedAt,
        };
    }

    private static string? NameOf(JsonObject? named, JsonObject? billing) => PersonName.Of(
        named?.Text("first_name"), named?.Text("last_name"), isJapanese: billing?.Word("country") == PersonName.Japan);
}
