using System.Net;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Pipeline.Analytics;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

public sealed class ExperimentApiTests
{
    [Fact]
    public async Task Experiments_AreListed_OfAllAndOfOneJourney()
    {
        using ApiBed bed = new((await LivedAsync()).World);
        ApiAnswer all = await bed.GetAsync("/api/experiments");
        Assert.Equal(["j:holdout", "try"], new[] { "items.0.id", "items.1.id" }.Select(all.At));
        Assert.Equal(
            ["split", "短い件名で2回目が増える", "purchase", "none", "nothing", "true"],
            new[] { "kind", "hypothesis", "metric", "attribution", "arms.2.id", "arms.2.holdout" }.Select(p => all.At("items.1." + p)));
        Assert.Equal("[]", (await bed.GetAsync("/api/experiments?journey=other")).At("items"));
        (IReadOnlyList<string> items, int pages) = await bed.PagesAsync("/api/experiments?journey=j", 1);
        Assert.Equal((2, 2), (items.Count, pages));
    }

    [Fact]
    public async Task Experiment_IsShownWithItsVerdict()
    {
        using ApiBed bed = new((await LivedAsync()).World);
        ApiAnswer shown = await bed.GetAsync("/api/experiments/try");
        Assert.Equal(["not-yet", "true", "false", "b", "a"], new[] { "verdict", "due", "weak", "armId", "baseId" }.Select(shown.At));
        Assert.StartsWith("まだ判断できません。", shown.At("words.ja"), StringComparison.Ordinal);
        Assert.Equal(["a", "b", "nothing"], new[] { "arms.0.id", "arms.1.id", "arms.2.id" }.Select(shown.At));
        Assert.Equal(["not-yet", "JPY"], new[] { "comparisons.0.finding", "arms.0.revenue.currency" }.Select(shown.At));
        Assert.Equal("j:holdout", (await bed.GetAsync("/api/experiments/j:holdout")).At("experiment.id"));
        Assert.Equal(HttpStatusCode.NotFound, (await bed.SendAsync("GET", "/api/experiments/nothing")).Status);
    }

    [Fact]
    public async Task Journey_ShowsItsHypothesisAndItsArms()
    {
        using ApiBed bed = new((await LivedAsync()).World);
        ApiAnswer journey = await bed.GetAsync("/api/journeys/j");
        Assert.Equal(
            ["短い件名で2回目が増える", "purchase", "10pt", "10d", "5d", "none"],
            new[] { "text", "metric", "expected", "checkAfter", "window", "attribution" }.Select(p => journey.At("hypothesis." + p)));
        Assert.Equal(
            ["split", "try", "nothing", "true", null],
            new[] { "steps.0.kind", "steps.0.experiment", "steps.0.arms.2.id", "steps.0.arms.2.holdout", "steps.1.experiment" }.Select(journey.At));
    }

    [Fact]
    public async Task Verdicts_AreFoundByWords()
    {
        ExperimentShop shop = await LivedAsync();
        await shop.Reach.RunAsync(default);
        using ApiBed bed = new(shop.World);
        ApiAnswer all = await bed.GetAsync("/api/verdicts");
        Assert.Equal(["j:holdout", "try"], new[] { "items.0.experimentId", "items.1.experimentId" }.Select(all.At));
        ApiAnswer found = await bed.GetAsync($"/api/verdicts?query={Uri.EscapeDataString("try 件名")}");
        Assert.Equal(["try", "not-yet", "true", null], new[] { "items.0.experimentId", "items.0.verdict", "items.0.due", "next" }.Select(found.At));
        Assert.Equal("[]", (await bed.GetAsync("/api/verdicts?query=nowhere")).At("items"));
        (IReadOnlyList<string> items, int pages) = await bed.PagesAsync("/api/verdicts", 1);
        Assert.Equal((2, 2), (items.Count, pages));
        Assert.Equal(HttpStatusCode.BadRequest, (await bed.SendAsync("GET", "/api/verdicts?word=x")).Status);
    }

    private static async Task<ExperimentShop> LivedAsync()
    {
        ExperimentShop shop = await ExperimentShop.OpenAsync(ExperimentShop.Split, "holdout: 0.2\n" + ExperimentShop.Hypothesis);
        await shop.FirstOrdersAsync(12);
        await shop.PassAsync(11);
        return shop;
    }
}
