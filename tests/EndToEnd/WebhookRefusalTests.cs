using System.Net;
using System.Text.Json;
using FollowUpFlows.Tests.EndToEnd.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>What the door does with webhooks that are not the shop's, too large, or not to be understood.</summary>
[Collection(RunningShopTests.Name)]
public sealed class WebhookRefusalTests(RunningShop shop)
{
    private const int BodyBytesMax = 1024 * 1024;

    [Fact]
    public async Task Signature_OfAnotherSecret_IsUnauthorized()
    {
        string body = RunningShop.NewOrder().ToStandard("order.paid");
        string other = "whsec_" + Convert.ToBase64String(new byte[32]);
        await AssertProblemAsync(HttpStatusCode.Unauthorized, Webhook.Standard("m", body, secret: other));
        await AssertProblemAsync(HttpStatusCode.Unauthorized, Webhook.Shopify("m", "orders/paid", body, secret: "hush "));
    }

    [Fact]
    public async Task Signature_OfAnotherBodyOrId_IsUnauthorized()
    {
        ShopOrder order = RunningShop.NewOrder();
        HttpRequestMessage otherBody = Webhook.Standard("m", order.ToStandard("order.paid"));
        otherBody.Content = Webhook.Post("any", order.ToStandard("order.paid").Replace("5980", "1980", StringComparison.Ordinal)).Content;
        await AssertProblemAsync(HttpStatusCode.Unauthorized, otherBody);
        HttpRequestMessage otherId = Webhook.Standard("m", order.ToStandard("order.paid"));
        otherId.Headers.Remove("webhook-id");
        otherId.Headers.Add("webhook-id", "n");
        await AssertProblemAsync(HttpStatusCode.Unauthorized, otherId);
    }

    [Theory]
    [InlineData(ShopFolder.StandardSource)]
    [InlineData(ShopFolder.ShopifySource)]
    public async Task Signature_Missing_IsUnauthorized(string source) =>
        await AssertProblemAsync(HttpStatusCode.Unauthorized, Webhook.Post(source, RunningShop.NewOrder().ToStandard("order.paid")));

    [Theory]
    [InlineData(-330, HttpStatusCode.Unauthorized)] // half a minute beyond the five of Standard Webhooks
    [InlineData(330, HttpStatusCode.Unauthorized)]
    [InlineData(-240, HttpStatusCode.Accepted)] // a whole one within them: the machine may be slow
    [InlineData(240, HttpStatusCode.Accepted)]
    public async Task Timestamp_MoreThanFiveMinutesAway_IsUnauthorized(int seconds, HttpStatusCode expected)
    {
        ShopOrder order = RunningShop.NewOrder();
        using HttpResponseMessage response = await shop.SendAsync(
            Webhook.Standard("time-" + order.Id, order.ToStandard("order.paid"), DateTimeOffset.UtcNow.AddSeconds(seconds)));
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Source_Unknown_IsNotFound() =>
        await AssertProblemAsync(HttpStatusCode.NotFound, Webhook.Post("nobody", RunningShop.NewOrder().ToStandard("order.paid")));

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // the length is not told in advance
    public async Task Body_OneByteTooLong_IsTooLarge(bool hasLength)
    {
        HttpRequestMessage request = Webhook.Standard("large", new string(' ', BodyBytesMax + 1));
        request.Headers.TransferEncodingChunked = !hasLength;
        await AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge, request);
    }

    [Fact]
    public async Task Body_OfExactlyTheLimit_IsTaken()
    {
        ShopOrder order = RunningShop.NewOrder();
        string body = order.ToStandard("order.paid");
        string padded = body + new string(' ', BodyBytesMax - System.Text.Encoding.UTF8.GetByteCount(body));
        using HttpResponseMessage response = await shop.SendAsync(Webhook.Standard("full-" + order.Id, padded));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Single(await shop.Server.MailsToAsync(order.Email));
    }

    [Theory]
    [InlineData("not JSON at all")]
    [InlineData("")]
    [InlineData("""{ "type": "order.paid", "timestamp": "2026-11-01T00:05:00Z", "data": { "order": { "id": "SECRET-WORD" } } }""")]
    public async Task Body_ThatCannotBeUnderstood_WaitsForReviewAndReplayFindsTheSame(string body)
    {
        WaitingMessage[] before = await ReviewAsync();
        using HttpResponseMessage response = await shop.SendAsync(Webhook.Standard("review-" + Guid.NewGuid().ToString("N"), body));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        WaitingMessage waiting = await NewInReviewAsync(before);
        Assert.NotEmpty(waiting.Reason);
        Assert.DoesNotContain("SECRET-WORD", waiting.Reason, StringComparison.Ordinal);
        Assert.Equal(ShopFolder.StandardSource, waiting.SourceId);

        using HttpResponseMessage replay = await shop.Server.Http.PostAsync($"/api/review/{Uri.EscapeDataString(waiting.Id)}/replay", null);
        Assert.Equal(HttpStatusCode.Accepted, replay.StatusCode);
        await shop.SettleAsync();
        Assert.Equal(waiting, await NewInReviewAsync(before));
    }

    [Fact]
    public async Task Order_InAnotherCurrency_WaitsForReviewAndSendsNothing()
    {
        WaitingMessage[] before = await ReviewAsync();
        ShopOrder order = RunningShop.NewOrder() with { Currency = "EUR" };
        using HttpResponseMessage response = await shop.SendAsync(Webhook.Standard("euro-" + order.Id, order.ToStandard("order.paid")));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Contains("EUR", (await NewInReviewAsync(before)).Reason, StringComparison.Ordinal);
        await shop.SettleAsync();
        Assert.DoesNotContain(await shop.Server.MailsAsync(), m => m.To == order.Email);
    }

    [Fact]
    public async Task Replay_OfWhatDoesNotWait_IsNotFound() =>
        await AssertProblemAsync(HttpStatusCode.NotFound, new HttpRequestMessage(HttpMethod.Post, "/api/review/shop:nothing/replay"));

    [Theory]
    [InlineData("GET", "/api/webhooks/shop", HttpStatusCode.NotFound)]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/nowhere", HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/outbox", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/healthz", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/outbox?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/outbox?limit=201", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/outbox?limit=many", HttpStatusCode.BadRequest)]
    public async Task Request_Refused_IsAnsweredWithProblemDetails(string method, string path, HttpStatusCode expected) =>
        await AssertProblemAsync(expected, new HttpRequestMessage(new HttpMethod(method), path));

    private async Task AssertProblemAsync(HttpStatusCode expected, HttpRequestMessage request)
    {
        using HttpResponseMessage response = await shop.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using JsonDocument problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal((int)expected, problem.RootElement.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.RootElement.GetProperty("title").GetString()!);
    }

    private async Task<WaitingMessage[]> ReviewAsync()
    {
        using JsonDocument page = JsonDocument.Parse(await shop.Server.Http.GetStringAsync("/api/review"));
        return [.. page.RootElement.GetProperty("items").EnumerateArray().Select(WaitingMessage.Of)];
    }

    /// <summary>The one message that did not wait before, once there is one.</summary>
    private Task<WaitingMessage> NewInReviewAsync(WaitingMessage[] before) => shop.Server.UntilAsync(
        "a message under /api/review",
        async () => (await ReviewAsync()).SingleOrDefault(m => before.All(b => b.Id != m.Id)));

    private sealed record WaitingMessage(string Id, string SourceId, string Reason)
    {
        public static WaitingMessage Of(JsonElement item) =>
            new(item.GetProperty("id").GetString()!, item.GetProperty("sourceId").GetString()!, item.GetProperty("reason").GetString()!);
    }
}
