using System.Net;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using FollowUpFlows.Tests.EndToEnd.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>The link of a delivered e-mail, and what becomes of the next messages.</summary>
public abstract class UnsubscribeContract<TStore> : NewsContract<TStore>
    where TStore : IShopStore, new()
{
    [Fact]
    public async Task Link_OfADeliveredMail_StopsMarketingAndNothingElse()
    {
        ShopOrder customer = new("first") { HasConsented = true };
        Uri link = (await OrderedAsync(customer, "news", "thank-you")).Unsubscribe;

        using HttpResponseMessage page = await Server.Http.GetAsync(link.PathAndQuery);
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
        Uri link = (await OrderedAsync(customer, "news", "thank-you")).Unsubscribe;
        string path = link.AbsolutePath;
        char last = path[^1] == 'A' ? 'E' : 'A';
        foreach (string altered in new[] { path[..^1] + last, path[..^4], path[..path.IndexOf('.', StringComparison.Ordinal)], "/u/x.y" })
        {
            using HttpResponseMessage looked = await Server.Http.GetAsync(altered);
            using HttpResponseMessage posted = await OneClickAsync(new Uri(Server.Http.BaseAddress!, altered));
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
        Uri link = (await OrderedAsync(new ShopOrder("logged"), "thank-you")).Unsubscribe;
        using HttpResponseMessage page = await Server.Http.GetAsync(link.PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotContain(link.AbsolutePath, Server.Log, StringComparison.Ordinal); // who can read the log could unsubscribe everybody
    }

    /// <summary>As a mail program does it (RFC 8058): a form, no cookies, nothing else.</summary>
    private async Task<HttpResponseMessage> OneClickAsync(Uri link)
    {
        using FormUrlEncodedContent form = new([new("List-Unsubscribe", "One-Click")]);
        return await Server.Http.PostAsync(link.AbsolutePath, form);
    }
}

public sealed class UnsubscribeTests : UnsubscribeContract<SqliteShop>;

[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzureUnsubscribeTests : UnsubscribeContract<AzureShop>;
