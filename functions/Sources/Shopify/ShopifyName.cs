using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Shopify;

/// <summary>Shopify says given and family name, and the customer's country or language.</summary>
internal static class ShopifyName
{
    /// <summary>Null without any part.</summary>
    public static string? Of(JsonObject? named, JsonObject? address, string? locale) => PersonName.Of(
        named?.Text("first_name"),
        named?.Text("last_name"),
        isJapanese: address?.Word("country_code") == PersonName.Japan || locale?.Split('-')[0] == PersonName.Japanese);
}
