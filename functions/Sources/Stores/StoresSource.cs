using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Api;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Stores;

/// <summary>STORES, which sends no webhooks: its list of orders, which has all of each, is looked through.</summary>
public sealed class StoresSource : IApiSource
{
    /// <summary>The word of this kind.</summary>
    public const string KindWord = "stores";

    internal const string Order = "order";

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
        ApiWords.Address("the API's address https://api.stores.dev/retail/202211/, or one of this machine", "https://api.stores.dev/retail/202211/"),
        ApiWords.Secret("AccessToken", "the access token of the shop's API"),
        .. ApiWords.Polling,
    ];

    /// <inheritdoc/>
    public string? FaultOfSecret(string secret) => "STORES sends no webhooks";

    /// <inheritdoc/>
    public WebhookCheck Check(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        new WebhookCheck.Refused("STORES sends no webhooks; its shop is asked");

    /// <inheritdoc/>
    public WebhookReading Read(WebhookRequest request, DateTimeOffset receivedAt) => request.Pulled == Order
        ? JsonBody.Read(request.Body, body => StoresOrders.Read(body, receivedAt))
        : new WebhookReading.Ignored("nothing of this kind is used");

    /// <inheritdoc/>
    public ShopApi Connect(string sourceId, IReadOnlyDictionary<string, string> values, ShopConnection connection)
    {
        StoresApi api = new(ShopHttp.To(ApiWords.AddressOf(values[ApiWords.Endpoint]), connection), values["AccessToken"], $"Sources:{sourceId}:Api:AccessToken");
        return new ShopApi { Polling = ApiWords.PollingOf(api, values) };
    }
}
