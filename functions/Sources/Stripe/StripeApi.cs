using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Api;

namespace FollowUpFlows.Sources.Stripe;

/// <summary>What a checkout sold, page by page, with the products. Of the checkout itself only its ids are kept.</summary>
internal sealed class StripeApi(ShopHttp http, string key, string access) : IShopFetch
{
    /// <summary>Whatever version the account is on, answers have one shape.</summary>
    private const string Version = "2024-06-20";

    private const int PagesMax = 20;

    private static readonly string[] LineFields = ["description", "quantity", "amount_subtotal", "currency"];
    private static readonly string[] PriceFields = ["metadata"];
    private static readonly string[] ProductFields = ["id", "name", "metadata"];

    private readonly AuthenticationHeaderValue login = new("Bearer", key);

    public async Task<byte[]?> FetchAsync(ShopThing thing, CancellationToken cancellationToken)
    {
        string path = $"checkout/sessions/{Uri.EscapeDataString(thing.Id)}";
        ShopAnswer answer = await SendAsync(path, cancellationToken);
        if (answer.Status == HttpStatusCode.NotFound)
        {
            return null;
        }

        using JsonDocument session = answer.Ok(access).Json();
        string order = PolledJson.Read(() => OrderOf(session.RootElement));
        return JsonSerializer.SerializeToUtf8Bytes(new { order, lines = await LinesAsync(path, cancellationToken) });
    }

    /// <summary>As the events name it.</summary>
    private static string OrderOf(JsonElement session) =>
        session.TryGetProperty("payment_intent", out JsonElement payment) && payment.ValueKind == JsonValueKind.String
            ? payment.GetString()!
            : PolledJson.IdOf(session, "id");

    private async Task<List<Dictionary<string, object>>> LinesAsync(string path, CancellationToken cancellationToken)
    {
        List<Dictionary<string, object>> lines = [];
        string after = "";
        for (int page = 0; page < PagesMax; page++)
        {
            ShopAnswer answer = await SendAsync($"{path}/line_items?limit=100&expand[]=data.price.product{after}", cancellationToken);
            using JsonDocument told = answer.Ok(access).Json();
            (Dictionary<string, object>[] some, string? last) = PolledJson.Read(() => PageOf(told.RootElement));
            lines.AddRange(some);
            if (last is null)
            {
                return lines;
            }

            after = $"&starting_after={Uri.EscapeDataString(last)}";
        }

        throw new ShopApiException(ShopApiFailure.Rejected, $"a checkout has more than {PagesMax * 100} lines");
    }

    /// <returns>The lines, and the last one's id where there are more.</returns>
    private static (Dictionary<string, object>[] Lines, string? Last) PageOf(JsonElement list)
    {
        JsonElement[] all = [.. list.GetProperty("data").EnumerateArray()];
        return ([.. all.Select(Kept)], list.GetProperty("has_more").GetBoolean() && all.Length > 0 ? PolledJson.IdOf(all[^1], "id") : null);
    }

    private static Dictionary<string, object> Kept(JsonElement line)
    {
        Dictionary<string, object> kept = Fields(line, LineFields);
        if (line.TryGetProperty("price", out JsonElement price) && price.ValueKind == JsonValueKind.Object)
        {
            Dictionary<string, object> priced = Fields(price, PriceFields);
            if (price.TryGetProperty("product", out JsonElement product) && product.ValueKind == JsonValueKind.Object)
            {
                priced["product"] = Fields(product, ProductFields);
            }

            kept["price"] = priced;
        }

        return kept;
    }

    /// <summary>Of what a shop notes by itself (metadata) only the SKU is of interest.</summary>
    private static Dictionary<string, object> Fields(JsonElement from, string[] fields) => fields
        .Where(f => from.TryGetProperty(f, out JsonElement value) && value.ValueKind != JsonValueKind.Null)
        .ToDictionary(f => f, f => f == "metadata" ? Fields(from.GetProperty(f), ["sku"]) : (object)from.GetProperty(f).Clone());

    private async Task<ShopAnswer> SendAsync(string path, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Authorization = login;
        request.Headers.Add("Stripe-Version", Version);
        return await http.SendAsync(request, cancellationToken);
    }
}
