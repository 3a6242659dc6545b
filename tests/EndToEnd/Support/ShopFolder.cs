using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FollowUpFlows.Tests.Fast.Support;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>A data folder with settings of the tests' own: a source of each kind, a key of the API, the key of the links.</summary>
internal sealed class ShopFolder : IDisposable
{
    public const string StandardSource = "shop";
    public const string ShopifySource = "shopify-main";
    public const string WooCommerceSource = "woo";
    public const string StripeSource = "checkout";
    public const string SquareSource = "till";

    /// <summary>As a shop behind a proxy has it: not where the tests send to.</summary>
    public const string SquareAddress = "https://follow.shop.example/api/webhooks/till";

    /// <summary>Of the three.</summary>
    public const string OtherSecret = "whsec_of_the_other_kinds";
    public const string EventSource = "counter";
    public const string EventTopic = "/subscriptions/s/resourceGroups/g/providers/Microsoft.EventGrid/topics/counter";
    public const string ApiKey = "key-of-the-end-to-end-tests";
    public const string ShopName = "茶の間";

    private readonly TemporaryFolder folder = new();

    /// <param name="moreSettings">Written over the usual ones.</param>
    public ShopFolder(IReadOnlyDictionary<string, object>? moreSettings = null)
    {
        Dictionary<string, object> settings = new()
        {
            ["Sources"] = new Dictionary<string, object>
            {
                [StandardSource] = new { Kind = "standard", Secrets = (string[])[Webhook.StandardSecret] },
                [EventSource] = new { Kind = "event-grid", Topics = (string[])[EventTopic] },
                [ShopifySource] = new { Kind = "shopify", Secrets = (string[])[Webhook.ShopifySecret] },
                [WooCommerceSource] = new { Kind = "woocommerce", Secrets = (string[])[OtherSecret] },
                [StripeSource] = new { Kind = "stripe", Secrets = (string[])[OtherSecret] },
                [SquareSource] = new { Kind = "square", Secrets = (string[])[OtherSecret], Url = SquareAddress },
            },
            ["Access"] = new { KeyHashes = (string[])[Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ApiKey)))] },
            ["Links"] = new { Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) },
            ["Shop"] = new { Name = ShopName },
            ["Topics"] = new { news = new { Ja = "新商品のお知らせ", En = "New products" } },
        };
        foreach ((string name, object value) in moreSettings ?? new Dictionary<string, object>())
        {
            settings[name] = value;
        }

        folder.Write("settings.json", JsonSerializer.Serialize(settings));
    }

    public string Path => folder.Path;

    public void Dispose() => folder.Dispose();
}
