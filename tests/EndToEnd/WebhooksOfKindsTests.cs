using System.Net;
using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Tests.EndToEnd.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>Kinds of shops that sign in other ways, over HTTP to the message.</summary>
[Collection(RunningShopTests.Name)]
public sealed class WebhooksOfKindsTests(RunningShop shop)
{
    /// <summary>Its webhook is switched off by any other answer.</summary>
    [Fact]
    public async Task WooCommerce_TryingOutANewWebhook_IsAnsweredWithExactly200()
    {
        HttpRequestMessage ping = Webhook.Post(ShopFolder.WooCommerceSource, "");
        ping.Content = new FormUrlEncodedContent([KeyValuePair.Create("webhook_id", "7")]);
        using HttpResponseMessage response = await shop.SendAsync(ping);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        using HttpResponseMessage other = await shop.SendAsync(Webhook.Post(ShopFolder.WooCommerceSource, "webhook_id=7&more=1"));
        Assert.Equal(HttpStatusCode.Unauthorized, other.StatusCode);
    }

    [Fact]
    public async Task WooCommerce_Order_SendsTheThankYou()
    {
        ShopOrder order = RunningShop.NewOrder();
        string body = $$"""
            {"id":"{{order.Id}}","status":"processing","currency":"JPY","total":"5980","date_created_gmt":"{{order.OrderedAt:yyyy-MM-ddTHH:mm:ss}}",
             "customer_id":0,"billing":{"first_name":"太郎","last_name":"山田","country":"JP","email":"{{order.Email}}"},"line_items":[]}
            """;
        await SendsOneMailAsync(ShopFolder.WooCommerceSource, body, order.Email, ("X-WC-Webhook-Signature", Base64(body)), ("X-WC-Webhook-Topic", "order.created"));
    }

    [Fact]
    public async Task Stripe_Checkout_SendsTheThankYou()
    {
        ShopOrder order = RunningShop.NewOrder();
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        string body = $$"""
            {"id":"evt_{{order.Id}}","type":"checkout.session.completed","created":{{now}},"livemode":true,
             "data":{"object":{"id":"cs_{{order.Id}}","mode":"payment","payment_intent":"pi_{{order.Id}}","payment_status":"paid","amount_total":5980,
             "currency":"jpy","created":{{order.OrderedAt.ToUnixTimeSeconds()}},"customer_details":{"email":"{{order.Email}}","name":"山田 太郎"} } } }
            """;
        string signature = Convert.ToHexStringLower(Signed($"{now}.{body}"));
        await SendsOneMailAsync(ShopFolder.StripeSource, body, order.Email, ("Stripe-Signature", $"t={now},v1={signature},v0={new string('0', 64)}"));
    }

    [Fact]
    public async Task Square_Payment_SendsTheThankYouThoughTheAddressOfTheRequestIsAnother()
    {
        ShopOrder order = RunningShop.NewOrder();
        string body = $$"""
            {"type":"payment.updated","event_id":"e-{{order.Id}}","data":{"object":{"payment":{"id":"p-{{order.Id}}","order_id":"o-{{order.Id}}",
             "status":"COMPLETED","amount_money":{"amount":5980,"currency":"JPY"},"created_at":"{{order.OrderedAt:yyyy-MM-ddTHH:mm:ss}}Z",
             "buyer_email_address":"{{order.Email}}"} } } }
            """;
        await SendsOneMailAsync(ShopFolder.SquareSource, body, order.Email, ("x-square-hmacsha256-signature", Base64(ShopFolder.SquareAddress + body)));
    }

    private async Task SendsOneMailAsync(string sourceId, string body, string email, params (string Name, string Value)[] headers)
    {
        for (int delivery = 0; delivery < 2; delivery++)
        {
            HttpRequestMessage request = Webhook.Post(sourceId, body);
            foreach ((string name, string value) in headers)
            {
                Assert.True(request.Headers.TryAddWithoutValidation(name, value));
            }

            using HttpResponseMessage response = await shop.SendAsync(request);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        }

        Assert.Single(await shop.Server.MailsToAsync(email));
        await shop.SettleAsync();
        Assert.Single(await shop.Server.MailsToAsync(email));
    }

    private static string Base64(string signed) => Convert.ToBase64String(Signed(signed));

    private static byte[] Signed(string signed) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(ShopFolder.OtherSecret), Encoding.UTF8.GetBytes(signed));
}
