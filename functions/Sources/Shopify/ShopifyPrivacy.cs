using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Shopify;

/// <summary>The three requests that privacy law makes Shopify send. Each has fields that no other body has,
/// and only with them is obeyed.</summary>
internal static class ShopifyPrivacy
{
    private const string OrdersToRedact = "orders_to_redact";
    private const string OrdersRequested = "orders_requested";
    private const string DataRequest = "data_request";

    public static ShopEvent.CustomerErased CustomerErased(JsonObject body, string? shopHeader, DateTimeOffset receivedAt)
    {
        body.RefuseFields(OrdersRequested, DataRequest);
        RequiredShop(body, shopHeader);
        return new ShopEvent.CustomerErased(ReadCustomer(body, receivedAt), body.RequiredIds(OrdersToRedact));
    }

    public static ShopEvent.DataRequested DataRequested(JsonObject body, string? shopHeader, DateTimeOffset receivedAt)
    {
        body.RefuseFields(OrdersToRedact);
        RequiredShop(body, shopHeader);
        return new ShopEvent.DataRequested(ReadCustomer(body, receivedAt), body.RequiredIds(OrdersRequested));
    }

    /// <summary>The others name the shop too: a customer's request must not pass for the shop's.</summary>
    public static ShopEvent.ShopErased ShopErased(JsonObject body, string? shopHeader)
    {
        body.RefuseFields("id", "customer", OrdersToRedact, OrdersRequested, DataRequest);
        body.RequiredId("shop_id");
        return new ShopEvent.ShopErased(RequiredShop(body, shopHeader));
    }

    private static string RequiredShop(JsonObject body, string? shopHeader)
    {
        string shop = body.RequiredText("shop_domain");
        return shopHeader is null || shop.Equals(shopHeader, StringComparison.OrdinalIgnoreCase)
            ? shop
            : body.Refuse("shop_domain", "the shop that the headers name", shop, "another one");
    }

    private static SourceCustomer ReadCustomer(JsonObject body, DateTimeOffset receivedAt)
    {
        JsonObject customer = body.RequiredObject("customer");
        SourceCustomer read = new()
        {
            ExternalId = customer.Id("id"),
            Email = customer.Text("email"),
            Phone = customer.Text("phone"),
            UpdatedAt = receivedAt,
        };
        return read.ExternalId is null && read.Email is null
            ? customer.Refuse("id", "an id, or an e-mail address in 'email'", read)
            : read;
    }
}
