using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Shopify;

/// <summary>Customers of Shopify, inside an order or on their own.</summary>
internal static class ShopifyCustomers
{
    public static ShopEvent.CustomerChanged Changed(JsonObject customer, DateTimeOffset receivedAt)
    {
        ShopifyShape.RequireKind(customer, "Customer");
        customer.RefuseFields("total_price", "line_items", "order_id", "customer_id");
        DateTimeOffset updatedAt = customer.Moment("updated_at") ?? receivedAt;
        return new ShopEvent.CustomerChanged(new SourceCustomer
        {
            ExternalId = customer.RequiredId("id"),
            Email = customer.Text("email"),
            Phone = customer.Text("phone"),
            Name = ShopifyName.Of(customer, customer.Object("default_address"), customer.Word("locale")),
            UpdatedAt = updatedAt,
            Consents = ShopifyConsent.Of(customer, updatedAt),
        });
    }

    /// <summary>The body holds nothing but the statement: name and phone stay unsaid.</summary>
    public static ShopEvent.CustomerChanged ConsentChanged(JsonObject body, DateTimeOffset receivedAt)
    {
        JsonObject statement = body.RequiredObject("email_marketing_consent");
        return new ShopEvent.CustomerChanged(new SourceCustomer
        {
            ExternalId = body.RequiredId("customer_id"),
            Email = body.Text("email_address"),
            UpdatedAt = statement.Moment("consent_updated_at") ?? receivedAt,
            Consents = ShopifyConsent.Of(body, receivedAt),
        });
    }

    /// <summary>Who bought. Without a customer an e-mail address makes a guest; null when there is not even that.</summary>
    public static SourceCustomer? OfOrder(JsonObject order, DateTimeOffset orderUpdatedAt)
    {
        JsonObject? customer = order.Object("customer");
        JsonObject? billing = order.Object("billing_address");
        string? id = customer?.Id("id");
        string? email = customer?.Text("email") ?? order.Text("email") ?? order.Text("contact_email");
        if (id is null && email is null)
        {
            return null;
        }

        string? locale = order.Word("customer_locale");
        DateTimeOffset updatedAt = customer?.Moment("updated_at") ?? orderUpdatedAt;
        string? name = ShopifyName.Of(customer, customer?.Object("default_address") ?? billing, locale);
        return new SourceCustomer
        {
            ExternalId = id,
            Email = email,
            Phone = customer?.Text("phone") ?? order.Text("phone") ?? billing?.Text("phone"),
            Name = name ?? ShopifyName.Of(billing, billing, locale),
            UpdatedAt = updatedAt,
            Consents = customer is null ? [] : ShopifyConsent.Of(customer, updatedAt),
        };
    }
}
