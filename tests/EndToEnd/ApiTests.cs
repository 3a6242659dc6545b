using System.Net.Http.Json;
using System.Text.Json;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>An order comes in by a webhook, and every address of the API shows it.</summary>
[Collection(RunningShopTests.Name)]
public sealed class ApiTests(RunningShop shop)
{
    [Fact]
    public async Task Order_ByWebhook_IsSeenEverywhere()
    {
        ShopOrder order = RunningShop.NewOrder();
        using HttpResponseMessage accepted = await shop.SendAsync(Webhook.Standard("msg-" + order.Id, order.ToStandard("order.paid")));
        OutboxMail mail = Assert.Single(await shop.Server.MailsToAsync(order.Email));

        JsonElement customer = Assert.Single(Items(await PostAsync("/api/customers/search", new { text = order.Email })));
        string id = Text(customer, "customerId");
        Assert.Equal(("山田 太郎", "new", "5980"), (Text(customer, "name"), Text(customer, "rank.rank"), Text(customer, "rank.total.amount")));
        Assert.Contains(await AllAsync("/api/customers"), c => Text(c, "customerId") == id);
        Assert.Equal(order.Email, Text(await GetAsync("/api/customers/" + id), "email"));
        Assert.Equal("new", Text(await GetAsync($"/api/customers/{id}/rank"), "held.rank"));
        Assert.Contains(Items(await GetAsync($"/api/customers/{id}/timeline")), e => Text(e, "kind") == "order" && Text(e, "subject") == order.Id);

        JsonElement enrollment = Assert.Single(Items(await GetAsync("/api/enrollments?customer=" + id)), e => Text(e, "journeyId") == "thank-you");
        Assert.Equal(mail.EnrollmentId, Text(enrollment, "enrollmentId"));
        Assert.Contains(await AllAsync("/api/enrollments"), e => Text(e, "enrollmentId") == mail.EnrollmentId);
        JsonElement sent = Assert.Single(Items(await GetAsync($"/api/sends?state=sent&customer={id}")));
        Assert.Equal((mail.EnrollmentId, mail.StepId), (Text(sent, "enrollmentId"), Text(sent, "stepId")));
        Assert.Contains(await AllAsync("/api/sends?state=sent"), s => Text(s, "enrollmentId") == mail.EnrollmentId);
        Assert.Contains(await AllAsync("/api/outbox"), m => Text(m, "enrollmentId") == mail.EnrollmentId);
        JsonElement journey = Assert.Single(Items(await GetAsync("/api/journeys")), j => Text(j, "id") == Text(enrollment, "journeyId"));
        Assert.Equal("active", Text(journey, "state"));
        Assert.Contains((await GetAsync("/api/journeys/" + Text(journey, "id"))).GetProperty("steps").EnumerateArray(), s => Text(s, "id") == mail.StepId);
        await GetAsync("/api/certificates");
        await GetAsync("/api/review");
        await GetAsync("/healthz");
    }

    [Fact]
    public async Task Document_IsServedAsItIsCommitted() =>
        Assert.Equal(await File.ReadAllTextAsync(ApiContract.FilePath), await shop.Server.Http.GetStringAsync("/openapi/v1.json"));

    [Fact]
    public async Task Head_HasNoBodyAndOptionsListMethods()
    {
        using HttpResponseMessage head = await shop.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/customers"));
        Assert.Equal((200, 0), ((int)head.StatusCode, (await head.Content.ReadAsByteArrayAsync()).Length));
        Assert.True(head.Headers.CacheControl!.NoStore);
        using HttpResponseMessage options = await shop.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/api/customers"));
        Assert.Equal(204, (int)options.StatusCode);
        Assert.Equal(["GET", "HEAD", "OPTIONS"], options.Content.Headers.Allow);
    }

    private Task<JsonElement> GetAsync(string path) => ReadAsync("GET", path, shop.SendAsync(new HttpRequestMessage(HttpMethod.Get, path)));

    private Task<JsonElement> PostAsync(string path, object body) => ReadAsync("POST", path, shop.Server.Http.PostAsJsonAsync(path, body));

    /// <summary>Every answer must be as the document says.</summary>
    private static async Task<JsonElement> ReadAsync(string method, string path, Task<HttpResponseMessage> asked)
    {
        using HttpResponseMessage response = await asked;
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        ApiContract.Committed.Check(method, path.Split('?')[0], (int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), text);
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<IReadOnlyList<JsonElement>> AllAsync(string path)
    {
        List<JsonElement> items = [];
        string? next = null;
        do
        {
            string joint = path.Contains('?', StringComparison.Ordinal) ? "&" : "?";
            JsonElement page = await GetAsync(next is null ? path : $"{path}{joint}cursor={Uri.EscapeDataString(next)}");
            items.AddRange(Items(page));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        return items;
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement page) => page.GetProperty("items").EnumerateArray();

    private static string Text(JsonElement json, string path) => path.Split('.').Aggregate(json, (at, name) => at.GetProperty(name)) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        var other => other.GetRawText(),
    };
}
