using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Api;

namespace FollowUpFlows.Sources.Square;

/// <summary>The lines of an order, and the goods of the catalog that they name: only those know their SKU. Of both no more is kept than is
/// read.</summary>
internal sealed class SquareApi(ShopHttp http, string accessToken, string access) : IShopFetch
{
    private static readonly string[] LineFields =
        ["catalog_object_id", "name", "variation_name", "quantity", "item_type", "base_price_money", "gross_sales_money"];

    private readonly AuthenticationHeaderValue login = new("Bearer", accessToken);

    public async Task<byte[]?> FetchAsync(ShopThing thing, CancellationToken cancellationToken)
    {
        ShopAnswer answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, $"orders/{Uri.EscapeDataString(thing.Id)}"), cancellationToken);
        if (answer.Status == HttpStatusCode.NotFound)
        {
            return null;
        }

        using JsonDocument told = answer.Ok(access).Json();
        (Dictionary<string, JsonElement>[] lines, string[] ids) = PolledJson.Read(() => LinesOf(told.RootElement));
        Dictionary<string, string> skus = ids.Length > 0 ? await SkusAsync(ids, cancellationToken) : [];
        return JsonSerializer.SerializeToUtf8Bytes(new { id = thing.Id, lines, skus });
    }

    private static (Dictionary<string, JsonElement>[] Lines, string[] Goods) LinesOf(JsonElement root)
    {
        JsonElement[] items = root.GetProperty("order").TryGetProperty("line_items", out JsonElement list) ? [.. list.EnumerateArray()] : [];
        return (
            [.. items.Select(i => LineFields.Where(f => i.TryGetProperty(f, out _)).ToDictionary(f => f, i.GetProperty))],
            [.. items.Select(i => i.TryGetProperty("catalog_object_id", out JsonElement id) ? id.GetString() : null).OfType<string>().Distinct()]);
    }

    /// <summary>What left the catalog since, and goods without a SKU, are not among them.</summary>
    private async Task<Dictionary<string, string>> SkusAsync(string[] ids, CancellationToken cancellationToken)
    {
        Dictionary<string, string> skus = new(StringComparer.Ordinal);
        foreach (string[] some in ids.Chunk(1_000))  // Square takes no more at once
        {
            HttpRequestMessage request = new(HttpMethod.Post, "catalog/batch-retrieve") { Content = JsonContent.Create(new { object_ids = some }) };
            using JsonDocument told = (await SendAsync(request, cancellationToken)).Ok(access).Json();
            foreach ((string id, string sku) in PolledJson.Read(() => SkusOf(told.RootElement)))
            {
                skus[id] = sku;
            }
        }

        return skus;
    }

    private static (string Id, string Sku)[] SkusOf(JsonElement root) => !root.TryGetProperty("objects", out JsonElement objects) ? [] :
    [
        .. objects.EnumerateArray()
            .Where(o => o.TryGetProperty("item_variation_data", out JsonElement data) && data.TryGetProperty("sku", out JsonElement sku) && sku.GetString()?.Length > 0)
            .Select(o => (PolledJson.IdOf(o, "id"), o.GetProperty("item_variation_data").GetProperty("sku").GetString()!)),
    ];

    private async Task<ShopAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            request.Headers.Authorization = login;
            return await http.SendAsync(request, cancellationToken);
        }
    }
}
