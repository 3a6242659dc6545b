using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>Who may use the API: the person at the machine, and whoever has a key.</summary>
[Collection(RunningShopTests.Name)]
public sealed class AccessTests(RunningShop shop)
{
    [Theory]
    [InlineData("/api/outbox")]
    [InlineData("/api/review")]
    public async Task Api_FromTheMachine_IsAdmitted(string path) => await AssertAdmittedAsync(Get(path));

    [Theory]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Host", "127.0.0.1")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Real-IP", "203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Host", "follow.shop.example")]
    [InlineData("Host", "127.0.0.1.shop.example")]
    [InlineData("Host", "localhost.shop.example")]
    [InlineData("Origin", "https://shop.example")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Api_WithASignOfSomebodyElse_IsRefused(string header, string value)
    {
        await AssertRefusedAsync(With(Get("/api/outbox"), header, value));
        await AssertRefusedAsync(With(new HttpRequestMessage(HttpMethod.Post, "/api/review/x/replay"), header, value));
    }

    [Fact]
    public async Task Api_OfItsOwnPage_IsAdmitted()
    {
        string own = shop.Server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        await AssertAdmittedAsync(With(Get("/api/outbox"), "Origin", own));
        await AssertAdmittedAsync(With(Get("/api/outbox"), "Sec-Fetch-Site", "same-origin"));
        await AssertAdmittedAsync(With(Get("/api/outbox"), "Host", $"localhost:{shop.Server.Http.BaseAddress.Port}"));
    }

    [Fact]
    public async Task Key_ThatIsConfigured_IsAdmittedFromAnywhere()
    {
        HttpRequestMessage request = With(With(Get("/api/outbox"), "X-Forwarded-For", "203.0.113.7"), "Host", "follow.shop.example");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ShopFolder.ApiKey);
        await AssertAdmittedAsync(request);
    }

    [Theory]
    [InlineData("Bearer", ShopFolder.ApiKey + "x")]
    [InlineData("Bearer", "")]
    [InlineData("Basic", ShopFolder.ApiKey)]
    public async Task Key_ThatIsNotConfigured_IsRefused(string scheme, string key)
    {
        HttpRequestMessage request = With(Get("/api/outbox"), "X-Forwarded-For", "203.0.113.7");
        request.Headers.Authorization = new AuthenticationHeaderValue(scheme, key);
        await AssertRefusedAsync(request);
    }

    [Fact]
    public async Task Key_ItsHash_IsNoKey()
    {
        byte[] hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(ShopFolder.ApiKey));
        HttpRequestMessage request = With(Get("/api/outbox"), "X-Forwarded-For", "203.0.113.7");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Convert.ToHexStringLower(hash));
        await AssertRefusedAsync(request);
    }

    [Theory]
    [InlineData("/API/outbox")]
    [InlineData("/Api/Outbox/")]
    [InlineData("/%61pi/outbox")]
    [InlineData("//api/outbox")]
    [InlineData("/healthz/../api/outbox")]
    [InlineData("/api/./outbox")]
    public async Task Api_ByAnotherSpellingOfItsPath_IsNoWayAround(string path)
    {
        UriCreationOptions asWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };
        HttpRequestMessage request = new(HttpMethod.Get, new Uri(shop.Server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) + path, asWritten));
        using HttpResponseMessage response = await shop.SendAsync(With(request, "X-Forwarded-For", "203.0.113.7"));
        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.NotFound });
    }

    [Fact]
    public async Task Health_IsOpenAndSaysWhatRuns()
    {
        using HttpResponseMessage response = await shop.SendAsync(With(Get("/healthz"), "X-Forwarded-For", "203.0.113.7"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using JsonDocument health = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("ok", health.RootElement.GetProperty("status").GetString());
        int shipped = Directory.EnumerateFiles(Repository.PathOf("templates", "journeys")).Count();
        Assert.Equal((shipped, 0), (health.RootElement.GetProperty("activeJourneys").GetInt32(), health.RootElement.GetProperty("quarantinedJourneys").GetInt32()));
        Assert.InRange(health.RootElement.GetProperty("shopTime").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-2), DateTimeOffset.UtcNow);
    }

    /// <summary>A proxy that sends no forwarding headers lets everybody seem to be at the machine.</summary>
    [Fact]
    public async Task Api_OfASystemWithAPublicAddress_NeedsAKeyEvenFromTheMachine()
    {
        using ShopFolder open = new(new Dictionary<string, object> { ["Links"] = new { BaseUrl = "https://follow.shop.example/", Key = Convert.ToBase64String(new byte[32]) } });
        await using FollowUpServer server = await FollowUpServer.StartAsync(open.Path);
        using HttpResponseMessage refused = await server.Http.SendAsync(Get("/api/outbox"));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        HttpRequestMessage withKey = Get("/api/outbox");
        withKey.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ShopFolder.ApiKey);
        using HttpResponseMessage admitted = await server.Http.SendAsync(withKey);
        Assert.Equal(HttpStatusCode.OK, admitted.StatusCode);
    }

    [Fact]
    public async Task Webhook_BehindAProxy_IsTaken()
    {
        ShopOrder order = RunningShop.NewOrder();
        HttpRequestMessage request = Webhook.Standard("proxy-" + order.Id, order.ToStandard("order.paid"));
        With(With(request, "X-Forwarded-For", "203.0.113.7"), "Host", "follow.shop.example");
        using HttpResponseMessage response = await shop.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task Server_ListensOnThisMachineOnly()
    {
        Assert.Equal("127.0.0.1", shop.Server.Http.BaseAddress!.Host);
        Assert.DoesNotContain("0.0.0.0", shop.Server.Log, StringComparison.Ordinal);
        await AssertAdmittedAsync(Get("/api/outbox"));
    }

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static HttpRequestMessage With(HttpRequestMessage request, string header, string value)
    {
        Assert.True(request.Headers.TryAddWithoutValidation(header, value));
        return request;
    }

    private async Task AssertAdmittedAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await shop.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task AssertRefusedAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await shop.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }
}
