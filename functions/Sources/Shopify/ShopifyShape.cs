using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Shopify;

/// <summary>Tells Shopify's bodies apart. A genuine body under a false topic would otherwise pass:
/// an order's would erase its buyer.</summary>
internal static class ShopifyShape
{
    /// <summary>The body must be a resource of the kind, where it names its kind.</summary>
    /// <param name="kind">As in Shopify's global ids: <c>Order</c>, <c>DraftOrder</c>.</param>
    public static void RequireKind(JsonObject body, string kind)
    {
        const string field = "admin_graphql_api_id";
        if (body.Text(field) is { } id && !id.StartsWith($"gid://shopify/{kind}/", StringComparison.Ordinal))
        {
            body.Refuse(field, $"an id of the kind {kind}, as the topic says", 0, "another one");
        }
    }
}
