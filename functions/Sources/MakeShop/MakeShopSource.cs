using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Api;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.MakeShop;

/// <summary>MakeShop, asked over GraphQL. Its notices are not signed, and nothing of what they say is documented: whatever is posted only
/// lets the next look come sooner. The call at an installation, which holds a token, is not kept either.</summary>
public sealed class MakeShopSource : IApiSource
{
    /// <summary>The word of this kind.</summary>
    public const string KindWord = "makeshop";

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
        ApiWords.Address("the address of MakeShop's GraphQL, as its description for developers says"),
        ApiWords.Secret("Token", "the shop's permanent token, which MakeShop gave when the app was installed"),
        new ApiSetting("Query", "a question of GraphQL for orders, with the variables $from and $page or $offset", t => t.Contains('{', StringComparison.Ordinal)),
        .. NamedFields.Settings,
        .. ApiWords.Polling,
    ];

    /// <inheritdoc/>
    public string? FaultOfSecret(string secret) => "MakeShop's notices are not signed; its shop is asked";

    /// <inheritdoc/>
    public WebhookCheck Check(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now) => new WebhookCheck.Hint();

    /// <inheritdoc/>
    public WebhookReading Read(WebhookRequest request, DateTimeOffset receivedAt) => request.Pulled == Order
        ? JsonBody.Read(request.Body, body => NamedOrders.Read(body, receivedAt))
        : new WebhookReading.Ignored("nothing of this kind is used");

    /// <inheritdoc/>
    public ShopApi Connect(string sourceId, IReadOnlyDictionary<string, string> values, ShopConnection connection)
    {
        string section = $"Sources:{sourceId}:Api";
        string query = values["Query"];
        NamedPages pages = new(new NamedFields(values, section), Order, query.Contains("$page", StringComparison.Ordinal) || query.Contains("$offset", StringComparison.Ordinal));
        ShopHttp http = ShopHttp.To(ApiWords.AddressOf(values[ApiWords.Endpoint]), connection);
        MakeShopApi api = new(http, values["Token"], query, pages, section);
        return new ShopApi { Polling = ApiWords.PollingOf(api, values), ReadSaved = pages.ReadSaved };
    }
}
