using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Analytics;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Analytics;

/// <summary>While a version is rolled out, it is compared with the one before among those who were drawn to both in the same days.</summary>
public sealed class DrawnVersionsTests
{
    private static readonly DateTimeOffset Began = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly RolloutPlan Plan = new([5, 25, 100], 7);

    [Fact]
    public async Task Versions_WhileOneIsRolledOut_AreThoseDrawnToEach_AsEvidenceOfChance()
    {
        RolloutShop shop = await RolloutShop.OpenAsync(stages: null);
        await shop.BuyAsync(0, 10);
        await shop.PassAsync(1);
        await shop.PublishAsync(RolloutShop.New, "50,100");
        await shop.BuyAsync(10, 60);
        Dictionary<int, int> drawn = await shop.VersionsAsync(10, 60);
        foreach (int again in (int[])[11, 14, 17])
        {
            await shop.PassAsync(1);
            await shop.BuysAsync(again, $"again-{again}");
        }

        await shop.PassAsync(15);
        Judged judged = await JudgedAsync(shop);
        Verdict verdict = judged.Verdict;
        Assert.Equal([("v1", 50.0), ("v2", 50.0)], verdict.Arms.Select(a => (a.Arm.Id, a.Arm.Weight)));
        Assert.Equal(drawn.Values.CountBy(v => v).OrderBy(v => v.Key).Select(v => ((long)v.Value, (long)v.Value)), verdict.Arms.Select(a => (a.Entered, a.Complete)));
        Assert.Equal(3, verdict.Arms.Sum(a => a.Buyers.Hits));
        Assert.False(verdict.IsWeak);
        Assert.InRange(verdict.SampleRatioPValue, SampleRatio.AlarmBelow, 1);
        Assert.StartsWith("段階公開（50%）の同じ時期に、無作為に分かれた方どうしの比較: まだ判断できません", VerdictWords.Of(judged, TestShop.Settings.Currency).Ja, StringComparison.Ordinal);
    }

    /// <summary>Who came afterwards got the new version whoever they were.</summary>
    [Fact]
    public async Task Versions_AfterTheRollOut_AreStillThoseOfItsDays()
    {
        RolloutShop shop = await RolloutShop.OpenAsync("50,100");
        await shop.BuyAsync(0, 20);
        await shop.PassAsync(1);
        Assert.True((await shop.Steer.RunAsync(RolloutShop.JourneyId, RolloutAct.Finish, new OperatorAct("花子", "よさそう"), default))!.IsDone);
        await shop.BuyAsync(20, 5);
        Judged judged = await JudgedAsync(shop);
        Assert.Equal((20L, false), (judged.Verdict.Arms.Sum(a => a.Entered), judged.Verdict.IsWeak));
    }

    [Fact]
    public async Task Versions_OfARollOutThatWasOverAtOnce_AreBeforeAndAfter()
    {
        RolloutShop shop = await RolloutShop.OpenAsync("50,100");
        await shop.Steer.RunAsync(RolloutShop.JourneyId, RolloutAct.Finish, new OperatorAct("花子", "急ぎ"), default);
        Assert.True((await JudgedAsync(shop)).Verdict.IsWeak);
    }

    [Fact]
    public void Period_IsTheLastStageThatGivesBoth()
    {
        Rollout rollout = new(2, 1, Plan, Began);
        Assert.Equal(new DrawnPeriod(Began, null, 5), DrawnPeriod.Of(rollout, []));
        RolloutEntry second = new(2, Began.AddDays(7), RolloutState.Running, 25);
        RolloutEntry end = new(2, Began.AddDays(14), RolloutState.Finished, 100);
        Assert.Equal(new DrawnPeriod(second.At, null, 25), DrawnPeriod.Of(rollout, [second]));
        Assert.Equal(new DrawnPeriod(second.At, end.At, 25), DrawnPeriod.Of(rollout, [end, second]));
        Assert.Equal(new DrawnPeriod(Began, second.At, 5), DrawnPeriod.Of(rollout, [new(2, Began.AddDays(7).AddHours(23), RolloutState.Stopped, 0), second]));
        Assert.Equal(new DrawnPeriod(second.At, second.At.AddDays(1), 25), DrawnPeriod.Of(rollout, [new(2, second.At.AddDays(1), RolloutState.Stopped, 0), second]));
        Assert.Null(DrawnPeriod.Of(rollout, [new(2, Began.AddHours(23), RolloutState.Finished, 100)]));
        Assert.Equal(new DrawnPeriod(Began, null, 5), DrawnPeriod.Of(rollout, [new(1, Began.AddDays(-3), RolloutState.Stopped, 0)]));  // of an earlier version
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(86_399, true)]
    [InlineData(86_400, false)]
    public void Period_HoldsItsBeginning_AndNotItsEnd(int seconds, bool isWithin) =>
        Assert.Equal(isWithin, new DrawnPeriod(Began, Began.AddDays(1), 5).Holds(Began.AddSeconds(seconds)));

    private static async Task<Judged> JudgedAsync(RolloutShop shop)
    {
        ListExperiments list = new(shop.Shop.Store, shop.Shop.Library, new HoldoutStart(shop.World.Tables), TestShop.Settings, shop.World.Clocks);
        MeasureExperiments measure = new(shop.World.Tables, new EnrolledIndex(shop.World.Tables), shop.Shop.Library, TestShop.Settings);
        Experiment experiment = Assert.IsType<Experiment>(await list.FindAsync(RolloutShop.JourneyId + ":versions", default));
        return Assert.Single(await new JudgeExperiments(measure, TestShop.Settings, shop.World.Clocks).RunAsync([experiment], default));
    }
}
