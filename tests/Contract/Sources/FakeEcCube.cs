using System.Globalization;
using System.Text.Json.Nodes;
using FollowUpFlows.Tests.Fast.Support;

namespace FollowUpFlows.Tests.Contract.Sources;

/// <summary>EC-CUBE with the Web API plugin: tokens that are worth one exchange, and GraphQL as far as it is asked.</summary>
internal sealed class FakeEcCube : IAsyncDisposable
{
    public const string FirstToken = "refresh-0";
    public const string ClientSecret = "client-secret-of-the-app";

    private readonly Lock sync = new();
    private int issued;

    public FakeApi Api { get; private set; } = null!;

    /// <summary>The one refresh token that is worth something.</summary>
    public string Refresh { get; set; } = FirstToken;

    /// <summary>The access token that is taken; null before the first exchange.</summary>
    public string? Access { get; set; }

    public Dictionary<string, JsonNode> Orders { get; } = new(StringComparer.Ordinal);

    public static async Task<FakeEcCube> StartAsync()
    {
        FakeEcCube shop = new();
        shop.Api = await FakeApi.StartAsync(shop.Answer);
        return shop;
    }

    public ValueTask DisposeAsync() => Api.DisposeAsync();

    /// <summary>An order of the fixture's shape.</summary>
    public void Has(string id, string status = "5", string updated = "2026-11-21T12:00:00+09:00", string email = "hanako@example.com")
    {
        JsonNode order = JsonNode.Parse(File.ReadAllText(Repository.PathOf("tests", "fixtures", "webhooks", "ec-cube-order.json")))!;
        order["id"] = id;
        order["OrderStatus"]!["id"] = status;
        order["email"] = email;
        order["update_date"] = updated;
        Orders[id] = order;
    }

    private (int Status, string Json) Answer(ApiCall call)
    {
        lock (sync)
        {
            return call.Path switch
            {
                "token" => Exchange(call.Body),
                "api" when Access is null || call.Bearer != Access => (401, "{}"),
                "api" => (200, Ask(JsonNode.Parse(call.Body)!)),
                _ => (404, "{}"),
            };
        }
    }

    private (int Status, string Json) Exchange(string form)
    {
        if (!form.Contains($"refresh_token={Refresh}", StringComparison.Ordinal) || !form.Contains($"client_secret={ClientSecret}", StringComparison.Ordinal))
        {
            return (401, """{"error":"invalid_request"}""");
        }

        issued++;
        (Access, Refresh) = ($"access-{issued}", $"refresh-{issued}");
        return (200, new JsonObject { ["token_type"] = "Bearer", ["expires_in"] = 3600, ["access_token"] = Access, ["refresh_token"] = Refresh }.ToJsonString());
    }

    private string Ask(JsonNode asked)
    {
        string query = (string)asked["query"]!;
        if (query.Contains(" order(id:", StringComparison.Ordinal))
        {
            return Data("order", Orders.GetValueOrDefault((string)asked["variables"]!["id"]!)?.DeepClone());
        }

        if (!query.Contains(" orders(", StringComparison.Ordinal))
        {
            return Data("customers", Connection([], 1));
        }

        DateTimeOffset from = Instant(asked["variables"]!["from"]!);
        JsonNode[] changed = [.. Orders.Values.Where(o => Instant(o["update_date"]!) >= from).OrderByDescending(o => Instant(o["update_date"]!))];
        return Data("orders", Connection(changed, (int)asked["variables"]!["page"]!));
    }

    private static JsonObject Connection(JsonNode[] all, int page) => new()
    {
        ["nodes"] = new JsonArray([.. all.Skip((page - 1) * 50).Take(50).Select(n => n.DeepClone())]),
        ["totalCount"] = all.Length,
        ["pageInfo"] = new JsonObject { ["hasNextPage"] = all.Length > page * 50 },
    };

    private static string Data(string field, JsonNode? value) => new JsonObject { ["data"] = new JsonObject { [field] = value } }.ToJsonString();

    private static DateTimeOffset Instant(JsonNode text) => DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture);
}
