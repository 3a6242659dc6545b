using System.Net;
using System.Text.Json;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Pipeline.Analytics.Reports;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>A rank model is tried out as a whole file, before anybody publishes it.</summary>
public sealed class RankTrialApiTests
{
    private static readonly string SixRank = File.ReadAllText(Repository.PathOf("templates", "ranks", "six-rank.yaml"));

    [Fact]
    public async Task Trial_OfAChangedFile_ShowsBothModelsAndWhoWouldMove()
    {
        using ApiBed bed = new((await ReportedShop.OpenAsync()).Shop.World);
        ApiAnswer tried = await TryAsync(bed, "six-rank", SixRank.Replace("- orderCount >= 2", "- orderCount >= 3", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, tried.Status);
        Assert.Equal(["early", "4", "early", "0", "購入回数が3回以上"], new[] { "before.ranks.3.id", "before.ranks.3.current", "after.ranks.3.id", "after.ranks.3.current", "after.ranks.3.conditions.0.ja" }.Select(tried.At));
        Assert.Equal(
            ["early False new False 4", "new False new False 8"],
            tried.Json.GetProperty("moves").EnumerateArray().Select(m => string.Join(' ', new[] { "from", "wasLapsed", "to", "isLapsed", "customers" }.Select(p => m.GetProperty(p).ToString()))));
        Assert.Equal(("true", "0", "[]"), (tried.At("after.isMain"), tried.At("unread"), tried.At("faults")));
        Assert.Equal("4", (await bed.GetAsync("/api/ranks")).At("models.0.ranks.3.current"));  // nothing has changed
    }

    [Fact]
    public async Task Trial_OfANewModel_StandsBesideTheShopsOwn()
    {
        using ApiBed bed = new((await ReportedShop.OpenAsync()).Shop.World);
        ApiAnswer tried = await TryAsync(bed, "mine", "id: mine\nname: 私の\nranks:\n  - { id: fan, name: ファン, when: [ orderCount >= 2 ] }\n  - { id: rest, name: みなさま }\n");
        Assert.Equal(["six-rank", "mine", "fan", "4", "false"], new[] { "before.id", "after.id", "after.ranks.0.id", "after.ranks.0.current", "after.isMain" }.Select(tried.At));
    }

    [Fact]
    public async Task Trial_OfAFaultyFile_SaysWhere()
    {
        using ApiBed bed = new((await ReportedShop.OpenAsync()).Shop.World);
        ApiAnswer tried = await TryAsync(bed, "six-rank", "id: six-rank\nname: x\nranks:\n  - { id: a, when: [ orders >= 2 ] }\n  - { id: b }\n");
        Assert.Equal(("4", null, "[]"), (tried.At("faults.0.line"), tried.At("before"), tried.At("moves")));
        Assert.Contains("orders", tried.At("faults.0.message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"name\": \"six-rank\"}")]
    [InlineData("{\"name\": \"Six Rank\", \"text\": \"id: x\"}")]
    [InlineData("{\"name\": \"six-rank\", \"text\": \"a\\u0000b\"}")]
    public async Task Trial_ThatMakesNoSense_IsRefused(string json)
    {
        using ApiBed bed = new((await ReportedShop.OpenAsync()).Shop.World);
        (await bed.SendAsync("POST", "/api/ranks/what-if", json)).IsProblem(400, "bad-request");
    }

    private static Task<ApiAnswer> TryAsync(ApiBed bed, string name, string text) => bed.SendAsync("POST", "/api/ranks/what-if", JsonSerializer.Serialize(new { name, text }));
}
