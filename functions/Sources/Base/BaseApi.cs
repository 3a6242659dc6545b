using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Api;
using NodaTime;

namespace FollowUpFlows.Sources.Base;

/// <summary>BASE's API: orders by the time of the order, page by page, and one whole order by its key.</summary>
internal sealed class BaseApi(OAuthTokens tokens, string access) : IShopFetch, IShopPoll
{
    private const int PageSize = 100;

    /// <summary>What tells one state of an order from another.</summary>
    private static readonly string[] Marks = ["unique_key", "ordered", "cancelled", "dispatched", "dispatch_status", "terminated", "total", "modified"];

    /// <summary>BASE is a service for Japan, and writes its days so.</summary>
    private static readonly DateTimeZone Japan = DateTimeZoneProviders.Tzdb["Asia/Tokyo"];

    /// <summary>BASE counts calls by the hour and by the day.</summary>
    private static readonly TimeSpan LimitWait = TimeSpan.FromHours(1);

    /// <summary>Payments at a convenience store and cancellations come later than the order.</summary>
    public TimeSpan? LookBack => TimeSpan.FromDays(30);

    public async Task<byte[]?> FetchAsync(ShopThing thing, CancellationToken cancellationToken)
    {
        ShopAnswer answer = await GetAsync($"orders/detail/{Uri.EscapeDataString(thing.Id)}", cancellationToken);
        using JsonDocument json = answer.Json();
        return json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("order", out JsonElement order)
            ? Encoding.UTF8.GetBytes(order.GetRawText())
            : throw new ShopApiException(ShopApiFailure.Rejected, "the answer has no order");
    }

    /// <param name="page">The offset. Pages begin with the last order of the page before: one that left the list shows.</param>
    public async Task<PollPage> PageAsync(DateTimeOffset from, string? page, CancellationToken cancellationToken)
    {
        int offset = int.Parse(page ?? "0", CultureInfo.InvariantCulture);
        string day = Instant.FromDateTimeOffset(from).InZone(Japan).Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        ShopAnswer answer = await GetAsync(string.Create(CultureInfo.InvariantCulture, $"orders?start_ordered={day}&limit={PageSize}&offset={offset}"), cancellationToken);
        using JsonDocument json = answer.Json();
        return PolledJson.Read(() =>
        {
            PolledThing[] things = [.. json.RootElement.GetProperty("orders").EnumerateArray().Select(Listed)];
            bool isMore = things.Length == PageSize;
            return new PollPage(things, isMore ? (offset + PageSize - 1).ToString(CultureInfo.InvariantCulture) : null)
            {
                Anchor = isMore ? things[^1].Thing : null,
            };
        });
    }

    /// <summary>The error's word and its description; empty where the body has none.</summary>
    public static (string Error, string Words) ErrorOf(ShopAnswer answer)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(answer.Body);
            return (TextOf(json.RootElement, "error"), TextOf(json.RootElement, "error_description"));
        }
        catch (JsonException)
        {
            return ("", "");
        }
    }

    private async Task<ShopAnswer> GetAsync(string path, CancellationToken cancellationToken)
    {
        ShopAnswer answer = await tokens.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);
        return answer.Status == HttpStatusCode.BadRequest && ErrorOf(answer).Error.EndsWith("_api_limit", StringComparison.Ordinal)
            ? throw new ShopApiException(ShopApiFailure.Temporary, "the shop wants fewer requests", LimitWait)
            : answer.Ok(access);
    }

    /// <summary>Only the marks: names and the rest come with the order itself.</summary>
    private static PolledThing Listed(JsonElement order)
    {
        string key = PolledJson.IdOf(order, "unique_key");
        Dictionary<string, JsonElement> told = Marks
            .Where(f => order.TryGetProperty(f, out _))
            .ToDictionary(f => f, order.GetProperty);
        DateTimeOffset orderedAt = DateTimeOffset.FromUnixTimeSeconds(order.GetProperty("ordered").GetInt64());
        return new PolledThing(new ShopThing(BaseSource.Listed, key), orderedAt, JsonSerializer.SerializeToUtf8Bytes(told));
    }

    private static string TextOf(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
