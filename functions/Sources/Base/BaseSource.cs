using System.Net;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Api;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Base;

/// <summary>BASE, which sends no webhooks: its list of orders is looked through, and each order that is new or changed is fetched.</summary>
public sealed class BaseSource : IApiSource
{
    /// <summary>The word of this kind.</summary>
    public const string KindWord = "base";

    /// <summary>An order as the list has it, which says only that it changed.</summary>
    internal const string Listed = "order-listed";

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
        ApiWords.Address("the API's address https://api.thebase.in/1/, or one of this machine", "https://api.thebase.in/1/"),
        ApiWords.Plain("ClientId", "the client_id of the app at BASE Developers"),
        ApiWords.Secret("ClientSecret", "the client_secret of the app at BASE Developers"),
        ApiWords.Secret("RefreshToken", "the refresh_token that BASE gave when the shop let the app in"),
        ApiWords.Plain("RedirectUri", "the callback address of the app at BASE Developers"),
        .. ApiWords.Polling,
    ];

    /// <inheritdoc/>
    public string? FaultOfSecret(string secret) => "BASE sends no webhooks";

    /// <inheritdoc/>
    public WebhookCheck Check(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        new WebhookCheck.Refused("BASE sends no webhooks; its shop is asked");

    /// <inheritdoc/>
    public WebhookReading Read(WebhookRequest request, DateTimeOffset receivedAt) => request.Pulled switch
    {
        Listed => JsonBody.Read(request.Body, body => new WebhookReading.Noticed([new ShopNotice(new ShopThing(Order, body.RequiredId("unique_key")))])),
        Order => JsonBody.Read(request.Body, BaseOrders.Read),
        _ => new WebhookReading.Ignored("nothing of this kind is used"),
    };

    /// <inheritdoc/>
    public ShopApi Connect(string sourceId, IReadOnlyDictionary<string, string> values, ShopConnection connection)
    {
        ShopHttp http = ShopHttp.To(ApiWords.AddressOf(values[ApiWords.Endpoint]), connection);
        OAuthClient client = new(sourceId, "oauth/token", values["ClientId"], values["ClientSecret"], values["RefreshToken"], values["RedirectUri"])
        {
            IsTokenRefused = IsTokenRefused,
        };
        BaseApi api = new(new OAuthTokens(http, client, connection), client.Access);
        return new ShopApi { Fetch = api, Polling = ApiWords.PollingOf(api, values) };
    }

    /// <summary>BASE says so with 400 and words of its own: "アクセストークンが無効です。".</summary>
    private static bool IsTokenRefused(ShopAnswer answer) => answer.Status == HttpStatusCode.Unauthorized
        || (answer.Status == HttpStatusCode.BadRequest && BaseApi.ErrorOf(answer) is ("invalid_request", var words) && words.Contains("トークン", StringComparison.Ordinal));
}
