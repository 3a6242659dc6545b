using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

public sealed class HypothesisTests
{
    [Fact]
    public void Hypothesis_OfAFile_IsAsWritten()
    {
        Hypothesis read = Read("text: 短い件名で増える, metric: second-purchase, expected: 2.5pt, checkAfter: 45d, window: PT48H, attribution: last-click");
        Assert.Equal(
            new Hypothesis("短い件名で増える", Metric.SecondPurchase, new ExpectedSize(2.5m, ExpectedUnit.Points), new PlanTime.Days(45), new PlanTime.Exactly(TimeSpan.FromHours(48)), Credit.LastClick),
            read);
    }

    [Fact]
    public void Hypothesis_OfWordsAlone_HasTheUsualMeasures() =>
        Assert.Equal(new Hypothesis("x", Metric.Purchase, null, new PlanTime.Days(30), new PlanTime.Days(14), Credit.None), Read("text: x"));

    [Theory]
    [InlineData("purchase", "20%", 20, ExpectedUnit.Percent)]
    [InlineData("purchase", "+20%", 20, ExpectedUnit.Percent)]
    [InlineData("repeat", "0.5pt", 0.5, ExpectedUnit.Points)]
    [InlineData("revenue", "500", 500, ExpectedUnit.Money)]
    [InlineData("margin", "12.5%", 12.5, ExpectedUnit.Percent)]
    public void Expected_OfEachMetric_HasItsUnit(string metric, string text, double size, ExpectedUnit unit) =>
        Assert.Equal(new ExpectedSize((decimal)size, unit), Read($"text: x, metric: {metric}, expected: {text}").Expected);

    [Theory]
    [InlineData(20, ExpectedUnit.Percent, 0.1, 0.02)]
    [InlineData(3, ExpectedUnit.Points, 0.1, 0.03)]
    [InlineData(500, ExpectedUnit.Money, 0, 50_000)]
    public void Size_OfADifference_IsInTheMetricsUnit(double size, ExpectedUnit unit, double before, double expected) =>
        Assert.Equal(expected, new ExpectedSize((decimal)size, unit).Of(before, 100), 12);

    [Theory]
    [InlineData("metric: purchase", "'text' is missing")]
    [InlineData("text: x, metric: sales", "'metric' must be purchase, revenue, margin, repeat, second-purchase, click, not 'sales'")]
    [InlineData("text: x, expected: 500", "'expected' must be a share such as 20%, or a difference such as 3pt (percentage points), not '500'")]
    [InlineData("text: x, metric: revenue, expected: 3pt", "'expected' must be a share such as 20%, or a difference such as 500 (per customer, in the shop's currency), not '3pt'")]
    [InlineData("text: x, expected: 0%", "'expected' must be a share such as 20%, or a difference such as 3pt (percentage points), not '0%'")]
    [InlineData("text: x, expected: -5%", "'expected' must be a share such as 20%, or a difference such as 3pt (percentage points), not '-5%'")]
    [InlineData("text: x, window: 0d", "'window' must be days such as 1d or 3d (at most 3650d), or an exact time such as PT2H or PT30M, not '0d'")]
    [InlineData("text: x, attribution: first-click", "'attribution' must be none, last-click, last-send, not 'first-click'")]
    public void Hypothesis_ThatCannotBeObeyed_IsRefused(string hypothesis, string fault) =>
        Assert.Equal([$"3: {fault}"], JourneyFile.Faults($"id: f\ntrigger: {{ type: order }}\nhypothesis: {{ {hypothesis} }}\n{JourneyFile.Steps}"));

    [Theory]
    [InlineData("marketing", "", true)]
    [InlineData("marketing", "hypothesis: { text: x }\nholdout: 0.1", false)]
    [InlineData("transactional", "", false)]
    public async Task Publish_ChangedJourneyWithoutAHypothesis_IsWarnedOf(string purpose, string more, bool isWarned)
    {
        TestShop shop = new(new TestWorld());
        Publication first = await shop.Publish.RunAsync(Set(purpose, more, "first"), default);
        Assert.DoesNotContain(first.Warnings, w => w.Rule == "no-hypothesis");
        Publication second = await shop.Publish.RunAsync(Set(purpose, more, "second"), default);
        Assert.Equal(isWarned, second.Warnings.Any(w => w is { Rule: "no-hypothesis", File: "journeys/0.yaml" }));
        Assert.DoesNotContain((await shop.Publish.RunAsync(Set(purpose, more, "second"), default)).Warnings, w => w.Rule == "no-hypothesis");
    }

    [Fact]
    public async Task Version_RemembersWhenItWasPublished_AndWhatWasExpected()
    {
        TestWorld world = new();
        TestShop shop = new(world);
        await shop.Publish.RunAsync(Set("marketing", "holdout: 0.1", "first"), default);
        DateTimeOffset first = world.ShopClock.GetUtcNow();
        world.ShopClock.Advance(TimeSpan.FromDays(40));
        await shop.Publish.RunAsync(Set("marketing", "hypothesis: { text: x }\nholdout: 0.1", "second"), default);
        Assert.Equal([first, world.ShopClock.GetUtcNow(), null], [
            await shop.Store.Journeys.PublishedAtAsync("j", 1, default),
            await shop.Store.Journeys.PublishedAtAsync("j", 2, default),
            await shop.Store.Journeys.PublishedAtAsync("j", 3, default),
        ]);
        Assert.Null((await shop.Library.PinnedAsync("j", 1, default)).Definition.Hypothesis);
        Assert.Equal("x", (await shop.Library.PinnedAsync("j", 2, default)).Definition.Hypothesis!.Text);
    }

    private static TemplateSet Set(string purpose, string more, string name) => JourneyFiles.Set(
        JourneyFiles.Journey("j", "  - { id: mail, send: { channel: [email], message: thank-you } }", purpose: purpose, more: more).Replace("name: j", $"name: {name}", StringComparison.Ordinal));

    private static Hypothesis Read(string hypothesis) =>
        JourneyFile.Load($"id: f\ntrigger: {{ type: order }}\nhypothesis: {{ {hypothesis} }}\n{JourneyFile.Steps}").Hypothesis!;
}
