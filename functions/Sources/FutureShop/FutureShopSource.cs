using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Api;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.FutureShop;

/// <summary>futureshop, which sends no webhooks: its search for orders (受注検索) is looked through.</summary>
public sealed class FutureShopSource : IApiSource
{
    /// <summary>The word of this kind.</summary>
    public const string KindWord = "futureshop";

    internal const string Order = "order";

    private const string OrdersPath = "OrdersPath";

    /// <inheritdoc/>
    public string Kind => KindWord;

    /// <inheritdoc/>
    public bool HasGlobalIds => false;

    /// <inheritdoc/>
    public bool HasSecrets => false;

    /// <inheritdoc/>
    public IReadOnlyList<string> KeptHeaders => [];

    /// <inheritdoc/>
    public IReadOnlyList<ApiSetting> ApiSettings { get; } =
    [
        ApiWords.Address("the API's address that futureshop gave for this shop"),
        ApiWords.Secret("ShopKey", "the shop's 店舗KEY"),
        ApiWords.Plain("ClientId", "the client id that futureshop gave"),
        ApiWords.Secret("ClientSecret", "the client secret that futureshop gave"),
        ApiWords.Plain("TokenPath", "where tokens are given, below the address") with { Default = "oauth/token" },
        ApiWords.Plain("ShopKeyHeader", "the header that takes the 店舗KEY") with { Default = "X-SHOP-KEY" },
        new ApiSetting(OrdersPath, "the path of 受注検索 below the address, with {from} and {page} or {offset}", IsOrdersPath),
        .. NamedFields.Settings,
        .. ApiWords.Polling,
    ];

    /// <inheritdoc/>
    public string? FaultOfSecret(string secret) => "futureshop sends no webhooks";

    /// <inheritdoc/>
    public WebhookCheck Check(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        new WebhookCheck.Refused("futureshop sends no webhooks; its shop is asked");

    /// <inheritdoc/>
    public WebhookReading Read(WebhookRequest request, DateTimeOffset receivedAt) => request.Pulled == Order
        ? JsonBody.Read(request.Body, body => NamedOrders.Read(body, receivedAt))
        : new WebhookReading.Ignored("nothing of this kind is used");

    /// <inheritdoc/>
    public ShopApi Connect(string sourceId, IReadOnlyDictionary<string, string> values, ShopConnection connection)
    {
        string section = $"Sources:{sourceId}:Api";
        string path = values[OrdersPath];
        NamedPages pages = new(new NamedFields(values, section), Order, path.Contains("{page}", StringComparison.Ordinal) || path.Contains("{offset}", StringComparison.Ordinal));
        ShopHttp http = ShopHttp.To(ApiWords.AddressOf(values[ApiWords.Endpoint]), connection);
        FutureShopLogin login = new(values["TokenPath"], values["ClientId"], values["ClientSecret"], values["ShopKeyHeader"], values["ShopKey"])
        {
            Access = $"{section}:ShopKey, ClientId and ClientSecret",
        };
        FutureShopApi api = new(http, login, connection.System, path, pages);
        return new ShopApi { Polling = ApiWords.PollingOf(api, values), ReadSaved = pages.ReadSaved };
    }

    /// <summary>Below the address: nothing that leads elsewhere.</summary>
    private static bool IsOrdersPath(string text) =>
        text.Contains("{from}", StringComparison.Ordinal) && !text.Contains(':', StringComparison.Ordinal) && text[0] != '/' && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
