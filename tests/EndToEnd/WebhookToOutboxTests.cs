using System.Net;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using FollowUpFlows.Tests.EndToEnd.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>The whole way: a signed webhook over HTTP, the ledger, the journey, the message.</summary>
public abstract class WebhookToOutboxContract(RunningShop shop)
{
    [Fact]
    public async Task StandardOrder_Paid_SendsTheThankYou()
    {
        ShopOrder order = RunningShop.NewOrder();
        await AcceptedAsync(Webhook.Standard("msg-" + order.Id, order.ToStandard("order.paid")));
        AssertThankYou(order, Assert.Single(await shop.Server.MailsToAsync(order.Email)));
    }

    [Fact]
    public async Task ShopifyOrder_Paid_SendsTheThankYou()
    {
        ShopOrder order = RunningShop.NewOrder();
        await AcceptedAsync(Webhook.Shopify("hook-" + order.Id, "orders/paid", order.ToShopify("paid")));
        AssertThankYou(order, Assert.Single(await shop.Server.MailsToAsync(order.Email)));
    }

    [Fact]
    public async Task Values_ThatLookLikeHtml_AreShownAndNotObeyed()
    {
        ShopOrder order = RunningShop.NewOrder() with
        {
            FamilyName = "<b>O'Brien</b>",
            GivenName = "& \"Söhne\"",
            ItemName = "<img src=x> & 茶器",
        };
        await AcceptedAsync(Webhook.Standard("msg-" + order.Id, order.ToStandard("order.paid")));
        OutboxMail mail = Assert.Single(await shop.Server.MailsToAsync(order.Email));
        Assert.DoesNotContain("<b>", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", mail.Html, StringComparison.Ordinal);
        Assert.Contains("<b>O'Brien</b> & \"Söhne\"", WebUtility.HtmlDecode(mail.Html), StringComparison.Ordinal);
        Assert.Contains("<img src=x> & 茶器", WebUtility.HtmlDecode(mail.Html), StringComparison.Ordinal);
        Assert.Contains("<b>O'Brien</b> & \"Söhne\"", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("&amp;", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameWebhookAgain_SendsNothingMore()
    {
        ShopOrder order = RunningShop.NewOrder();
        for (int delivery = 0; delivery < 3; delivery++)
        {
            await AcceptedAsync(Webhook.Standard("msg-" + order.Id, order.ToStandard("order.paid")));
            await shop.Server.MailsToAsync(order.Email);
        }

        await shop.SettleAsync();
        Assert.Single(await shop.Server.MailsToAsync(order.Email));
    }

    [Fact]
    public async Task CreatedAndPaidOfOneOrder_SendOneMessage()
    {
        ShopOrder order = RunningShop.NewOrder();
        await AcceptedAsync(Webhook.Standard("created-" + order.Id, order.ToStandard("order.created", "paid")));
        await AcceptedAsync(Webhook.Standard("paid-" + order.Id, order.ToStandard("order.paid")));
        ShopOrder other = RunningShop.NewOrder();
        await AcceptedAsync(Webhook.Shopify("created-" + other.Id, "orders/create", other.ToShopify("paid")));
        await AcceptedAsync(Webhook.Shopify("paid-" + other.Id, "orders/paid", other.ToShopify("paid")));
        await shop.Server.MailsToAsync(order.Email);
        await shop.Server.MailsToAsync(other.Email);
        await shop.SettleAsync();
        Assert.Single(await shop.Server.MailsToAsync(order.Email));
        Assert.Single(await shop.Server.MailsToAsync(other.Email));
    }

    [Fact]
    public async Task UnpaidOrder_SendsNothingUntilItIsPaid()
    {
        ShopOrder order = RunningShop.NewOrder();
        await AcceptedAsync(Webhook.Shopify("created-" + order.Id, "orders/create", order.ToShopify("pending")));
        await shop.SettleAsync();
        Assert.DoesNotContain(await shop.Server.MailsAsync(), m => m.To == order.Email);
        await AcceptedAsync(Webhook.Shopify("paid-" + order.Id, "orders/paid", order.ToShopify("paid")));
        AssertThankYou(order, Assert.Single(await shop.Server.MailsToAsync(order.Email)));
    }

    [Fact]
    public async Task TwoOrdersOfOneCustomer_SendAMessageEach()
    {
        ShopOrder first = RunningShop.NewOrder();
        ShopOrder second = RunningShop.NewOrder() with { CustomerId = first.CustomerId, Email = first.Email };
        await AcceptedAsync(Webhook.Standard("msg-" + first.Id, first.ToStandard("order.paid")));
        await AcceptedAsync(Webhook.Standard("msg-" + second.Id, second.ToStandard("order.paid")));
        IReadOnlyList<OutboxMail> mails = await shop.Server.MailsToAsync(first.Email, 2);
        Assert.Equal(2, mails.Count);
        AssertThankYou(first, Assert.Single(mails, m => m.Text.Contains(first.Id, StringComparison.Ordinal)));
        AssertThankYou(second, Assert.Single(mails, m => m.Text.Contains(second.Id, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Log_HoldsNothingPersonal()
    {
        ShopOrder order = RunningShop.NewOrder() with { FamilyName = "綾小路", GivenName = "きみまろ", ItemName = "扇子の桐箱" };
        await AcceptedAsync(Webhook.Standard("msg-" + order.Id, order.ToStandard("order.paid")));
        OutboxMail mail = Assert.Single(await shop.Server.MailsToAsync(order.Email));
        await AcceptedAsync(Webhook.Standard("bad-" + order.Id, order.ToStandard("order.paid")[..^2]));
        await shop.SettleAsync();
        Assert.Contains("綾小路", mail.Text, StringComparison.Ordinal);
        Assert.Contains(mail.EnrollmentId, shop.Server.Log, StringComparison.Ordinal); // so the log does tell of this order
        string[] personals = [order.Email, order.Email.Split('@')[0], order.CustomerId, "綾小路", "きみまろ", "扇子の桐箱"];
        foreach (string personal in personals)
        {
            Assert.DoesNotContain(personal, shop.Server.Log, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static void AssertThankYou(ShopOrder order, OutboxMail mail)
    {
        Assert.Equal(order.Email, mail.To);
        Assert.Equal("email", mail.Channel);
        Assert.StartsWith("thank-you:", mail.EnrollmentId, StringComparison.Ordinal);
        Assert.Equal("thanks", mail.StepId);
        Assert.Contains(ShopFolder.ShopName, mail.Subject, StringComparison.Ordinal);
        string html = WebUtility.HtmlDecode(mail.Html);
        foreach (string shown in new[] { $"{order.FamilyName} {order.GivenName}", order.Id, order.ItemName, "¥5,980" })
        {
            Assert.Contains(shown, mail.Text, StringComparison.Ordinal);
            Assert.Contains(shown, html, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("{{", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", mail.Text, StringComparison.Ordinal);
        Assert.Contains(mail.Unsubscribe.AbsoluteUri, mail.Text, StringComparison.Ordinal);
        Assert.Contains(mail.Unsubscribe.AbsoluteUri, html, StringComparison.Ordinal);
    }

    private async Task AcceptedAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await shop.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }
}

[Collection(RunningShopTests.Name)]
public sealed class WebhookToOutboxTests(RunningShop shop) : WebhookToOutboxContract(shop);

[Collection(RunningAzureShopTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzureWebhookToOutboxTests(RunningAzureShop shop) : WebhookToOutboxContract(shop);
