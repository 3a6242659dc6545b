using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Api;

namespace FollowUpFlows.Sources.Stores;

/// <summary>The list of orders of STORES. It takes no instant to begin at, and its order is not documented: where the newest come first,
/// a look ends at the first page that is all older.</summary>
internal sealed class StoresApi(ShopHttp http, string accessToken, string access) : IShopPoll
{
    private const int PageSize = 100;

    /// <summary>Payments and cancellations come later than the order.</summary>
    public TimeSpan? LookBack => TimeSpan.FromDays(30);

    /// <param name="page">The offset. Pages begin with the last order of the page before: one that left the list shows.</param>
    public async Task<PollPage> PageAsync(DateTimeOffset from, string? page, CancellationToken cancellationToken)
    {
        int offset = int.Parse(page ?? "0", CultureInfo.InvariantCulture);
        using HttpRequestMessage request = new(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"orders?limit={PageSize}&offset={offset}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        ShopAnswer answer = (await http.SendAsync(request, cancellationToken)).Ok(access);
        using JsonDocument json = answer.Json();
        return PolledJson.Read(() => PageOf(ListOf(json.RootElement), from, offset));
    }

    private static PollPage PageOf(JsonElement list, DateTimeOffset from, int offset)
    {
        (PolledThing Thing, DateTimeOffset At)[] all = [.. list.EnumerateArray().Select(Polled)];
        bool isNewestFirst = all.Length > 0 && all[0].At >= all[^1].At;
        bool isOver = all.Length < PageSize || (isNewestFirst && all[^1].At < from);
        return new PollPage([.. all.Where(o => o.At >= from).Select(o => o.Thing)], isOver ? null : (offset + PageSize - 1).ToString(CultureInfo.InvariantCulture))
        {
            Anchor = !isOver && all[^1].At >= from ? all[^1].Thing.Thing : null,
        };
    }

    /// <summary>By itself, or in a field of its name.</summary>
    private static JsonElement ListOf(JsonElement root) => root.ValueKind == JsonValueKind.Array ? root : root.GetProperty("orders");

    private static (PolledThing Thing, DateTimeOffset At) Polled(JsonElement order)
    {
        DateTimeOffset at = Instants.Parse(order.GetProperty("ordered_at").GetString()!) ?? throw new FormatException("An instant is none.");
        return (new PolledThing(new ShopThing(StoresSource.Order, PolledJson.IdOf(order, "id")), at, Encoding.UTF8.GetBytes(order.GetRawText())), at);
    }
}
