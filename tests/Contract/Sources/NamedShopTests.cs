using System.Globalization;
using System.Text.Json.Nodes;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Sources.FutureShop;
using FollowUpFlows.Sources.MakeShop;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Sources;

/// <summary>MakeShop and futureshop over real connections, with fields as settings name them.</summary>
public sealed class NamedShopTests
{
    private const int PageSize = 40;

    private readonly List<JsonNode> orders = [];

    [Fact]
    public async Task MakeShop_Orders_AreFoundPageByPageAndAgainWhenTheyChange()
    {
        TestWorld world = new();
        await using FakeApi api = await FakeApi.StartAsync(c => c.Bearer == "token" ? MakeShop(c) : (401, "{}"));
        TestShop shop = await ShopOf(world, new MakeShopSource(), Settings(api, ("Token", "token"), ("Query", "query ($from: String!, $page: Int) { list { no } }")));
        Has(world, 100);
        await LookAsync(world, shop);
        Assert.Equal(100, await OrdersAsync(world, "Placed"));
        Assert.Equal(4, api.Calls.Count);  // three pages, and an empty one
        JsonNode variables = JsonNode.Parse(api.Calls.First().Body)!["variables"]!;
        Assert.Equal(["from", "page"], variables.AsObject().Select(v => v.Key));

        orders[7]["state"] = "paid";
        await LookAsync(world, shop);
        Assert.Equal((1, 99), (await OrdersAsync(world, "Paid"), await OrdersAsync(world, "Placed")));
        Assert.Empty(await shop.Review.ListAsync(default));
    }

    /// <summary>Nothing of its words is documented, and the one at an installation holds a token.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("{\"shop_id\":\"tea\",\"token\":\"hush\"}")]
    public async Task MakeShop_Notice_OnlyLetsTheNextLookComeSooner(string body)
    {
        TestWorld world = new();
        await using FakeApi api = await FakeApi.StartAsync(c => c.Bearer == "token" ? MakeShop(c) : (401, "{}"));
        TestShop shop = await ShopOf(world, new MakeShopSource(), Settings(api, ("Token", "token"), ("Query", "query ($from: String!, $page: Int) { list { no } }")));
        await shop.Pulls.Poll.RunAsync(TestWorld.SourceId, default);
        Has(world, 1);
        WebhookRequest notice = new(new Dictionary<string, string>(), System.Text.Encoding.UTF8.GetBytes(body));
        Assert.IsType<Acceptance.Hinted>(await shop.Accept.RunAsync(TestWorld.SourceId, notice, default));
        Assert.Equal(new PollOutcome.Looked(1), await shop.Pulls.Poll.RunAsync(TestWorld.SourceId, default));
        Assert.DoesNotContain("hush", string.Join('\n', await world.Tables.DumpAsync()), StringComparison.Ordinal);
    }

    /// <summary>A question whose pages are all the same does not go on for ever.</summary>
    [Fact]
    public async Task MakeShop_ThatKnowsNoPages_IsReadOnce()
    {
        TestWorld world = new();
        await using FakeApi api = await FakeApi.StartAsync(_ => (200, List(orders.Take(PageSize))));
        TestShop shop = await ShopOf(world, new MakeShopSource(), Settings(api, ("Token", "token"), ("Query", "query ($from: String!, $page: Int) { list { no } }")));
        Has(world, 3);
        await LookAsync(world, shop);
        Assert.Equal(2, api.Calls.Count);
        Assert.Equal(3, await OrdersAsync(world, "Placed"));
    }

