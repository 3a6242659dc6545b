using System.Net;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using FollowUpFlows.Tests.EndToEnd.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>The link of a delivered e-mail, and what becomes of the next messages. Besides the shipped thank-you there is a journey
/// that needs consent: by it one sees what the customer's word is.</summary>
public abstract class UnsubscribeContract<TStore> : IAsyncLifetime, IDisposable
    where TStore : IShopStore, new()
{
    private const string News = """
        id: news
        name: お知らせ
        purpose: marketing
        trigger: { type: order, nth: every }
        steps:
          - id: news
            send: { channel: [email], message: thank-you }

        """;

    private readonly ShopFolder folder = new TStore().NewFolder();
    private ProgramCopy program = null!;
    private FollowUpServer server = null!;
    private int orders;

    async Task IAsyncLifetime.InitializeAsync()
    {
        program = await ProgramCopy.WithJourneyAsync("news", News);
        server = await FollowUpServer.StartAsync(folder.Path, program: program);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await server.DisposeAsync();
        program.Dispose();
    }

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Link_OfADeliveredMail_StopsMarketingAndNothingElse()
    {
        ShopOrder customer = new("first") { HasConsented = true };
        Uri link = await OrderedAsync(customer, "news", "thank-you");

        using HttpResponseMessage page = await server.Http.GetAsync(link.PathAndQuery);
        string html = await page.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType?.ToString());
        Assert.Contains("<html lang=\"ja\">", html, StringComparison.Ordinal);
        Assert.Contains("配信を停止する", html, StringComparison.Ordinal);
        Assert.Contains($"method=\"post\" action=\"{link.AbsolutePath}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain(customer.Email, html, StringComparison.Ordinal);
        Assert.DoesNotContain(customer.FamilyName, html, StringComparison.Ordinal);
        await OrderedAsync(customer, "news", "thank-you"); // looking has changed nothing

        using HttpResponseMessage done = await OneClickAsync(link);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Contains("配信を停止しました", await done.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await OrderedAsync(customer, "thank-you");

        using HttpResponseMessage again = await OneClickAsync(link);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        await OrderedAsync(new ShopOrder("other") { HasConsented = true }, "news", "thank-you"); // somebody else's word stands
    }

    [Fact]
    public async Task Customer_WhoNeverConsented_GetsNoMarketing() => await OrderedAsync(new ShopOrder("silent"), "thank-you");

    [Fact]
    public async Task Link_Altered_IsRefusedInJapaneseAndChangesNothing()
    {
        ShopOrder customer = new("kept") { HasConsented = true };
        Uri link = await OrderedAsync(customer, "news", "thank-you");
        string path = link.AbsolutePath;
        char last = path[^1] == 'A' ? 'E' : 'A';
        foreach (string altered in new[] { path[..^1] + last, path[..^4], path[..path.IndexOf('.', StringComparison.Ordinal)], "/u/x.y" })
        {
            using HttpResponseMessage looked = await server.Http.GetAsync(altered);
            using HttpResponseMessage posted = await OneClickAsync(new Uri(server.Http.BaseAddress!, altered));
            foreach (HttpResponseMessage response in new[] { looked, posted })
            {
                Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
                Assert.Contains("このリンクは使えません", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }

        await OrderedAsync(customer, "news", "thank-you");
    }

    [Fact]
    public async Task Link_InTheLog_IsNotThere()
    {
        Uri link = await OrderedAsync(new ShopOrder("logged"), "thank-you");
        using HttpResponseMessage page = await server.Http.GetAsync(link.PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotContain(link.AbsolutePath, server.Log, StringComparison.Ordinal); // who can read the log could unsubscribe everybody
    }

    /// <summary>As a mail program does it (RFC 8058): a form, no cookies, nothing else.</summary>
    private async Task<HttpResponseMessage> OneClickAsync(Uri link)
    {
        using FormUrlEncodedContent form = new([new("List-Unsubscribe", "One-Click")]);
        return await server.Http.PostAsync(link.AbsolutePath, form);
    }

    /// <summary>Places an order for that customer; it must lead to messages of exactly those journeys.</summary>
    /// <returns>The link of one of them.</returns>
    private async Task<Uri> OrderedAsync(ShopOrder customer, params string[] journeys)
    {
        ShopOrder order = customer with { Id = $"{customer.Id}-{++orders}" };
        int before = (await server.MailsAsync()).Count(m => m.To == order.Email);
        await SendAsync(order);
        IReadOnlyList<OutboxMail> mails = await server.MailsToAsync(order.Email, before + journeys.Length);
        ShopOrder settle = new($"settle-{++orders}") { HasConsented = true };
        await SendAsync(settle); // whatever else the order would have led to is there by now
        await server.MailsToAsync(settle.Email, 2);
        mails = [.. (await server.MailsToAsync(order.Email)).Where(m => m.Text.Contains(order.Id, StringComparison.Ordinal))];
        Assert.Equal(journeys, mails.Select(m => m.EnrollmentId.Split(':')[0]).Order(StringComparer.Ordinal));
        return mails[0].Unsubscribe;
    }

    private async Task SendAsync(ShopOrder order)
    {
        using HttpRequestMessage webhook = Webhook.Standard("msg-" + order.Id, order.ToStandard("order.paid"));
        using HttpResponseMessage response = await server.Http.SendAsync(webhook);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }
}

public sealed class UnsubscribeTests : UnsubscribeContract<SqliteShop>;

[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzureUnsubscribeTests : UnsubscribeContract<AzureShop>;
