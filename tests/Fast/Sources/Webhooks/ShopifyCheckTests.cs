using System.Text;
using FollowUpFlows.Pipeline.Intake;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Shopify's signature, and what tells two deliveries of one message.</summary>
public sealed class ShopifyCheckTests
{
    private const string Secret = "hush";
    private const string Body = """{"id":1}""";

    private static readonly string Signed = Signature(Encoding.UTF8.GetBytes(Secret), Body);

    [Theory]
    [InlineData("X-Shopify-Hmac-Sha256", "X-Shopify-Webhook-Id")]
    [InlineData("Shopify-Hmac-Sha256", "Shopify-Webhook-Id")]
    [InlineData("x-shopify-hmac-sha256", "x-shopify-webhook-id")]
    public void Check_HeadersOfEitherForm_GivesTheMessagesIdAsKey(string signatureHeader, string idHeader) =>
        Assert.Equal(new WebhookCheck.Authentic("w-1"), Check((signatureHeader, Signed), (idHeader, " w-1 ")));

    [Fact]
    public void Check_WithoutAnId_GivesTheSameKeyToTheSameTopicAndBodyOnly()
    {
        string key = KeyOf("orders/create", Body);
        Assert.StartsWith("sha256:", key, StringComparison.Ordinal);
        Assert.Equal(key, KeyOf("orders/create", Body));
        Assert.NotEqual(key, KeyOf("orders/paid", Body));
        Assert.NotEqual(key, KeyOf("orders/create", """{"id":2}"""));
    }

    [Fact]
    public void Check_BlankId_IsNoId() =>
        Assert.StartsWith("sha256:", KeyOf("orders/create", Body, ("X-Shopify-Webhook-Id", " ")), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" hush")]
    [InlineData("hush\n")]
    public void FaultOfSecret_EmptyOrWithSpacesAroundIt_IsNamed(string secret) =>
        Assert.Equal("it must be the app's client secret, without spaces around it", Shopify.FaultOfSecret(secret));

    [Fact]
    public void Check_EmptySecret_ProvesNothing() =>
        Assert.IsType<WebhookCheck.Refused>(
            Shopify.Check(Request(Body, ("X-Shopify-Hmac-Sha256", Signature([], Body))), [""], ReceivedAt));

    [Fact]
    public void KeptHeaders_AreEnoughToRead_AndHoldNoSignature()
    {
        Assert.Equal(["X-Shopify-Topic", "Shopify-Topic", "X-Shopify-Shop-Domain", "Shopify-Shop-Domain"], Shopify.KeptHeaders);
        WebhookRequest stored = Request(Fixture("shopify-order"), ("Shopify-Topic", "orders/paid"));
        Assert.IsType<WebhookReading.Understood>(Shopify.Read(stored, ReceivedAt));
    }

    [Fact]
    public void Kind_IsKeptForEver() => Assert.Equal(("shopify", "standard"), (Shopify.Kind, Standard.Kind));

    private static WebhookCheck Check(params (string, string)[] headers) => Shopify.Check(Request(Body, headers), [Secret], ReceivedAt);

    private static string KeyOf(string topic, string body, params (string, string)[] headers)
    {
        string signature = Signature(Encoding.UTF8.GetBytes(Secret), body);
        WebhookRequest request = Request(body, [("X-Shopify-Hmac-Sha256", signature), ("X-Shopify-Topic", topic), .. headers]);
        return Assert.IsType<WebhookCheck.Authentic>(Shopify.Check(request, [Secret], ReceivedAt)).DedupeKey;
    }
}