    [Fact]
    public async Task MakeShop_ThatRefusesTheQuestion_SaysWhatToCheckAndNotItsWords()
    {
        await using FakeApi api = await FakeApi.StartAsync(_ => (200, """{"errors":[{"message":"hanako@example.com"}],"data":null}"""));
        IShopPoll poll = Connect(new TestWorld(), new MakeShopSource(), Settings(api, ("Token", "token"), ("Query", "{ list }"))).Polling!.Poll;
        ShopApiException e = await Assert.ThrowsAsync<ShopApiException>(() => poll.PageAsync(Told.Noon, null, default));
        Assert.Equal(ShopApiFailure.Rejected, e.Failure);
        Assert.Contains(":Api:Query", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hanako", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FutureShop_Orders_AreFoundWithATokenThatIsFetchedAnewWhenItIsOver()
    {
        TestWorld world = new();
        int issued = 0;
        await using FakeApi api = await FakeApi.StartAsync(c => c.Path == "oauth/token" ? Token(c, ++issued) : FutureShop(c, issued));
        TestShop shop = await ShopOf(world, new FutureShopSource(), FutureShopSettings(api));
        Has(world, 100);
        await LookAsync(world, shop);
        Assert.Equal((100, 1), (await OrdersAsync(world, "Placed"), issued));
        await LookAsync(world, shop);
        Assert.Equal(1, issued);
        issued++;  // the shop no longer takes the token
        await LookAsync(world, shop);
        Assert.Equal(3, issued);
        world.SystemClock.Advance(TimeSpan.FromHours(2));
        await LookAsync(world, shop);
        Assert.Equal(4, issued);
    }

    /// <summary>An evening of UTC is the next morning in Japan.</summary>
    [Fact]
    public async Task FutureShop_Question_BeginsAtTheTimeInJapan()
    {
        await using FakeApi api = await FakeApi.StartAsync(c => c.Path == "oauth/token" ? Token(c, 1) : FutureShop(c, 1));
        DateTimeOffset evening = DateTimeOffset.Parse("2026-11-20T15:30:00Z", CultureInfo.InvariantCulture);
        await Connect(new TestWorld(), new FutureShopSource(), FutureShopSettings(api)).Polling!.Poll.PageAsync(evening, null, default);
        Assert.Equal("2026-11-21 00:30:00", api.Calls.Last().Query["since"]);
    }

    [Theory]
    [InlineData(nameof(ApiFault.TooMany), ShopApiFailure.Temporary)]
    [InlineData(nameof(ApiFault.HalfAnswer), ShopApiFailure.Temporary)]
    [InlineData(nameof(ApiFault.Page), ShopApiFailure.Temporary)]
    [InlineData(nameof(ApiFault.Unauthorized), ShopApiFailure.Unauthorized)]
    public async Task FutureShop_ThatFails_SaysWhatMayHelpAndNoSecret(string fault, ShopApiFailure failure)
    {
        await using FakeApi api = await FakeApi.StartAsync(_ => (200, """{"access_token":"a","expires_in":3600}"""));
        api.Faults.Enqueue(Enum.Parse<ApiFault>(fault));
        IShopPoll poll = Connect(new TestWorld(), new FutureShopSource(), FutureShopSettings(api)).Polling!.Poll;
        ShopApiException e = await Assert.ThrowsAsync<ShopApiException>(() => poll.PageAsync(Told.Noon, null, default));
        Assert.Equal(failure, e.Failure);
        Assert.DoesNotContain("hush", e.ToString(), StringComparison.Ordinal);
    }

    private static (int Status, string Json) Token(ApiCall call, int number) =>
        call.Headers.GetValueOrDefault("X-SHOP-KEY") == "hush-key" && call.Headers["Authorization"] == "Basic " + Convert.ToBase64String("app:hush"u8)
        && call.Body == "grant_type=client_credentials"
            ? (200, $$"""{"access_token":"a{{number}}","expires_in":3600}""")
            : (401, "{}");

    private (int Status, string Json) FutureShop(ApiCall call, int issued) => call.Bearer == $"a{issued}" && call.Headers.GetValueOrDefault("X-SHOP-KEY") == "hush-key"
        ? (200, List(orders.Skip(int.Parse(call.Query["offset"], null)).Take(PageSize)))
        : (401, "{}");

    private (int Status, string Json) MakeShop(ApiCall call) =>
        (200, List(orders.Skip(((int)JsonNode.Parse(call.Body)!["variables"]!["page"]! - 1) * PageSize).Take(PageSize)));

    private static string List(IEnumerable<JsonNode> page) => new JsonObject { ["data"] = new JsonObject { ["list"] = new JsonArray([.. page.Select(o => o.DeepClone())]) } }.ToJsonString();

    private void Has(TestWorld world, int count) => orders.AddRange(Enumerable.Range(0, count).Select(i => new JsonObject
    {
        ["no"] = $"A-{i}",
        ["at"] = world.SystemClock.GetUtcNow().AddSeconds(i).ToString("O"),
        ["sum"] = 1000 + i,
        ["state"] = "placed",
        ["mail"] = $"c{i}@example.com",
    }));

    private static Dictionary<string, string> FutureShopSettings(FakeApi api) => Settings(
        api,
        ("ShopKey", "hush-key"), ("ClientId", "app"), ("ClientSecret", "hush"), ("TokenPath", "oauth/token"), ("ShopKeyHeader", "X-SHOP-KEY"),
        ("OrdersPath", "orders?since={from}&offset={offset}"));

    private static Dictionary<string, string> Settings(FakeApi api, params (string Name, string Value)[] more) => new((IEnumerable<KeyValuePair<string, string>>)
    [
        new("Endpoint", api.Address.ToString()), new("PollMinutes", "5"), new("StartDaysBack", "0"), new("ListField", "data.list"), new("IdField", "no"),
        new("OrderedAtField", "at"), new("TotalField", "sum"), new("StatusField", "state"), new("PaidWords", "paid"), new("PlacedWords", "placed"),
        new("EmailField", "mail"), .. more.Select(m => new KeyValuePair<string, string>(m.Name, m.Value)),
    ]);

    private static ShopApi Connect(TestWorld world, IApiSource source, Dictionary<string, string> settings) =>
        source.Connect(TestWorld.SourceId, settings, new ShopConnection(new ShopTokens(world.Tables), world.SystemClock) { AnswerWithin = TimeSpan.FromMinutes(1) });

    private static async Task<TestShop> ShopOf(TestWorld world, IApiSource source, Dictionary<string, string> settings)
    {
        world.Sources = [new SourceSettings(TestWorld.SourceId, source, [])];
        world.Apis[TestWorld.SourceId] = Connect(world, source, settings);
        TestShop shop = new(world);
        await shop.PublishAsync(JourneyFiles.OneMail);
        return shop;
    }

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
