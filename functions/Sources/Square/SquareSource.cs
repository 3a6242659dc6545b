using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Api;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Square;

/// <summary>Square's webhooks: payments, refunds and customers.</summary>
public sealed class SquareSource : IApiSource
{
    /// <summary>The word of this kind.</summary>
    public const string KindWord = "square";

    /// <summary>What an order consists of, which payments do not tell.</summary>
    internal const string Order = "order";

    private const string SignatureHeader = "x-square-hmacsha256-signature";
    private const string EnvironmentHeader = "square-environment";

    /// <inheritdoc/>
    public string Kind => KindWord;

    /// <inheritdoc/>
    public bool HasGlobalIds => true;

    /// <inheritdoc/>
    public bool SignsAddress => true;

    /// <inheritdoc/>
    public IReadOnlyList<string> KeptHeaders { get; } = [EnvironmentHeader];

    /// <summary>Payments tell what counts.</summary>
    public bool NeedsApi => false;

    /// <inheritdoc/>
    public IReadOnlyList<ApiSetting> ApiSettings { get; } =
    [
        ApiWords.Address("the API's address https://connect.squareup.com/v2/, or one of this machine", "https://connect.squareup.com/v2/"),
        ApiWords.Secret("AccessToken", "an access token of the application, which may read orders and items"),
    ];

    /// <inheritdoc/>
    public string? FaultOfSecret(string secret) =>
        secret.Length > 0 && secret.Trim() == secret ? null : "it must be the subscription's signature key, without spaces around it";

    /// <inheritdoc/>
    public WebhookCheck Check(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        if (request.Header(SignatureHeader)?.Trim() is not { Length: > 0 } signature)
        {
            return new WebhookCheck.Refused($"the header {SignatureHeader} is missing");
        }

        if (request.Address is not { Length: > 0 } address)
        {
            return new WebhookCheck.Refused("the settings lack the address that Square was given, and it is signed, too");
        }

        byte[] head = Encoding.UTF8.GetBytes(address);
        return secrets.Where(s => FaultOfSecret(s) is null).Any(s => Hmac.IsSigned(Encoding.UTF8.GetBytes(s), [signature], head, request.Body))
            ? new WebhookCheck.Authentic(SquareEvents.IdOf(request.Body) ?? $"sha256:{Convert.ToHexStringLower(SHA256.HashData(request.Body.Span))}")
            : new WebhookCheck.Refused($"{SignatureHeader} does not fit the address of the settings, the body and a secret of this source");
    }

    /// <inheritdoc/>
    public WebhookReading Read(WebhookRequest request, DateTimeOffset receivedAt) => request.Pulled switch
    {
        null => SquareEvents.Read(request.Body, isTest: "sandbox".Equals(request.Header(EnvironmentHeader)?.Trim(), StringComparison.OrdinalIgnoreCase)),
        Order => JsonBody.Read(request.Body, SquareLines.Read),
        _ => new WebhookReading.Ignored("nothing of this kind is used"),
    };

    /// <inheritdoc/>
    public ShopApi Connect(string sourceId, IReadOnlyDictionary<string, string> values, ShopConnection connection)
    {
        ShopHttp http = ShopHttp.To(ApiWords.AddressOf(values[ApiWords.Endpoint]), connection);
        return new ShopApi { Fetch = new SquareApi(http, values["AccessToken"], $"Sources:{sourceId}:Api:AccessToken, and whether it may read orders and items") };
    }
}
