using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ranking;

public sealed class NextChangeTests
{
    private const int HorizonDays = 700;

    private static readonly RankModel Windows = new(Models.Definition("daysSinceLast > 30", "daysSinceFirst <= 90", "behaviourScore >= 1") with
    {
        Behaviour = new EngagementScore(new Dictionary<string, int> { ["click"] = 1 }, 40),
        LapsedAfterDays = 60,
    });

    [Fact]
    public void On_Anybody_IsTheFirstDayThatLookingDailyWouldFind() => Law.Holds(
        from model in Gen.OneOf(Cases.Presets, Gen.Constant(Windows)) from facts in Cases.Customers from figures in Cases.Figures select (model, facts, figures),
        x => NextChange.On(x.model, x.facts, x.figures) == FirstDifferentDay(x.model, x.facts, x.figures));

    [Theory]
    [InlineData(8, 80_000, 179, 0, 1)]     // royal tomorrow
    [InlineData(8, 80_000, 180, 10, 170)]  // royal already: lapses 180 days after the last order
    [InlineData(1, 1_000, 10, 10, 170)]    // new for ever, but lapses
    public void On_SixRank_NamesTheDay(int orders, long yen, int firstDaysAgo, int lastDaysAgo, int inDays) =>
        Assert.Equal(Shop.Today.AddDays(inDays), NextChange.On(Shop.Preset("six-rank"), Shop.Customer(orders, yen, firstDaysAgo, lastDaysAgo), Shop.Figures));

    [Fact]
    public void On_LapsedOrProspect_NothingIsToCome()
    {
        Assert.Null(NextChange.On(Shop.Preset("six-rank"), Shop.Customer(8, 80_000, 400, 180), Shop.Figures));
        Assert.Null(NextChange.On(Shop.Preset("six-rank"), Shop.Customer(0, 0, 0), Shop.Figures));
    }

    [Fact]
    public void On_ThresholdBeyondTheCalendar_IsNever() =>
        Assert.Null(NextChange.On(Models.Of("daysSinceLast >= 99999999999", "daysSinceFirst < 5000000000"), Shop.Customer(1, 1, 400, 400), Shop.Figures));

    private static DateOnly? FirstDifferentDay(RankModel model, CustomerFacts facts, ShopFigures figures)
    {
        Placement today = model.Place(facts, figures);
        for (int i = 1; i <= HorizonDays; i++)
        {
            if (model.Place(facts.On(facts.AsOf.AddDays(i)), figures) != today)
            {
                return facts.AsOf.AddDays(i);
            }
        }

        return null;
    }
}
