using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Api;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Stripe;

/// <summary>Stripe's webhooks: checkouts that were paid, refunds and customers.</summary>
public sealed class StripeSource : IApiSource
{
    /// <summary>The word of this kind.</summary>
    public const string KindWord = "stripe";

    /// <summary>What a checkout sold, which its event does not tell.</summary>
    internal const string Checkout = "checkout";

    /// <inheritdoc/>
    public string Kind => KindWord;

    /// <inheritdoc/>
    public bool HasGlobalIds => true;

    /// <inheritdoc/>
    public IReadOnlyList<string> KeptHeaders => [];

    /// <summary>Events tell what counts.</summary>
    public bool NeedsApi => false;

    /// <inheritdoc/>
    public IReadOnlyList<ApiSetting> ApiSettings { get; } =
    [
        ApiWords.Address("the API's address https://api.stripe.com/v1/, or one of this machine", "https://api.stripe.com/v1/"),
        ApiWords.Secret("Key", "a restricted key of the live mode, 'rk_live_…', which may read checkout sessions and products"),
    ];

    /// <inheritdoc/>
    public string? FaultOfSecret(string secret) =>
        secret.Length > 0 && secret.Trim() == secret ? null : "it must be the endpoint's signing secret, 'whsec_…', without spaces around it";

    /// <inheritdoc/>
    public WebhookCheck Check(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        StripeSignature.FaultOf(request, [.. secrets.Where(s => FaultOfSecret(s) is null)], now) is { } fault
            ? new WebhookCheck.Refused(fault)
            : new WebhookCheck.Authentic(StripeEvents.KeyOf(request.Body));

    /// <inheritdoc/>
    public WebhookReading Read(WebhookRequest request, DateTimeOffset receivedAt) => request.Pulled switch
    {
        null => StripeEvents.Read(request.Body),
        Checkout => JsonBody.Read(request.Body, StripeLines.Read),
        _ => new WebhookReading.Ignored("nothing of this kind is used"),
    };

    /// <inheritdoc/>
    public ShopApi Connect(string sourceId, IReadOnlyDictionary<string, string> values, ShopConnection connection)
    {
        ShopHttp http = ShopHttp.To(ApiWords.AddressOf(values[ApiWords.Endpoint]), connection);
        return new ShopApi { Fetch = new StripeApi(http, values["Key"], $"Sources:{sourceId}:Api:Key, and whether it may read checkout sessions and products") };
    }
}
