using System.Text;
using FollowUpFlows.Pipeline.Intake;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>WooCommerce's signature, its greeting, and what tells two deliveries of one message.</summary>
public sealed class WooCommerceCheckTests
{
    private const string Secret = "woo_secret";
    private const string Order = """{"id":727,"status":"processing"}""";
    private const string Deleted = """{"id":727}""";

    [Theory]
    [InlineData("webhook_id=1")]
    [InlineData("webhook_id=18446744073709551615")]
    [InlineData("webhook_id=7\n")]
    public void Check_FormOfANewWebhook_IsAGreeting(string body) => Assert.Equal(new WebhookCheck.Greeting(), Check(body));

    [Theory]
    [InlineData("webhook_id=")]
    [InlineData("webhook_id=1&id=2")]
    [InlineData("webhook_id=x")]
    [InlineData("a=1&webhook_id=1")]
    [InlineData("webhook_id=184467440737095516150")]
    [InlineData("webhook_id=1                                          ")]
    [InlineData("{\"webhook_id\":1}")]
    [InlineData("")]
    public void Check_AnythingElseWithoutASignature_IsRefused(string body) =>
        Assert.Equal(new WebhookCheck.Refused("the header X-WC-Webhook-Signature is missing"), Check(body));

    [Fact]
    public void Check_GreetingWithAWrongSignature_IsRefused() =>
        Assert.IsType<WebhookCheck.Refused>(Check("webhook_id=1", ("X-WC-Webhook-Signature", Signature("x"u8.ToArray(), "webhook_id=1"))));

    /// <summary>The delivery's id is the same for all that is sent within a second.</summary>
    [Fact]
    public void Key_OfTwoOrdersInOneSecond_IsNotTheSame()
    {
        string first = KeyOf(Order, "order.created", "second-1");
        Assert.Equal(first, KeyOf(Order, "order.created", "second-1"));
        Assert.Equal(first, KeyOf(Order, "ORDER.created", "second-2"));
        Assert.NotEqual(first, KeyOf(Order.Replace("727", "728", StringComparison.Ordinal), "order.created", "second-1"));
        Assert.NotEqual(first, KeyOf(Order, "order.updated", "second-1"));
        Assert.NotEqual(first, KeyOf(Order.Replace("processing", "completed", StringComparison.Ordinal), "order.created", "second-1"));
    }

    [Theory]
    [InlineData("order.deleted", Deleted)]
    [InlineData("order.restored", Order)]
    public void Key_OfWhatMayHappenAgainAlike_IsNotTheSame(string topic, string body)
    {
        Assert.Equal(KeyOf(body, topic, "second-1"), KeyOf(body, topic, "second-1"));
        Assert.NotEqual(KeyOf(body, topic, "second-1"), KeyOf(body, topic, "second-9"));
    }

    [Theory]
    [InlineData("a&b", true)]
    [InlineData("a<b\"c", true)]
    [InlineData("a&b;c", true)]
    [InlineData("a&amp;b", false)]
    [InlineData("a&lt;b", false)]
    [InlineData("a&#039;b", false)]
    [InlineData("", false)]
    [InlineData(" a", false)]
    public void FaultOfSecret_AsTheDatabaseHasIt_IsNamed(string secret, bool isUsable)
    {
        Assert.Equal(isUsable, WooCommerce.FaultOfSecret(secret) is null);
        string signature = Signature(Encoding.UTF8.GetBytes(secret), Order);
        WebhookCheck check = WooCommerce.Check(Request(Order, ("X-WC-Webhook-Signature", signature)), [secret], ReceivedAt);
        Assert.Equal(isUsable, check is WebhookCheck.Authentic);
    }

    private static string KeyOf(string body, string topic, string delivery) => Assert.IsType<WebhookCheck.Authentic>(Check(
        body,
        ("X-WC-Webhook-Signature", Signature(Encoding.UTF8.GetBytes(Secret), body)),
        ("X-WC-Webhook-Topic", topic),
        ("X-WC-Webhook-Delivery-ID", delivery))).DedupeKey;

    private static WebhookCheck Check(string body, params (string Name, string Value)[] headers) =>
        WooCommerce.Check(Request(body, headers), [Secret], ReceivedAt);
}
