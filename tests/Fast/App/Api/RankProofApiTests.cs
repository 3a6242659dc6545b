using System.Text.Json;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>Why a customer stands where they stand.</summary>
public sealed class RankProofApiTests
{
    [Fact]
    public async Task Proof_OfToday_HasConditionsWhatIsMissingAndTheOrders()
    {
        Story story = await StoryAsync();
        using ApiBed bed = new(story.World);
        ApiAnswer proof = await bed.GetAsync(await PathAsync(story));
        Assert.Equal(
            ["six-rank", "2026-11-23", "early", "false", "初期顧客（現在）", "Early (current)", "early", "2026-11-23"],
            new[] { "model", "asOf", "rank", "lapsed", "summary.ja", "summary.en", "held.rank", "held.sinceOn" }.Select(proof.At));
        Assert.Equal(["royal", "semi-royal", "repeater", "early"], proof.Json.GetProperty("ranks").EnumerateArray().Select(r => ApiAnswer.At(r, "id")));
        JsonElement orders = proof.Json.GetProperty("ranks")[2].GetProperty("conditions")[0];
        Assert.Equal(
            ["orderCount >= 3", "false", "orders", "2", "3", "購入回数が3回以上", "2回", "あと1回", "1 more order"],
            new[] { "condition", "holds", "unit", "value", "threshold", "text.ja", "found.ja", "missing.ja", "missing.en" }.Select(p => ApiAnswer.At(orders, p)));
        JsonElement total = proof.Json.GetProperty("ranks")[1].GetProperty("conditions")[1];
        // The figures are those of the orders before the 23rd: one of 5,000 yen. Four times that is asked for.
        Assert.Equal(["amount", "8000", "20000"], new[] { "unit", "value", "threshold" }.Select(p => ApiAnswer.At(total, p)));
        Assert.Equal(["5000", "JPY", "1", "1", "5000"], new[] { "shop.revenue.amount", "shop.revenue.currency", "shop.orderCount", "shop.customerCount", "shop.averageOrderValue" }.Select(proof.At));
        Assert.Equal(
            ["1001 2026-11-21 5000 ", "1002 2026-11-22 700 cancelled", "1003 2026-11-23 3000 "],
            proof.Json.GetProperty("orders").EnumerateArray().Select(o => $"{ApiAnswer.At(o, "orderId")} {ApiAnswer.At(o, "orderedOn")} {ApiAnswer.At(o, "amount.amount")} {ApiAnswer.At(o, "notCounted")}"));
        Assert.Equal("2027-05-22", proof.At("lapsesOn"));
    }

    [Fact]
    public async Task Proof_OfAnEarlierDay_KnowsNothingOfLaterOrders()
    {
        Story story = await StoryAsync();
        using ApiBed bed = new(story.World);
        ApiAnswer proof = await bed.GetAsync(await PathAsync(story) + "?asOf=2026-11-22&model=six-rank");
        Assert.Equal(["2026-11-22", "new", null, "2027-05-20"], new[] { "asOf", "rank", "held", "lapsesOn" }.Select(proof.At));
        Assert.Equal(["1001", "1002"], proof.Json.GetProperty("orders").EnumerateArray().Select(o => ApiAnswer.At(o, "orderId")));
    }

    [Fact]
    public async Task Proof_OfADayBeforeTheFirstOrder_IsOfAProspect()
    {
        Story story = await StoryAsync();
        using ApiBed bed = new(story.World);
        ApiAnswer proof = await bed.GetAsync(await PathAsync(story) + "?asOf=2026-11-20");
        Assert.Equal(["prospect", null, "[]", null], new[] { "rank", "lapsesOn", "orders", "shop.averageOrderValue" }.Select(proof.At));
    }

    /// <summary>The figures of a day are written down by the first who ranks by them: to look must not do that.</summary>
    [Fact]
    public async Task Proof_OfAnyDay_WritesNothing()
    {
        Story story = await StoryAsync();
        string[] before = await story.World.Tables.DumpAsync();
        using ApiBed bed = new(story.World);
        foreach (string day in new[] { "2020-01-01", "2026-11-20", "2026-11-22", "2026-11-23" })
        {
            await bed.GetAsync($"{await PathAsync(story)}?asOf={day}");
        }

        Assert.Equal(before, await story.World.Tables.DumpAsync());
    }

    /// <summary>5,000 on the 21st; 700 on the 22nd, cancelled; 3,000 on the 23rd.</summary>
    private static async Task<Story> StoryAsync()
    {
        Story story = await Story.WithAsync();
        await story.BuysAsync(Story.Hanako, "1001");
        await story.UntilAsync("22T10:00");
        await story.BuysAsync(Story.Hanako, "1002", 700, OrderStatus.Cancelled);
        await story.UntilAsync("23T10:00");
        await story.BuysAsync(Story.Hanako, "1003", 3000);
        return story;
    }

    private static async Task<string> PathAsync(Story story) => $"/api/customers/{(await story.StateAsync(Story.Hanako)).CustomerId}/rank";
}
