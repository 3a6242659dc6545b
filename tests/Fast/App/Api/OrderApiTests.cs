using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>What customers have bought, and what customers are called.</summary>
public sealed class OrderApiTests
{
    [Fact]
    public async Task Orders_AreListedTheLatestFirst_AlsoThoseThatDoNotCount()
    {
        Story story = await Story.WithAsync();
        await story.BuysAsync(Story.Hanako, "1001", 1000);
        await story.UntilAsync("22T12:00");
        await story.BuysAsync(Story.Hanako, "1002", 2000, OrderStatus.Cancelled);
        string id = (await story.StateAsync(Story.Hanako)).CustomerId;
        using ApiBed bed = new(story.World);
        ApiAnswer page = await bed.GetAsync($"/api/customers/{id}/orders");
        Assert.Equal(["1002", "1001"], page.Items.Select(i => ApiAnswer.At(i, "orderId")));
        Assert.Equal(
            ["cancelled", "cancelled", null, "2000", "2026-11-22"],
            new[] { "status", "notCounted", "number", "total.amount", "orderedOn" }.Select(p => page.At("items.0." + p)));
        Assert.Equal(
            ["paid", null, "1", "1000", "JPY", "0", "0", TestWorld.SourceId],
            new[] { "status", "notCounted", "number", "total.amount", "total.currency", "refunded.amount", "discount.amount", "sourceId" }.Select(p => page.At("items.1." + p)));
    }

    [Fact]
    public async Task Orders_ComeInPages()
    {
        Story story = await Story.WithAsync();
        for (int i = 1; i <= 5; i++)
        {
            await story.BuysAsync(Story.Hanako, $"{i}");
        }

        string id = (await story.StateAsync(Story.Hanako)).CustomerId;
        using ApiBed bed = new(story.World);
        (IReadOnlyList<string> items, int pages) = await bed.PagesAsync($"/api/customers/{id}/orders", 2);
        Assert.Equal((5, 3), (items.Distinct().Count(), pages));
    }

    [Fact]
    public async Task Orders_OfNobody_AreNotFound()
    {
        using ApiBed bed = new(new TestWorld());
        (await bed.SendAsync("GET", "/api/customers/c1/orders")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task Names_AreOfThoseWhoAreThere_EachOnce()
    {
        Story story = await Story.WithAsync();
        await story.BuysAsync(Story.Hanako with { Name = "山田 花子" }, "1");
        await story.BuysAsync(Told.Account("8", -60, "jiro@example.com"), "2");
        string hanako = (await story.StateAsync(Story.Hanako)).CustomerId;
        string jiro = (await story.StateAsync(Told.Account("8", -60, "jiro@example.com"))).CustomerId;
        using ApiBed bed = new(story.World);
        ApiAnswer names = await bed.SendAsync("POST", "/api/customers/names", $$"""{"ids":["{{hanako}}","c1","{{jiro}}","{{hanako}}"]}""");
        Assert.Equal([$"{hanako} 山田 花子 false", $"{jiro}  false"], names.Items.Select(i => string.Join(' ', new[] { "customerId", "name", "erased" }.Select(p => ApiAnswer.At(i, p)))));
    }

    [Theory]
    [InlineData("""{"ids":["hanako@example.com"]}""")]
    [InlineData("""{"ids":[null]}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    public async Task Names_OfWhatIsNoId_AreRefused(string body)
    {
        using ApiBed bed = new(new TestWorld());
        (await bed.SendAsync("POST", "/api/customers/names", body)).IsProblem(400, "bad-request");
    }

    [Theory]
    [InlineData(200, 200)]
    [InlineData(201, 400)]
    public async Task Names_AreOfSoManyAtMost(int count, int status)
    {
        using ApiBed bed = new(new TestWorld());
        string ids = string.Join(',', Enumerable.Range(1, count).Select(i => $"\"c{i}\""));
        Assert.Equal(status, (int)(await bed.SendAsync("POST", "/api/customers/names", $$"""{"ids":[{{ids}}]}""")).Status);
    }
}
