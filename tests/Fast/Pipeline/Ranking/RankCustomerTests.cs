using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Ranking;

public sealed class RankCustomerTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private readonly RankWorld world = new(Shop.Preset("six-rank"));

    [Fact]
    public async Task Rerank_FirstOrder_PlacesTheCustomerAndBeginsThePath()
    {
        RankProcess shop = new(world);
        RankReview review = await shop.BuyAsync("hanako", "o-1", Today, 5_000);
        Assert.Equal(new Standing("new", false), review.Under("six-rank"));
        string id = await shop.IdAsync("hanako");
        Assert.Equal(["2026-11-21 - > new (FirstPlacement)"], await Moves.OfAsync(world.Tables, id));
        Assert.Equal(("new", Today), ((await shop.StateAsync("hanako")).Ranks["six-rank"].Held.RankId, (await shop.StateAsync("hanako")).Ranks["six-rank"].Held.SinceOn));
    }

    [Fact]
    public async Task Rerank_NothingHappened_WritesNothing()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("hanako", "o-1", Today, 5_000);
        string[] before = await world.Tables.DumpAsync();
        string etag = (await shop.StateAsync("hanako")).Profile!.ETag!;
        await shop.RerankAsync(await shop.IdAsync("hanako"));
        Assert.Equal(before, await world.Tables.DumpAsync());
        Assert.Equal(etag, (await shop.StateAsync("hanako")).Profile!.ETag);
    }

    [Fact]
    public async Task Rerank_SecondOrder_MovesByPurchaseAndKeepsTheProof()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("hanako", "o-1", Today.AddDays(-10), 5_000);
        world.ShopClock.Advance(TimeSpan.FromMinutes(1));
        await shop.BuyAsync("hanako", "o-2", Today, 7_000);
        string id = await shop.IdAsync("hanako");
        Assert.Equal(["2026-11-21 - > new (FirstPlacement)", "2026-11-21 new > early (Purchase)"], await Moves.OfAsync(world.Tables, id));
        Entity proof = (await Moves.RowsAsync(world.Tables, Tables.Customers, id, "move:"))[1];
        Assert.Equal((2, 12_000), (proof.Number("Orders"), proof.Number("Total")));
    }

    [Fact]
    public async Task Rerank_CancelledOrder_MovesBackByPurchase()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("hanako", "o-1", Today, 5_000);
        world.ShopClock.Advance(TimeSpan.FromMinutes(1));
        RankReview review = await shop.BuyAsync("hanako", "o-1", Today, 5_000, OrderStatus.Cancelled, version: 2);
        Assert.Equal(new Standing("prospect", false), review.Under("six-rank"));
        Assert.Equal("2026-11-21 new > prospect (Purchase)", (await Moves.OfAsync(world.Tables, await shop.IdAsync("hanako")))[1]);
    }

    [Fact]
    public async Task Rerank_AnOrderThatLeavesTheRank_KeepsTheNewLookForTheNextCause()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("hanako", "o-1", Today, 5_000);
        await shop.RefundAsync("o-1", "r-1", 1_000);
        PurchaseSummary kept = (await shop.StateAsync("hanako")).Ranks["six-rank"].Look.Facts.Purchases;
        Assert.Equal((1, 4_000L, 5_000L), (kept.OrderCount, kept.TotalMinor, kept.ChargedMinor));
    }

    [Theory]
    [InlineData(179, false)]
    [InlineData(180, true)]
    public async Task Look_DaysWithoutAnOrder_Lapse(int days, bool isLapsed)
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("hanako", "o-1", Today, 5_000);
        world.ShopClock.Advance(TimeSpan.FromDays(days));
        Assert.Equal(new Standing("new", isLapsed), (await shop.LookAsync("hanako")).Under("six-rank"));
    }

    [Fact]
    public async Task Look_HeldRankLapsesLater_GoesByTheHeldRank()
    {
        RankModelDefinition two = Models.Definition("daysSinceLast < 10");
        RankModel model = new(two with { Demotion = new DemotionRule.Grace(30), Ranks = [two.Ranks[0] with { LapsedAfterDays = 20 }, two.Ranks[1] with { LapsedAfterDays = 12 }] });
        RankWorld own = new(model);
        RankProcess shop = new(own);
        await shop.BuyAsync("hanako", "o-1", Today, 5_000);
        own.ShopClock.Advance(TimeSpan.FromDays(15));
        RankReview review = await shop.LookAsync("hanako");
        Assert.Equal(new Standing("top", false), review.Under("two"));
        Assert.Equal(new Placement(model.Ranks[1], true), Assert.Single(review.Models).Placement);
    }

    [Fact]
    public async Task Look_OrderOfTomorrow_DoesNotExistYet()
    {
        RankProcess shop = new(world);
        RankReview review = await shop.BuyAsync("hanako", "o-1", Today.AddDays(1), 5_000);
        Assert.Equal(new Standing("prospect", false), review.Under("six-rank"));
        string id = await shop.IdAsync("hanako");
        Assert.Equal(["2026-11-22"], await Moves.DaysAsync(world.Tables, "rankdue", id));
        world.ShopClock.Advance(TimeSpan.FromDays(1));
        await shop.NightAsync();
        Assert.Equal("2026-11-22 prospect > new (Purchase)", (await Moves.OfAsync(world.Tables, id))[1]);
    }

    [Fact]
    public async Task Under_UnknownModel_IsRefused()
    {
        RankReview review = await new RankProcess(world).BuyAsync("hanako", "o-1", Today, 5_000);
        Assert.Null(review.Find("five-class"));
        Assert.Throws<ArgumentException>(() => review.Under("five-class"));
    }

    [Fact]
    public async Task Look_ClockSetBack_DoesNotTakeBackWhatWasSeen()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("hanako", "o-1", Today.AddDays(-10), 5_000);
        await shop.BuyAsync("hanako", "o-2", Today, 5_000);
        string[] before = await world.Tables.DumpAsync();
        world.SetDay(Today.AddDays(-1));
        RankReview review = await new RankProcess(world).RerankAsync(await shop.IdAsync("hanako"));
        Assert.Equal("early", review.Under("six-rank").RankId);
        Assert.Equal(before, await world.Tables.DumpAsync());
    }
}
