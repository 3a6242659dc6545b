using FollowUpFlows.Pipeline.Intake;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>A body of a source that is understood, and the headers that it is read with.</summary>
internal sealed record SoundBody(string Kind, string Body, params (string Name, string Value)[] Headers)
{
    public WebhookReading Read(byte[] body) => SourceOf(Kind).Read(Request(body, Headers), ReceivedAt);

    public override string ToString() => $"{Kind} {string.Join(' ', Headers.Select(h => h.Value))}";
}

/// <summary>Some for every kind of source, so that all can be broken: a body for every topic or type that is used.</summary>
internal static class SoundBodies
{
    private static readonly (string Topic, string Fixture)[] Shopify =
    [
        ("orders/create", "shopify-order"),
        ("refunds/create", "shopify-refund"),
        ("customers/update", "shopify-customer"),
        ("customers_email_marketing_consent/update", "shopify-consent"),
        ("customers/redact", "shopify-customer-redact"),
        ("customers/data_request", "shopify-data-request"),
        ("shop/redact", "shopify-shop-redact"),
    ];

    private static readonly string[] StandardTypes =
    [
        "order.created", "order.updated", "order.paid", "order.cancelled", "order.refunded", "customer.created", "customer.updated", "customer.erased",
    ];

    private static readonly string[] StripeCheckouts =
        ["checkout.session.completed", "checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed"];

    public static IReadOnlyList<SoundBody> All { get; } =
    [
        .. Shopify.Select(s => new SoundBody("shopify", Fixture(s.Fixture), ("X-Shopify-Topic", s.Topic))),
        .. StandardTypes.Select(t => new SoundBody("standard", Fixture("standard-order").With("type", $"\"{t}\""))),
        .. StandardTypes.Select(t => new SoundBody("event-grid", CloudEvent(t))),
        new("sendgrid", Fixture("sendgrid-events")),
        new("line", Fixture("line-events")),
        .. new[] { "order.created", "order.updated", "order.restored" }.Select(t => WooCommerce(t, Fixture("woocommerce-order"))),
        WooCommerce("order.deleted", """{"id":727}"""),
        WooCommerce("customer.updated", Fixture("woocommerce-customer")),
        .. StripeCheckouts.Select(t => new SoundBody("stripe", Fixture("stripe-checkout").With("type", $"\"{t}\""))),
        new("stripe", Fixture("stripe-refund")),
        new("stripe", Fixture("stripe-customer")),
        new("square", Fixture("square-payment")),
        new("square", Fixture("square-refund")),
        new("square", Fixture("square-customer")),
        Asked("square", "order", Fixture("square-lines")),
        Asked("stripe", "checkout", Fixture("stripe-lines")),
        Asked("ec-cube", "order", Fixture("ec-cube-order")),
        Asked("ec-cube", "order-gone", """{"id":"13"}"""),
        Asked("ec-cube", "customer", Fixture("ec-cube-customer")),
        Asked("ec-cube", "customer-gone", """{"id":"7"}"""),
        Asked("base", "order", Fixture("base-order")),
        Asked("stores", "order", Fixture("stores-order")),
        Asked("makeshop", "order", Fixture("named-order")),
        Asked("futureshop", "order", Fixture("named-order")),
        Asked("woocommerce", "order", Fixture("woocommerce-order")),
    ];

    /// <summary>What the shop told when it was asked.</summary>
    private static SoundBody Asked(string kind, string pulled, string body) =>
        new(kind, body, [.. WebhookRequest.OfPulled(pulled, default).Headers.Select(h => (h.Key, h.Value))]);

    private static SoundBody WooCommerce(string topic, string body) => new("woocommerce", body, ("X-WC-Webhook-Topic", topic));

    private static string CloudEvent(string type) => Fixture("standard-order").With("type", $"\"{type}\"").With("specversion", "\"1.0\"")
        .With("id", "\"e-1\"").With("source", "\"/shop\"").With("time", "\"2026-11-01T00:05:00Z\"");
}
