using System.Text.Json;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>What the ranks ask for, and how many customers each has.</summary>
public sealed class RankApiTests
{
    private static readonly SourceCustomer Jiro = Told.Account("8", -60, "jiro@example.com");

    [Fact]
    public async Task Ranks_SayWhatTheyAskFor_FromTheHighest()
    {
        Story story = await Story.WithAsync();
        await story.BuysAsync(Jiro, "1", 10_000);
        await story.UntilAsync("22T09:00");  // the figures of a day are over the days before it
        using ApiBed bed = new(story.World);
        ApiAnswer ranks = await bed.GetAsync("/api/ranks");
        Assert.Equal(["six-rank", "true", "true", "at-once", null], new[] { "id", "isMain", "isInUse", "demotion", "graceDays" }.Select(p => ranks.At("models.0." + p)));
        Assert.Equal(["royal", "semi-royal", "repeater", "early", "new", "prospect"], Ranks(ranks).Select(r => ApiAnswer.At(r, "id")));
        Assert.Equal(
            ["購入回数が8回以上", "累計購入金額が店全体の平均注文単価の8倍（80,000円）以上", "初回購入からの日数が180日以上"],
            Ranks(ranks)[0].GetProperty("conditions").EnumerateArray().Select(c => ApiAnswer.At(c, "ja")));
        Assert.Equal("0", Ranks(ranks)[^1].GetProperty("conditions").GetArrayLength().ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("180", ApiAnswer.At(Ranks(ranks)[0], "lapsedAfterDays"));
    }

    [Fact]
    public async Task Ranks_CountTheirCustomersAndWhatTheyBring()
    {
        Story story = await Story.WithAsync();
        await story.BuysAsync(Story.Hanako, "1", 1000);
        await story.BuysAsync(Story.Hanako, "2", 2000);
        await story.BuysAsync(Jiro, "3", 9000);
        using ApiBed bed = new(story.World);
        ApiAnswer ranks = await bed.GetAsync("/api/ranks");
        Assert.Equal(["royal 0 0 0", "semi-royal 0 0 0", "repeater 0 0 0", "early 1 0 0.25", "new 1 0 0.75", "prospect 0 0 0"], Ranks(ranks).Select(Row));
    }

    /// <summary>180 days after the order, that day included.</summary>
    [Theory]
    [InlineData(179, "new 1 0 1")]
    [InlineData(180, "new 0 1 1")]
    public async Task Ranks_CountTheLapsedApart(int days, string expected)
    {
        Story story = await Story.WithAsync();
        await story.BuysAsync(Jiro, "1");
        story.World.ShopClock.MoveTo(Told.Noon.AddDays(days));
        using ApiBed bed = new(story.World);
        Assert.Equal(expected, Row(Ranks(await bed.GetAsync("/api/ranks"))[4]));
    }

    [Fact]
    public async Task Ranks_OfAShopWithoutOrders_HaveNoShareOfNothing()
    {
        Story story = await Story.WithAsync();
        using ApiBed bed = new(story.World);
        ApiAnswer ranks = await bed.GetAsync("/api/ranks");
        Assert.All(Ranks(ranks), r => Assert.Null(ApiAnswer.At(r, "revenueShare")));
        Assert.Equal("累計購入金額が店全体の平均注文単価の8倍（―）以上", ApiAnswer.At(Ranks(ranks)[0], "conditions.1.ja"));
    }

    private static JsonElement[] Ranks(ApiAnswer ranks) => [.. ranks.Json.GetProperty("models")[0].GetProperty("ranks").EnumerateArray()];

    private static string Row(JsonElement rank) => string.Join(' ', new[] { "id", "current", "lapsed", "revenueShare" }.Select(p => ApiAnswer.At(rank, p)));
}
