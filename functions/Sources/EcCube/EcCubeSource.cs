using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Api;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.EcCube;

/// <summary>EC-CUBE 4 with its Web API plugin. Webhooks only name what has changed; GraphQL tells the rest.</summary>
public sealed class EcCubeSource : IApiSource
{
    /// <summary>The word of this kind.</summary>
    public const string KindWord = "ec-cube";

    /// <summary>The entities that are asked for.</summary>
    internal const string Order = "order";

    internal const string Customer = "customer";

    private const string SignatureHeader = "X-ECCUBE-Signature";

    /// <inheritdoc/>
    public string Kind => KindWord;

    /// <inheritdoc/>
    public bool HasGlobalIds => false;

    /// <inheritdoc/>
    public IReadOnlyList<string> KeptHeaders => [];

    /// <inheritdoc/>
    public IReadOnlyList<ApiSetting> ApiSettings { get; } =
    [
        ApiWords.Address("the shop's top address, such as https://shop.example/"),
        ApiWords.Plain("ClientId", "the client id that the Web API plugin shows"),
        ApiWords.Secret("ClientSecret", "the client secret that the Web API plugin shows"),
        ApiWords.Secret("RefreshToken", "the refresh token that the shop gave when the app was authorized"),
        ApiWords.Plain("RedirectUri", "the redirect address of the client in the Web API plugin") with { IsOptional = true },
        .. ApiWords.Polling,
    ];

    /// <inheritdoc/>
    public string? FaultOfSecret(string secret) =>
        secret.Length > 0 && secret.Trim() == secret ? null : "it must be the secret of the webhook in the Web API plugin, without spaces around it";

    /// <summary>The plugin signs only where a secret is set, repeats nothing, and gives a message neither id nor time: two equal ones are
    /// two changes.</summary>
    public WebhookCheck Check(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        if (request.Header(SignatureHeader)?.Trim() is not { Length: > 0 } signature)
        {
            return new WebhookCheck.Refused($"the header {SignatureHeader} is missing; set a secret for the webhook in the Web API plugin");
        }

        return secrets.Where(s => FaultOfSecret(s) is null).Any(s => Hmac.IsSignedInHex(Encoding.UTF8.GetBytes(s), [signature], request.Body))
            ? new WebhookCheck.Authentic($"{now.UtcTicks}:{Convert.ToHexStringLower(SHA256.HashData(request.Body.Span))}")
            : new WebhookCheck.Refused($"{SignatureHeader} does not fit the body and a secret of this source");
    }

    /// <inheritdoc/>
    public WebhookReading Read(WebhookRequest request, DateTimeOffset receivedAt) => request.Pulled switch
    {
        null => EcCubeNotices.Read(request.Body),
        Order => JsonBody.Read(request.Body, EcCubeOrders.Read),
        Customer => JsonBody.Read(request.Body, EcCubeCustomers.Read),
        Order + "-gone" => JsonBody.Read(request.Body, body => EcCubeOrders.Gone(body, receivedAt)),
        Customer + "-gone" => JsonBody.Read(request.Body, body => EcCubeCustomers.Gone(body, receivedAt)),
        _ => new WebhookReading.Ignored("nothing of this kind is used"),
    };

    /// <inheritdoc/>
    public ShopApi Connect(string sourceId, IReadOnlyDictionary<string, string> values, ShopConnection connection)
    {
        ShopHttp http = ShopHttp.To(ApiWords.AddressOf(values[ApiWords.Endpoint]), connection);
        OAuthClient client = new(
            sourceId, "token", values["ClientId"], values["ClientSecret"], values["RefreshToken"], values.GetValueOrDefault("RedirectUri"));
        EcCubeApi api = new(new OAuthTokens(http, client, connection), client.Access);
        return new ShopApi { Fetch = api, Polling = ApiWords.PollingOf(api, values) };
    }
}
