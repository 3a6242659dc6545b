using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Api;

namespace FollowUpFlows.Sources.WooCommerce;

/// <summary>What was changed lately, page by page: WooCommerce repeats no webhook, and after a few failures sends none at all.</summary>
internal sealed class WooCommerceApi(ShopHttp http, string consumerKey, string consumerSecret, string access) : IShopPoll
{
    private const int PageSize = 100;

    private readonly AuthenticationHeaderValue login = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{consumerKey}:{consumerSecret}")));

    /// <inheritdoc/>
    public TimeSpan? LookBack => null;

    /// <param name="page">The offset. An order that changes meanwhile moves to the end, and the others up: pages begin with the last order of
    /// the page before.</param>
    public async Task<PollPage> PageAsync(DateTimeOffset from, string? page, CancellationToken cancellationToken)
    {
        int offset = int.Parse(page ?? "0", CultureInfo.InvariantCulture);
        string since = from.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        using HttpRequestMessage request = new(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"wp-json/wc/v3/orders?modified_after={since}&dates_are_gmt=true&orderby=modified&order=asc&per_page={PageSize}&offset={offset}"));
        request.Headers.Authorization = login;
        ShopAnswer answer = (await http.SendAsync(request, cancellationToken)).Ok(access);
        using JsonDocument json = answer.Json();
        return PolledJson.Read(() =>
        {
            PolledThing[] things = [.. json.RootElement.EnumerateArray().Select(Polled)];
            bool isMore = things.Length == PageSize;
            return new PollPage(things, isMore ? (offset + PageSize - 1).ToString(CultureInfo.InvariantCulture) : null)
            {
                Anchor = isMore ? things[^1].Thing : null,
            };
        });
    }

    /// <summary>Its instants say no offset, and are UTC.</summary>
    private static PolledThing Polled(JsonElement order) => new(
        new ShopThing(WooCommerceSource.Order, PolledJson.IdOf(order, "id")),
        Instants.Parse(order.GetProperty("date_modified_gmt").GetString() + "Z"),
        Encoding.UTF8.GetBytes(order.GetRawText()));
}
