using System.Net.Http.Headers;
using System.Text.Json;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Api;

namespace FollowUpFlows.Sources.MakeShop;

/// <summary>Orders of MakeShop by a question that an operator has written: of its answers too little is confirmed to ship one.</summary>
internal sealed class MakeShopApi(ShopHttp http, string token, string query, NamedPages pages, string section) : IShopPoll
{
    private readonly AuthenticationHeaderValue login = new("Bearer", token);

    /// <summary>Whether the question lists by the order or by its change is the operator's.</summary>
    public TimeSpan? LookBack => TimeSpan.FromDays(30);

    public async Task<PollPage> PageAsync(DateTimeOffset from, string? page, CancellationToken cancellationToken)
    {
        NamedPages.Place place = NamedPages.PlaceOf(page);
        Dictionary<string, object> variables = new() { ["from"] = NamedPages.TimeOf(from), ["page"] = place.Number, ["offset"] = place.Offset };
        Dictionary<string, object> used = variables.Where(v => query.Contains('$' + v.Key, StringComparison.Ordinal)).ToDictionary();
        using HttpRequestMessage request = GraphQl.Ask("", query, used);
        request.Headers.Authorization = login;
        ShopAnswer answer = (await http.SendAsync(request, cancellationToken)).Ok($"{section}:Token");
        using JsonDocument json = answer.Json();
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("errors", out JsonElement errors) && errors.ValueKind != JsonValueKind.Null
            ? throw new ShopApiException(ShopApiFailure.Rejected, $"the shop's API did not answer the question; check {section}:Query and what the app may read")
            : pages.Read(json.RootElement, place);
    }
}
