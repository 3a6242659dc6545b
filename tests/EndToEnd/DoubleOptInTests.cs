using System.Net;
using System.Text.Json;
using FollowUpFlows.Tests.EndToEnd.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>A registration whose consent must be confirmed, with the shipped journey, through the real process.</summary>
public sealed class DoubleOptInTests : IAsyncLifetime, IDisposable
{
    private readonly ShopFolder folder = new(new Dictionary<string, object>
    {
        ["Sources"] = new Dictionary<string, object>
        {
            [ShopFolder.StandardSource] = new { Kind = "standard", Secrets = (string[])[Webhook.StandardSecret], Consent = "Confirm" },
        },
    });

    private FollowUpServer server = null!;

    async Task IAsyncLifetime.InitializeAsync() => server = await FollowUpServer.StartAsync(folder.Path);

    async Task IAsyncLifetime.DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Registration_CountsOnceItsLinkIsConfirmed()
    {
        ShopOrder customer = new("registers") { HasConsented = true };
        using HttpRequestMessage webhook = Webhook.Standard("msg-registers", customer.ToStandard("customer.created"));
        using HttpResponseMessage taken = await server.Http.SendAsync(webhook);
        Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
        OutboxMail mail = Assert.Single(await server.MailsToAsync(customer.Email));
        Assert.StartsWith("confirm-consent:", mail.EnrollmentId, StringComparison.Ordinal);
        string path = mail.Text[mail.Text.IndexOf("/d/", StringComparison.Ordinal)..].Split('\n', ' ', ')', '>')[0].Trim();

        using HttpResponseMessage page = await server.Http.GetAsync(path);
        string html = await page.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains($"<form method=\"post\" action=\"{path}\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain(customer.Email, html, StringComparison.Ordinal);
        Assert.Equal("pending", await StateAsync(customer));  // looking has changed nothing

        using HttpResponseMessage done = await server.Http.PostAsync(path, null);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Contains("登録が完了しました", await done.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("granted", await StateAsync(customer));

        char last = path[^1] == 'A' ? 'E' : 'A';
        using HttpResponseMessage altered = await server.Http.PostAsync(path[..^1] + last, null);
        Assert.Equal(HttpStatusCode.NotFound, altered.StatusCode);
        Assert.DoesNotContain(path, server.Log, StringComparison.Ordinal);
    }

    private async Task<string?> StateAsync(ShopOrder customer)
    {
        using StringContent search = new(JsonSerializer.Serialize(new { text = customer.Email }), System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage found = await server.Http.PostAsync("/api/customers/search", search);
        using JsonDocument customers = JsonDocument.Parse(await found.Content.ReadAsStringAsync());
        string id = customers.RootElement.GetProperty("items")[0].GetProperty("customerId").GetString()!;
        using JsonDocument log = JsonDocument.Parse(await server.Http.GetStringAsync($"/api/customers/{id}/consents"));
        return log.RootElement.GetProperty("items").EnumerateArray().Single(c => c.GetProperty("holds").GetBoolean()).GetProperty("state").GetString();
    }
}
