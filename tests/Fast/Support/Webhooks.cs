using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources;
using FollowUpFlows.Sources.Line;
using FollowUpFlows.Sources.SendGrid;
using FollowUpFlows.Sources.Shopify;
using FollowUpFlows.Sources.Square;
using FollowUpFlows.Sources.Standard;
using FollowUpFlows.Sources.Stripe;
using FollowUpFlows.Sources.WooCommerce;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>Webhooks from the fixtures, changed and signed.</summary>
internal static class Webhooks
{
    public const string StandardSecret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    public static IShopSource Shopify { get; } = SourceOf(ShopifySource.KindWord);

    public static IShopSource Standard { get; } = SourceOf(StandardSource.KindWord);

    public static IShopSource SendGrid { get; } = SourceOf(SendGridSource.KindWord);

    public static IShopSource Line { get; } = SourceOf(LineSource.KindWord);

    public static IShopSource WooCommerce { get; } = SourceOf(WooCommerceSource.KindWord);

    public static IShopSource Stripe { get; } = SourceOf(StripeSource.KindWord);

    public static IShopSource Square { get; } = SourceOf(SquareSource.KindWord);

    /// <summary>When every message arrives that is not told otherwise.</summary>
    public static DateTimeOffset ReceivedAt { get; } = Utc("2026-11-05T00:00:00Z");

    public static IShopSource SourceOf(string kind) => SourceKinds.All.Single(k => k.Kind == kind);

    public static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUniversalTime();

    public static string Fixture(string name) => File.ReadAllText(Repository.PathOf("tests", "fixtures", "webhooks", name + ".json"));

    /// <summary>A body in which one field holds another value.</summary>
    /// <param name="path">Dots and list positions: <c>data.order.refunds.0.amount</c>.</param>
    /// <param name="json">The value as JSON; null takes the field away.</param>
    public static string With(this string body, string path, string? json)
    {
        JsonNode root = JsonNode.Parse(body)!;
        string[] parts = path.Split('.');
        JsonNode parent = parts[..^1].Aggregate(root, (node, part) => node is JsonArray list ? list[int.Parse(part, null)]! : node[part]!);
        if (json is null)
        {
            Assert.True(parent.AsObject().Remove(parts[^1]), $"The body has no {path}.");
        }
        else if (parent is JsonArray items)
        {
            items[int.Parse(parts[^1], null)] = JsonNode.Parse(json);
        }
        else
        {
            parent[parts[^1]] = JsonNode.Parse(json);
        }

        return root.ToJsonString();
    }

    public static WebhookRequest Request(string body, params (string Name, string Value)[] headers) =>
        Request(Encoding.UTF8.GetBytes(body), headers);

    public static WebhookRequest Request(byte[] body, params (string Name, string Value)[] headers) =>
        new(headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase), body);

    public static WebhookReading ReadShopify(string topic, string body, params (string Name, string Value)[] headers) =>
        Shopify.Read(Request(body, [("X-Shopify-Topic", topic), .. headers]), ReceivedAt);

    public static WebhookReading ReadStandard(string body) => Standard.Read(Request(body), ReceivedAt);

    public static WebhookReading ReadWooCommerce(string topic, string body) =>
        WooCommerce.Read(Request(body, ("X-WC-Webhook-Topic", topic)), ReceivedAt);

    public static WebhookReading ReadStripe(string body) => Stripe.Read(Request(body), ReceivedAt);

    public static WebhookReading ReadSquare(string body, params (string Name, string Value)[] headers) => Square.Read(Request(body, headers), ReceivedAt);

    public static T Only<T>(this WebhookReading reading)
        where T : ShopEvent =>
        Assert.IsType<T>(Assert.Single(Assert.IsType<WebhookReading.Understood>(reading).Events));

    public static string Ignored(this WebhookReading reading) => Assert.IsType<WebhookReading.Ignored>(reading).Reason;

    public static string Fault(this WebhookReading reading) => Assert.IsType<WebhookReading.Unreadable>(reading).Reason;

    public static string Signature(byte[] key, string signed) =>
        Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
}
