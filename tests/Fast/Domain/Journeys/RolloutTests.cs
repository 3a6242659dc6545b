using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Journeys;

public sealed class RolloutTests
{
    private static readonly Rollout Begun = new(2, 1, RolloutPlan.Default, Told.Noon);

    /// <summary>By hand: the first 48 bits of SHA-256 of <c>rollout|news|2|c0</c> and so on, of a hundred.</summary>
    [Fact]
    public void Takes_IsByTheHashOfJourneyVersionAndCustomer()
    {
        Assert.Equal([15, 22, 31, 43, 48, 58], Enumerable.Range(0, 60).Where(i => Begun.Takes("news", $"c{i}")));
        Assert.Equal([1, 3, 10, 15, 22, 25], Enumerable.Range(0, 30).Where(i => (Begun with { Stage = 1 }).Takes("news", $"c{i}")));
        Assert.Equal([3, 5, 6, 8, 13, 14, 16, 24, 25, 29], Enumerable.Range(0, 30).Where(i => (Begun with { Stage = 1, Version = 3 }).Takes("news", $"c{i}")));
    }

    /// <summary>Who gets it at one stage gets it at every later one, whatever the stages are.</summary>
    [Fact]
    public void Takes_AtALargerStage_TakesAllOfBefore() => Law.Holds(
        from customer in Gen.Choose(0, 1_000_000)
        from first in Gen.Choose(1, 9_999)
        from second in Gen.Choose(1, 9_999)
        select (customer, Low: Math.Min(first, second), High: Math.Max(first, second)),
        c =>
        {
            if (c.Low == c.High)
            {
                return true;
            }

            Rollout rollout = Begun with { Plan = new RolloutPlan([c.Low / 100m, c.High / 100m, 100], 1) };
            bool[] taken = [.. new[] { rollout, rollout.MovedOn(Told.Noon), rollout.MovedOn(Told.Noon).MovedOn(Told.Noon) }.Select(r => r.Takes("news", $"c{c.customer}"))];
            return taken[2] && (!taken[0] || taken[1]) && taken[0] == rollout.Takes("news", $"c{c.customer}");
        });

    /// <summary>Twenty thousand throws; five standard deviations are 154 at 5 %, 306 at 25 %.</summary>
    [Theory]
    [InlineData(0, 846, 1_154)]
    [InlineData(1, 4_694, 5_306)]
    public void Takes_OfManyCustomers_IsTheShare(int stage, int low, int high) =>
        Assert.InRange(Enumerable.Range(0, 20_000).Count(i => (Begun with { Stage = stage }).Takes("news", $"c{i}")), low, high);

    /// <summary>Another version throws anew: 25 % of those who had the one have the other, within five standard deviations of 5,000 throws.</summary>
    [Fact]
    public void Takes_OfAnotherVersion_IsAnotherThrow()
    {
        Rollout two = Begun with { Stage = 1 };
        Rollout three = two with { Version = 3 };
        string[] taken = [.. Enumerable.Range(0, 20_000).Select(i => $"c{i}").Where(c => two.Takes("news", c))];
        Assert.InRange(taken.Count(c => three.Takes("news", c)) / (double)taken.Length, 0.25 - 0.031, 0.25 + 0.031);
    }

    [Fact]
    public void Stages_GoOnToTheEnd_AndNobodyOrEverybodyGetsItWhenItIsStoppedOrOver()
    {
        Rollout second = Begun.MovedOn(Told.At(1));
        Rollout over = second.MovedOn(Told.At(2));
        Assert.Equal([(5m, RolloutState.Running), (25m, RolloutState.Running), (100m, RolloutState.Finished)], new[] { Begun, second, over }.Select(r => (r.Percent, r.State)));
        Assert.Equal([Told.Noon.AddDays(7), Told.At(1).AddDays(7), null], new[] { Begun, second, over }.Select(r => r.MovesOnAt));
        Rollout stopped = second.Stopped(RolloutHarm.Complaints, Told.At(3));
        Assert.Equal((0m, (DateTimeOffset?)null, 1), (stopped.Percent, stopped.MovesOnAt, stopped.Stage));
        Assert.DoesNotContain(Enumerable.Range(0, 1000), i => stopped.Takes("news", $"c{i}"));
        Assert.DoesNotContain(Enumerable.Range(0, 1000), i => !over.Takes("news", $"c{i}"));
    }

    [Fact]
    public void Resume_GoesOnAtTheStage_AndCountsAnew()
    {
        Rollout stopped = Begun.MovedOn(Told.At(1)).Stopped(RolloutHarm.Failures, Told.At(2));
        Rollout resumed = stopped.After(RolloutAct.Resume, Told.At(3))!;
        Assert.Equal((RolloutState.Running, 25m, Told.At(3), Told.At(3), null), (resumed.State, resumed.Percent, resumed.Since, resumed.CountedSince, resumed.StoppedFor));
        Assert.Equal(Told.Noon, stopped.CountedSince);
    }

    [Theory]
    [InlineData(RolloutState.Running, "Advance Stop Finish")]
    [InlineData(RolloutState.Stopped, "Resume Finish")]
    [InlineData(RolloutState.Finished, "")]
    public void Acts_ApplyToWhatStands(RolloutState state, string acts) => Assert.Equal(
        acts, string.Join(' ', Enum.GetValues<RolloutAct>().Where(a => (Begun with { State = state }).After(a, Told.Noon) is not null)));

    [Theory]
    [InlineData("5,25,100", 7, null)]
    [InlineData("0.01,100", 1, null)]
    [InlineData("1,2,3,4,5,6,7,8,9,100", 90, null)]
    [InlineData("1,2,3,4,5,6,7,8,9,10,100", 7, "2 to 10 stages")]
    [InlineData("100", 7, "2 to 10 stages")]
    [InlineData("0,100", 7, "above 0")]
    [InlineData("5,99.99", 7, "the last is 100")]
    [InlineData("5,5,100", 7, "larger than the one before")]
    [InlineData("25,5,100", 7, "larger than the one before")]
    [InlineData("0.005,100", 7, "two decimals")]
    [InlineData("5,100", 0, "1 to 90 days")]
    [InlineData("5,100", 91, "1 to 90 days")]
    public void Plan_ThatCannotBe_IsRefusedByWhatIsWrong(string percents, int days, string? fault)
    {
        decimal[] stages = [.. percents.Split(',').Select(p => decimal.Parse(p, System.Globalization.CultureInfo.InvariantCulture))];
        string? found = RolloutPlan.FaultOf(stages, days);
        Assert.Equal(fault is null, found is null);
        Assert.Contains(fault ?? "", found ?? "", StringComparison.Ordinal);
        if (fault is not null)
        {
            Assert.Throws<ArgumentException>(() => new RolloutPlan(stages, days));
        }
    }
}
