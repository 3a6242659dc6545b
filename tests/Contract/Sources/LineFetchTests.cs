using System.Text.Json.Nodes;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Square;
using FollowUpFlows.Sources.Stripe;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Sources;

/// <summary>The goods of orders of Square and Stripe over real connections.</summary>
public sealed class LineFetchTests
{
    private const string Session = "cs_live_a1b2c3";
    private static readonly ShopThing Order = new("order", "haOyDuHiqtAXMk0d8pDKXpL7Jg4F");
    private static readonly ShopThing Checkout = new("checkout", Session);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Square_Order_IsFetchedWithTheSkusOfItsCatalog()
    {
        await using FakeApi api = await FakeApi.StartAsync(Square);
        byte[] body = (await SquareOf(api).FetchAsync(Order, default))!;
        JsonNode sound = JsonNode.Parse(Fixture("square-lines"))!;
        Assert.True(JsonNode.DeepEquals(sound, JsonNode.Parse(body)), JsonNode.Parse(body)!.ToJsonString());
        Assert.DoesNotContain("hanako", System.Text.Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        Assert.Equal(["GET orders/haOyDuHiqtAXMk0d8pDKXpL7Jg4F", "POST catalog/batch-retrieve"], api.Calls.Select(c => $"{c.Method} {c.Path}"));
        Assert.Equal("""["VARIATION1","VARIATION2"]""", JsonNode.Parse(api.Calls.Last().Body)!["object_ids"]!.ToJsonString());
    }

    [Fact]
    public async Task Stripe_Checkout_IsFetchedPageByPageWithItsProducts()
    {
        await using FakeApi api = await FakeApi.StartAsync(Stripe);
        byte[] body = (await StripeOf(api).FetchAsync(Checkout, default))!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Fixture("stripe-lines")), JsonNode.Parse(body)), JsonNode.Parse(body)!.ToJsonString());
        Assert.Equal([$"checkout/sessions/{Session}", $"checkout/sessions/{Session}/line_items", $"checkout/sessions/{Session}/line_items"], api.Calls.Select(c => c.Path));
        Assert.Equal(["data.price.product", "li_1"], [api.Calls.Last().Query["expand[]"], api.Calls.Last().Query["starting_after"]]);
        Assert.All(api.Calls, c => Assert.Equal("2024-06-20", c.Headers["Stripe-Version"]));
    }

    [Theory]
    [InlineData(nameof(ApiFault.TooMany), ShopApiFailure.Temporary, 7)]
    [InlineData(nameof(ApiFault.Unavailable), ShopApiFailure.Temporary, null)]
    [InlineData(nameof(ApiFault.HalfAnswer), ShopApiFailure.Temporary, null)]
    [InlineData(nameof(ApiFault.Lost), ShopApiFailure.Temporary, null)]
    [InlineData(nameof(ApiFault.Page), ShopApiFailure.Temporary, null)]
    [InlineData(nameof(ApiFault.Unauthorized), ShopApiFailure.Unauthorized, null)]
    [InlineData(nameof(ApiFault.Elsewhere), ShopApiFailure.Temporary, null)]
    public async Task Fetch_ThatFails_SaysWhatMayHelp(string fault, ShopApiFailure failure, int? waitSeconds)
    {
        await using FakeApi square = await FakeApi.StartAsync(Square);
        await using FakeApi stripe = await FakeApi.StartAsync(Stripe);
        foreach ((FakeApi api, IShopFetch fetch, ShopThing thing) in new[] { (square, SquareOf(square), Order), (stripe, StripeOf(stripe), Checkout) })
        {
            api.Faults.Enqueue(Enum.Parse<ApiFault>(fault));
            ShopApiException e = await Assert.ThrowsAsync<ShopApiException>(() => fetch.FetchAsync(thing, default));
            Assert.Equal((failure, waitSeconds), (e.Failure, (int?)e.RetryAfter?.TotalSeconds));
            Assert.DoesNotContain("key-of-the-shop", e.ToString(), StringComparison.Ordinal);
            Assert.NotNull(await fetch.FetchAsync(thing, default));
        }
    }

    [Fact]
    public async Task Fetch_OfWhatIsNotThere_IsNothing()
    {
        await using FakeApi api = await FakeApi.StartAsync(_ => (404, "{}"));
        Assert.Null(await SquareOf(api).FetchAsync(Order, default));
        Assert.Null(await StripeOf(api).FetchAsync(Checkout, default));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"order":[]}""")]
    [InlineData("""{"order":{"line_items":7},"id":{}}""")]
    public async Task Fetch_OfAnotherShape_IsRejected(string json)
    {
        await using FakeApi api = await FakeApi.StartAsync(_ => (200, json));
        Assert.Equal(ShopApiFailure.Rejected, (await Assert.ThrowsAsync<ShopApiException>(() => SquareOf(api).FetchAsync(Order, default))).Failure);
        Assert.Equal(ShopApiFailure.Rejected, (await Assert.ThrowsAsync<ShopApiException>(() => StripeOf(api).FetchAsync(Checkout, default))).Failure);
    }

    /// <summary>The goods' catalog fails while the order is told: nothing is taken in by halves.</summary>
    [Fact]
    public async Task Square_CatalogThatFails_IsAFailureOfTheWhole()
    {
        await using FakeApi api = await FakeApi.StartAsync(c => c.Path == "catalog/batch-retrieve" ? (403, "{}") : Square(c));
        ShopApiException e = await Assert.ThrowsAsync<ShopApiException>(() => SquareOf(api).FetchAsync(Order, default));
        Assert.Equal(ShopApiFailure.Unauthorized, e.Failure);
        Assert.Contains("may read orders and items", e.Message, StringComparison.Ordinal);
    }

    private static string Fixture(string name) => File.ReadAllText(Repository.PathOf("tests", "fixtures", "webhooks", name + ".json"));

    private static (int Status, string Json) Square(ApiCall call)
    {
        if (call.Bearer != "key-of-the-shop")
        {
            return (401, "{}");
        }

        if (call.Path == "catalog/batch-retrieve")
        {
            return (200, """
                {"objects":[{"type":"ITEM_VARIATION","id":"VARIATION1","item_variation_data":{"item_id":"I","sku":"TEA-01"}},
                 {"type":"ITEM_VARIATION","id":"VARIATION2","item_variation_data":{"item_id":"I","sku":""}}]}
                """);
        }

        JsonNode lines = JsonNode.Parse(Fixture("square-lines"))!["lines"]!.DeepClone();
        lines[0]!["note"] = "hanako@example.com";
        return (200, new JsonObject { ["order"] = new JsonObject { ["id"] = Order.Id, ["line_items"] = lines, ["customer_id"] = "hanako" } }.ToJsonString());
    }

    private static (int Status, string Json) Stripe(ApiCall call)
    {
        if (call.Bearer != "key-of-the-shop")
        {
            return (401, "{}");
        }

        if (!call.Path.EndsWith("line_items", StringComparison.Ordinal))
        {
            return (200, JsonNode.Parse(Fixture("stripe-checkout"))!["data"]!["object"]!.ToJsonString());
        }

        bool isFirst = !call.Query.ContainsKey("starting_after");
        JsonNode line = JsonNode.Parse(Fixture("stripe-lines"))!["lines"]![isFirst ? 0 : 1]!.DeepClone();
        line["id"] = isFirst ? "li_1" : "li_2";
        line["price"] ??= null;
        return (200, new JsonObject { ["data"] = new JsonArray(line), ["has_more"] = isFirst }.ToJsonString());
    }

    private static IShopFetch SquareOf(FakeApi api) => Connect(new SquareSource(), "AccessToken", api);

    private static IShopFetch StripeOf(FakeApi api) => Connect(new StripeSource(), "Key", api);

    private static IShopFetch Connect(IApiSource source, string key, FakeApi api)
    {
        TestWorld world = new();
        Dictionary<string, string> values = new() { ["Endpoint"] = api.Address.ToString(), [key] = "key-of-the-shop" };
        return source.Connect("shop", values, new ShopConnection(new ShopTokens(world.Tables), world.SystemClock) { AnswerWithin = Patience }).Fetch!;
    }
}
