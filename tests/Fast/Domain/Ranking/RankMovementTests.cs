using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ranking;

public sealed class RankMovementTests
{
    private static readonly DateOnly Seen = new(2026, 11, 21);
    private static readonly HeldRank HeldTop = new("top", new DateOnly(2026, 1, 1));
    private static readonly HeldRank HeldRest = new("rest", new DateOnly(2026, 1, 1));

    [Fact]
    public void Apply_SomebodyNew_IsPlacedAndMoved()
    {
        Movement movement = RankMovement.Apply(Model(new DemotionRule.AtOnce()), null, Look(2, Seen), MoveCause.Purchase);
        Assert.Equal(new HeldRank("top", Seen), movement.Held);
        Assert.Equal((null, "top", Seen, MoveCause.FirstPlacement), Short(movement.Move));
    }

    [Fact]
    public void Apply_SamePlacement_ChangesNothing()
    {
        Movement movement = RankMovement.Apply(Model(new DemotionRule.MonthEnd()), HeldTop, Look(2, Seen), MoveCause.Purchase);
        Assert.Equal(new Movement(HeldTop, null, null), movement);
    }

    [Fact]
    public void Apply_Rise_MovesAtOnceUnderEveryRule()
    {
        foreach (DemotionRule rule in new DemotionRule[] { new DemotionRule.AtOnce(), new DemotionRule.MonthEnd(), new DemotionRule.Grace(30) })
        {
            Movement movement = RankMovement.Apply(Model(rule), HeldRest, Look(2, Seen), MoveCause.Purchase);
            Assert.Equal(("rest", "top", Seen, MoveCause.Purchase), Short(movement.Move));
            Assert.Null(movement.NewNotice);
        }
    }

    [Fact]
    public void Apply_FallAtOnce_MovesWithoutNotice()
    {
        Movement movement = RankMovement.Apply(Model(new DemotionRule.AtOnce()), HeldTop, Look(1, Seen), MoveCause.TimePassed);
        Assert.Equal(("top", "rest", Seen, MoveCause.TimePassed), Short(movement.Move));
        Assert.Null(movement.NewNotice);
    }

    [Fact]
    public void Apply_FallWithGrace_IsAnnouncedOnceAndTakesEffectOnItsDay()
    {
        RankModel model = Model(new DemotionRule.Grace(30));
        DateOnly due = Seen.AddDays(30);
        DemotionNotice notice = new("rest", Seen, due, MoveCause.ThresholdMoved);

        Movement first = RankMovement.Apply(model, HeldTop, Look(1, Seen), MoveCause.ThresholdMoved);
        Assert.Equal(new Movement(HeldTop with { Notice = notice }, null, notice), first);

        Movement dayBefore = RankMovement.Apply(model, first.Held, Look(1, due.AddDays(-1)), MoveCause.TimePassed);
        Assert.Equal(new Movement(first.Held, null, null), dayBefore);

        Movement onTheDay = RankMovement.Apply(model, dayBefore.Held, Look(1, due), MoveCause.TimePassed);
        Assert.Equal(new HeldRank("rest", due), onTheDay.Held);
        Assert.Equal(("top", "rest", due, MoveCause.ThresholdMoved), Short(onTheDay.Move));
    }

    [Fact]
    public void Apply_RecoveryDuringGrace_TakesTheNoticeBack()
    {
        RankModel model = Model(new DemotionRule.Grace(30));
        HeldRank announced = RankMovement.Apply(model, HeldTop, Look(1, Seen), MoveCause.Purchase).Held;
        Movement recovered = RankMovement.Apply(model, announced, Look(2, Seen.AddDays(10)), MoveCause.Purchase);
        Assert.Equal(new Movement(HeldTop, null, null), recovered);
        DemotionNotice? again = RankMovement.Apply(model, recovered.Held, Look(1, Seen.AddDays(20)), MoveCause.Purchase).NewNotice;
        Assert.Equal(Seen.AddDays(50), again?.DueOn);
    }

    [Fact]
    public void Apply_FallingFurtherDuringGrace_KeepsTheDay()
    {
        RankModel three = ThreeRanks(new DemotionRule.Grace(30));
        HeldRank announced = RankMovement.Apply(three, HeldTop, Look(2, Seen), MoveCause.Purchase).Held;
        Movement further = RankMovement.Apply(three, announced, Look(1, Seen.AddDays(10)), MoveCause.Purchase);
        Assert.Equal(("rest", Seen.AddDays(30)), (further.Held.Notice!.ToRankId, further.Held.Notice.DueOn));
        Assert.Null(further.NewNotice);
        Assert.Equal("rest", RankMovement.Apply(three, further.Held, Look(1, Seen.AddDays(30)), MoveCause.Purchase).Held.RankId);
    }

    [Fact]
    public void Apply_HeldRankThatLeftTheModel_IsPlacedAnew()
    {
        Movement movement = RankMovement.Apply(Model(new DemotionRule.Grace(30)), new HeldRank("gold", Seen), Look(1, Seen), MoveCause.Purchase);
        Assert.Equal(("gold", "rest", Seen, MoveCause.FirstPlacement), Short(movement.Move));
    }

    [Fact]
    public void Apply_TheSameLookTwice_MovesOnce() => Law.Holds(
        from rule in Gen.Elements<DemotionRule>(new DemotionRule.AtOnce(), new DemotionRule.MonthEnd(), new DemotionRule.Grace(7))
        from held in Gen.Elements(null, HeldTop, HeldRest)
        from orders in Gen.Choose(0, 3)
        select (rule, held, orders),
        x =>
        {
            Movement once = RankMovement.Apply(Model(x.rule), x.held, Look(x.orders, Seen), MoveCause.Purchase);
            return RankMovement.Apply(Model(x.rule), once.Held, Look(x.orders, Seen), MoveCause.Purchase) == new Movement(once.Held, null, null);
        });

    [Theory]
    [InlineData("2026-11-21", "2026-11-30")]
    [InlineData("2026-11-30", "2026-11-30")]
    [InlineData("2028-02-01", "2028-02-29")]
    [InlineData("2026-12-31", "2026-12-31")]
    public void MonthEnd_DueOn_IsTheLastDayOfTheMonth(string seen, string due) =>
        Assert.Equal(Day(due), new DemotionRule.MonthEnd().DueOn(Day(seen)));

    private static RankModel Model(DemotionRule rule) => new(Models.Definition("orderCount >= 2") with { Demotion = rule });

    private static RankModel ThreeRanks(DemotionRule rule)
    {
        RankModelDefinition two = Models.Definition("orderCount >= 3");
        Rank middle = Models.Definition("orderCount >= 2").Ranks[0] with { Id = "middle" };
        return new RankModel(two with { Demotion = rule, Ranks = [two.Ranks[0], middle, two.Ranks[1]] });
    }

    private static RankLook Look(int orders, DateOnly on) => new(Shop.Customer(orders, 1_000, 100, 50).On(on), Shop.Figures);

    private static (string?, string, DateOnly, MoveCause)? Short(RankMove? move) =>
        move is null ? null : (move.FromRankId, move.ToRankId, move.On, move.Cause);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
