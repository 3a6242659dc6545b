using System.Net;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using FollowUpFlows.Tests.EndToEnd.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>The page that a delivered e-mail leads to, through the real process, as a browser without scripts uses it.</summary>
public abstract class PreferencesContract<TStore> : NewsContract<TStore>
    where TStore : IShopStore, new()
{
    [Fact]
    public async Task Page_OfADeliveredMail_ChangesWhatTheCustomerGets()
    {
        ShopOrder customer = new("first") { HasConsented = true };
        OutboxMail mail = await OrderedAsync(customer, "news", "thank-you");
        string path = LinkOf(mail);

        string html = await PageAsync(path);
        Assert.All(
            ["<html lang=\"ja\">", "<legend>受け取る内容</legend>", "新商品のお知らせ", "value=\"email\" checked", "value=\"news\" checked", "width=device-width"],
            part => Assert.Contains(part, html, StringComparison.Ordinal));
        Assert.DoesNotContain(customer.Email, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        string english = await PageAsync(path + "?lang=en");
        Assert.All(["<html lang=\"en\">", "New products", $"action=\"{path}?lang=en\""], part => Assert.Contains(part, english, StringComparison.Ordinal));
        await OrderedAsync(customer, "news", "thank-you");  // looking has changed nothing

        await SaveAsync(path, HttpStatusCode.OK, "role=\"status\"", ("channel", "email"), ("frequency", "normal"), ("pause", "none"));
        await OrderedAsync(customer, "thank-you");  // the topic is refused
        await SaveAsync(path, HttpStatusCode.OK, "role=\"status\"", ("channel", "email"), ("topic", "news"), ("frequency", "normal"), ("pause", "30"));
        await OrderedAsync(customer, "thank-you");  // they pause
        await SaveAsync(path, HttpStatusCode.BadRequest, "role=\"alert\"", ("channel", "email"), ("topic", "news"), ("frequency", "hourly"), ("pause", "none"));
        await OrderedAsync(customer, "thank-you");  // nothing of a refused form is saved
        await SaveAsync(path, HttpStatusCode.OK, "role=\"status\"", ("channel", "email"), ("topic", "news"), ("frequency", "normal"), ("pause", "none"));
        await OrderedAsync(customer, "news", "thank-you");
        await SaveAsync(path, HttpStatusCode.OK, "すべての配信を停止しました", ("all-off", "1"));
        await OrderedAsync(customer, "thank-you");
        Assert.DoesNotContain(path, Server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAnUnsubscribeLink_OrOfNobody_IsNotThere()
    {
        OutboxMail mail = await OrderedAsync(new ShopOrder("second"), "thank-you");
        string token = mail.Unsubscribe.AbsolutePath["/u/".Length..];
        foreach (string path in new[] { "/p/" + token, "/p/x.y" })
        {
            using HttpResponseMessage page = await Server.Http.GetAsync(path);
            using HttpResponseMessage posted = await PostAsync(path, ("all-off", "1"));
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (page.StatusCode, posted.StatusCode));
        }
    }

    private static string LinkOf(OutboxMail mail)
    {
        string link = Assert.Single(mail.Text.Split('\n'), line => line.Contains("/p/", StringComparison.Ordinal)).Trim();
        return new Uri(link).AbsolutePath;
    }

    private async Task<string> PageAsync(string path)
    {
        using HttpResponseMessage page = await Server.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("no-referrer", Assert.Single(page.Headers.GetValues("Referrer-Policy")));
        return await page.Content.ReadAsStringAsync();
    }

    private async Task SaveAsync(string path, HttpStatusCode status, string shows, params (string Name, string Value)[] fields)
    {
        using HttpResponseMessage response = await PostAsync(path, fields);
        Assert.Equal(status, response.StatusCode);
        Assert.Contains(shows, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using FormUrlEncodedContent form = new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await Server.Http.PostAsync(path, form);
    }
}

public sealed class PreferencesTests : PreferencesContract<SqliteShop>;

[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzurePreferencesTests : PreferencesContract<AzureShop>;
