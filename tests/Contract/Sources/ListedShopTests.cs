using System.Globalization;
using System.Text.Json.Nodes;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Sources.Base;
using FollowUpFlows.Sources.Stores;
using FollowUpFlows.Sources.WooCommerce;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Sources;

/// <summary>BASE and STORES over real connections: lists by offset, and orders by their key.</summary>
public sealed class ListedShopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Base_OrderInTheList_IsFetchedWithItsBuyerAndAgainWhenItChanged()
    {
        TestWorld world = new();
        Dictionary<string, JsonNode> orders = new(StringComparer.Ordinal);
        await using FakeApi api = await FakeApi.StartAsync(c => Base(c, orders));
        TestShop shop = await ShopOf(world, new BaseSource(), BaseSettings(api));
        for (int i = 0; i < 150; i++)
        {
            orders[$"K{i}"] = BaseOrder($"K{i}", world.SystemClock.GetUtcNow());
        }

        await LookAsync(world, shop);
        Assert.Equal(150, await OrdersAsync(world, "Paid"));
        int asked = api.Calls.Count;
        await LookAsync(world, shop);
        Assert.Equal(asked + 2, api.Calls.Count);  // two pages, and nothing to fetch

        orders["K7"]["dispatch_status"] = "cancelled";
        orders["K7"]["modified"] = world.SystemClock.GetUtcNow().ToUnixTimeSeconds();
        await LookAsync(world, shop);
        Assert.Equal(1, await OrdersAsync(world, "Cancelled"));
    }

    [Theory]
    [InlineData("hour_api_limit", ShopApiFailure.Temporary, 3600)]
    [InlineData("day_api_limit", ShopApiFailure.Temporary, 3600)]
    [InlineData("invalid_scope", ShopApiFailure.Rejected, null)]
    public async Task Base_Refusal_IsToldForWhatItIs(string error, ShopApiFailure failure, int? waitSeconds)
    {
        await using FakeApi api = await FakeApi.StartAsync(c => c.Path == "oauth/token"
            ? (200, """{"access_token":"a","refresh_token":"r","expires_in":3600}""")
            : (400, new JsonObject { ["error"] = error, ["error_description"] = "…" }.ToJsonString()));
        IShopPoll poll = Connect(new TestWorld(), new BaseSource(), BaseSettings(api)).Polling!.Poll;
        ShopApiException e = await Assert.ThrowsAsync<ShopApiException>(() => poll.PageAsync(Told.Noon, null, default));
        Assert.Equal((failure, waitSeconds), (e.Failure, (int?)e.RetryAfter?.TotalSeconds));
    }

    /// <summary>BASE says with 400 what others say with 401.</summary>
    [Fact]
    public async Task Base_TokenThatIsOver_IsExchanged()
    {
        int issued = 0;
        await using FakeApi api = await FakeApi.StartAsync(c => c.Path == "oauth/token"
            ? (200, $$"""{"access_token":"a{{++issued}}","refresh_token":"r","expires_in":3600}""")
            : c.Bearer == "a2" ? (200, """{"orders":[]}""") : (400, """{"error":"invalid_request","error_description":"アクセストークンが無効です。"}"""));
        IShopPoll poll = Connect(new TestWorld(), new BaseSource(), BaseSettings(api)).Polling!.Poll;
        Assert.Empty((await poll.PageAsync(Told.Noon, null, default)).Things);
        Assert.Equal(2, issued);
    }

    /// <summary>Its days are Japan's: an evening in Tokyo is the day before in UTC.</summary>
    [Theory]
    [InlineData("2026-11-20T14:59:59Z", "2026-11-20")]
    [InlineData("2026-11-20T15:00:00Z", "2026-11-21")]
    public async Task Base_List_BeginsAtTheDayInJapan(string from, string day)
    {
        await using FakeApi api = await FakeApi.StartAsync(c => Base(c, []));
        await Connect(new TestWorld(), new BaseSource(), BaseSettings(api)).Polling!.Poll.PageAsync(DateTimeOffset.Parse(from, CultureInfo.InvariantCulture), null, default);
        Assert.Equal(day, api.Calls.Last().Query["start_ordered"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stores_Orders_AreFoundWhateverTheOrderOfTheList(bool isNewestFirst)
    {
        TestWorld world = new();
        List<JsonNode> orders = [];
        await using FakeApi api = await FakeApi.StartAsync(c => c.Bearer == "token" ? Stores(c, orders, isNewestFirst) : (401, "{}"));
        TestShop shop = await ShopOf(world, new StoresSource(), new() { ["Endpoint"] = api.Address.ToString(), ["AccessToken"] = "token", ["PollMinutes"] = "5", ["StartDaysBack"] = "0" });
        DateTimeOffset now = world.SystemClock.GetUtcNow();
        orders.AddRange(Enumerable.Range(0, 250).Select(i => StoresOrder($"old-{i}", now.AddDays(-100).AddMinutes(i))));
        orders.AddRange(Enumerable.Range(0, 120).Select(i => StoresOrder($"new-{i}", now.AddSeconds(i))));
        await LookAsync(world, shop);
        Assert.Equal(120, await OrdersAsync(world, "Paid"));
        Assert.Equal(isNewestFirst ? 2 : 4, api.Calls.Count);

        await LookAsync(world, shop);
        Assert.Equal(120, (await world.Tables.DumpAsync(Tables.Inbox)).Count(r => r.Contains("FollowUp-Pulled", StringComparison.Ordinal)));
    }

    /// <summary>A shop that sends no webhooks any more, because some failed.</summary>
    [Fact]
    public async Task WooCommerce_OrdersThatNoWebhookTold_AreFoundByTheirChange()
    {
        TestWorld world = new();
        List<JsonNode> orders = [];
        string login = "Basic " + Convert.ToBase64String("ck_1:cs_1"u8);
        await using FakeApi api = await FakeApi.StartAsync(c => c.Headers["Authorization"] == login ? WooCommerce(c, orders) : (401, "{}"));
        Dictionary<string, string> settings = new() { ["Endpoint"] = api.Address.ToString(), ["ConsumerKey"] = "ck_1", ["ConsumerSecret"] = "cs_1", ["PollMinutes"] = "5", ["StartDaysBack"] = "0" };
        TestShop shop = await ShopOf(world, new WooCommerceSource(), settings);
        DateTimeOffset now = world.SystemClock.GetUtcNow();
        orders.AddRange(Enumerable.Range(0, 130).Select(i => WooCommerceOrder(i + 1, now.AddSeconds(i))));
        orders.Add(WooCommerceOrder(1000, now.AddDays(-1)));
        await LookAsync(world, shop);
        await LookAsync(world, shop);
        Assert.Equal(130, (await world.Tables.DumpAsync(Tables.Inbox)).Count(r => r.Contains("FollowUp-Pulled", StringComparison.Ordinal)));
        Assert.Empty(await shop.Review.ListAsync(default));
        Assert.Equal(130, (await world.Tables.DumpAsync(Tables.Customers)).Count(r => r.Contains(" order:", StringComparison.Ordinal)));
    }

    private static (int Status, string Json) WooCommerce(ApiCall call, List<JsonNode> orders)
    {
        DateTimeOffset after = Gmt(call.Query["modified_after"]);
        IEnumerable<JsonNode> page = orders.Where(o => Gmt((string)o["date_modified_gmt"]!) > after).OrderBy(o => Gmt((string)o["date_modified_gmt"]!))
            .Skip(int.Parse(call.Query["offset"], null)).Take(int.Parse(call.Query["per_page"], null));
        return (200, new JsonArray([.. page.Select(o => o.DeepClone())]).ToJsonString());
    }

    private static DateTimeOffset Gmt(string text) => DateTimeOffset.Parse(text + "Z", CultureInfo.InvariantCulture);

    private static JsonNode WooCommerceOrder(int id, DateTimeOffset at)
    {
        JsonNode order = Fixture("woocommerce-order");
        (order["id"], order["date_modified_gmt"]) = (id, at.UtcDateTime.ToString("s", CultureInfo.InvariantCulture));
        return order;
    }

    private static Dictionary<string, string> BaseSettings(FakeApi api) => new()
    {
        ["Endpoint"] = api.Address.ToString(),
        ["ClientId"] = "app",
        ["ClientSecret"] = "secret",
        ["RefreshToken"] = "refresh-0",
        ["RedirectUri"] = "https://follow.shop.example/base",
        ["PollMinutes"] = "5",
        ["StartDaysBack"] = "0",
    };

    private static (int Status, string Json) Base(ApiCall call, Dictionary<string, JsonNode> orders)
    {
        if (call.Path == "oauth/token")
        {
            return (200, """{"access_token":"a","refresh_token":"r","expires_in":3600}""");
        }

        if (call.Path.StartsWith("orders/detail/", StringComparison.Ordinal))
        {
            return (200, new JsonObject { ["order"] = orders[call.Path["orders/detail/".Length..]].DeepClone() }.ToJsonString());
        }

        IEnumerable<JsonNode> page = orders.Values.OrderByDescending(o => (long)o["ordered"]!).Skip(int.Parse(call.Query["offset"], null)).Take(int.Parse(call.Query["limit"], null));
        return (200, new JsonObject { ["orders"] = new JsonArray([.. page.Select(o => o.DeepClone())]) }.ToJsonString());
    }

    private static (int Status, string Json) Stores(ApiCall call, List<JsonNode> orders, bool isNewestFirst)
    {
        IEnumerable<JsonNode> list = isNewestFirst ? orders.AsEnumerable().Reverse() : orders;
        JsonNode[] page = [.. list.Skip(int.Parse(call.Query["offset"], null)).Take(int.Parse(call.Query["limit"], null)).Select(o => o.DeepClone())];
        return (200, new JsonObject { ["orders"] = new JsonArray(page) }.ToJsonString());
    }

    private static JsonNode BaseOrder(string key, DateTimeOffset at)
    {
        JsonNode order = Fixture("base-order");
        (order["unique_key"], order["ordered"], order["modified"]) = (key, at.ToUnixTimeSeconds(), at.ToUnixTimeSeconds());
        return order;
    }

    private static JsonNode StoresOrder(string id, DateTimeOffset at)
    {
        JsonNode order = Fixture("stores-order");
        (order["id"], order["ordered_at"]) = (id, at.ToString("O"));
        return order;
    }

    private static JsonNode Fixture(string name) => JsonNode.Parse(File.ReadAllText(Repository.PathOf("tests", "fixtures", "webhooks", name + ".json")))!;

    private static ShopApi Connect(TestWorld world, IApiSource source, Dictionary<string, string> settings) =>
        source.Connect(TestWorld.SourceId, settings, new ShopConnection(new ShopTokens(world.Tables), world.SystemClock) { AnswerWithin = Patience });

    private static async Task<TestShop> ShopOf(TestWorld world, IApiSource source, Dictionary<string, string> settings)
    {
        world.Sources = [new SourceSettings(TestWorld.SourceId, source, [])];
        world.Apis[TestWorld.SourceId] = Connect(world, source, settings);
        TestShop shop = new(world);
        await shop.PublishAsync(JourneyFiles.OneMail);
        return shop;
    }

    /// <summary>A look that is due, and all that comes of it.</summary>
    private static async Task LookAsync(TestWorld world, TestShop shop)
    {
        Assert.IsType<PollOutcome.Looked>(await shop.Pulls.Poll.RunAsync(TestWorld.SourceId, default));
        await shop.RunAsync();
        world.SystemClock.Advance(TimeSpan.FromMinutes(5));
        await shop.RunAsync();
    }

    private static async Task<int> OrdersAsync(TestWorld world, string status) =>
        (await world.Tables.DumpAsync(Tables.Customers)).Count(r => r.Contains(" order:", StringComparison.Ordinal) && r.Contains($"Status={status}", StringComparison.Ordinal));
}
