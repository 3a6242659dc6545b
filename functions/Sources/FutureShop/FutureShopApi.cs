using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Api;

namespace FollowUpFlows.Sources.FutureShop;

/// <summary>How the shop lets a program in: by client and 店舗KEY, for a token that ends.</summary>
internal sealed record FutureShopLogin(string TokenPath, string ClientId, string ClientSecret, string ShopKeyHeader, string ShopKey)
{
    /// <summary>What an operator looks at.</summary>
    public required string Access { get; init; }

    /// <summary>Without secrets: texts of records end in logs.</summary>
    public override string ToString() => "futureshop's client";
}

/// <summary>futureshop's search for orders, page by page. One look at a time asks; a token that is over is fetched anew.</summary>
internal sealed class FutureShopApi(ShopHttp http, FutureShopLogin login, TimeProvider clock, string path, NamedPages pages) : IShopPoll
{
    /// <summary>Before the end of a token: calls take time, and clocks differ.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly string basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.ClientId}:{login.ClientSecret}"));
    private (string Token, DateTimeOffset UntilAt)? current;

    /// <summary>Payments and cancellations come later than the order.</summary>
    public TimeSpan? LookBack => TimeSpan.FromDays(30);

    public async Task<PollPage> PageAsync(DateTimeOffset from, string? page, CancellationToken cancellationToken)
    {
        NamedPages.Place place = NamedPages.PlaceOf(page);
        string query = path
            .Replace("{from}", Uri.EscapeDataString(NamedPages.TimeOf(from)), StringComparison.Ordinal)
            .Replace("{page}", place.Number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{offset}", place.Offset.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        ShopAnswer answer = await SendAsync(query, await TokenAsync(cancellationToken), cancellationToken);
        if (answer.Status == HttpStatusCode.Unauthorized)
        {
            current = null;
            answer = await SendAsync(query, await TokenAsync(cancellationToken), cancellationToken);
        }

        using JsonDocument json = answer.Ok(login.Access).Json();
        return pages.Read(json.RootElement, place);
    }

    private async Task<ShopAnswer> SendAsync(string query, string token, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, query);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.TryAddWithoutValidation(login.ShopKeyHeader, login.ShopKey);
        return await http.SendAsync(request, cancellationToken);
    }

    private async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (current is { } known && now < known.UntilAt)
        {
            return known.Token;
        }

        using HttpRequestMessage request = new(HttpMethod.Post, login.TokenPath)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials" }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
        request.Headers.TryAddWithoutValidation(login.ShopKeyHeader, login.ShopKey);
        using JsonDocument json = (await http.SendAsync(request, cancellationToken)).Ok(login.Access).Json();
        (string token, TimeSpan life) = PolledJson.Read(() => (
            json.RootElement.GetProperty("access_token").GetString() ?? throw new FormatException("A token is empty."),
            json.RootElement.TryGetProperty("expires_in", out JsonElement seconds) ? TimeSpan.FromSeconds(seconds.GetInt32()) : TimeSpan.Zero));
        current = (token, now + life - Margin);
        return token;
    }
}
