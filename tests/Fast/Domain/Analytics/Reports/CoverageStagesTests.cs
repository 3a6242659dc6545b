using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics.Reports;

public sealed class CoverageStagesTests
{
    private static readonly RankModel Six = Shop.Preset("six-rank");

    [Theory]
    [InlineData(0, "at-once")]
    [InlineData(1, "day-3")]
    [InlineData(4, "day-3")]
    [InlineData(5, "week-1")]
    [InlineData(14, "week-1")]
    [InlineData(15, "later")]
    public void Message_AfterAnOrder_StandsAtItsDay(int day, string stage) =>
        Assert.Equal([stage], StagesOf($"trigger: {{ type: order }}\nsteps: [ {{ id: a, after: {day}d, send: {{ channel: email, message: m }} }} ]", "royal"));

    [Fact]
    public void Map_ShowsWhatCannotCome_AndWhereNoPlanIs()
    {
        string[] map = ReportCases.Lines(CoverageStages.Of(Six, [JourneyFile.Load(Journey("rank: { in: [new], half: current }\ntrigger: { type: order }\nsteps: [ { id: a, send: { channel: email, message: m } } ]"))]));
        Assert.Equal(11, map.Length);  // a prospect cannot lapse
        Assert.Contains("new,1,0,0,0,0,0,0,", map);
        Assert.Contains("new:lapsed,,,,,0,0,,0", map);  // who orders is current
        Assert.Contains("prospect,0,0,0,0,0,,,", map);  // who never ordered has no anniversary
        Assert.Equal("rank,at-once,day-3,week-1,later,birthday,anniversary,before-lapse,after-lapse", string.Join(',', CoverageStages.Of(Six, []).Columns.Select(c => c.Id)));
    }

    [Fact]
    public void Branch_ByRank_LeadsEachRankItsOwnWay()
    {
        const string Ways = """
            trigger: { type: order }
            steps:
              - id: way
                after: 3d
                branch:
                  - when: { rank: [royal] }
                    steps: [ { id: a, send: { channel: email, message: m } }, { id: b, after: 30d, send: { channel: email, message: m } } ]
                  - when: { fact: [orderCount >= 5] }
                    steps: [ { id: c, after: 7d, send: { channel: email, message: m } } ]
                  - otherwise: true
                    steps: [ { id: end, exit: true }, { id: d, send: { channel: email, message: m } } ]
              - { id: e, after: 60d, webhook: crm }
            """;
        Assert.Equal(["day-3", "later"], StagesOf(Ways, "royal"));
        Assert.Equal(["week-1"], StagesOf(Ways, "early"));  // the way of the others ends before its message, and telling a program is none
    }

    [Fact]
    public void Wait_ThatEnds_MovesWhatComesAfterIt() => Assert.Equal(["day-3", "week-1"], StagesOf("""
        trigger: { type: order }
        steps:
          - id: wait
            after: 1d
            waitFor: { type: order, timeout: 6d }
            then: [ { id: a, send: { channel: email, message: m } } ]
            else: [ { id: b, send: { channel: email, message: m } } ]
        """, "royal"));

    [Theory]
    [InlineData("{ type: order, nth: 1 }", "new", true)]
    [InlineData("{ type: order, nth: 1 }", "royal", false)]  // eight orders at least
    [InlineData("{ type: order, nth: 2+ }", "royal", true)]
    [InlineData("{ type: order }", "prospect", false)]
    [InlineData("{ type: registered }", "prospect", true)]
    [InlineData("{ type: registered }", "new", false)]
    [InlineData("{ type: rank-changed, to: [royal] }", "royal", true)]
    [InlineData("{ type: rank-changed, to: [royal] }", "new", false)]
    [InlineData("{ type: event, event: survey }", "new", false)]
    public void Trigger_ThatTheRankCannotHave_FillsNothing(string trigger, string rank, bool isFilled) =>
        Assert.Equal(isFilled ? ["at-once"] : [], StagesOf($"trigger: {trigger}\nsteps: [ {{ id: a, send: {{ channel: email, message: m }} }} ]", rank));

    [Theory]
    [InlineData("{ type: birthday }", "royal", "birthday")]
    [InlineData("{ type: birthday }", "prospect", "birthday")]
    [InlineData("{ type: anniversary }", "royal:lapsed", "anniversary")]
    [InlineData("{ type: before-lapse, before: 30d }", "royal", "before-lapse")]
    [InlineData("{ type: before-lapse, before: 30d }", "royal:lapsed", "")]
    [InlineData("{ type: lapsed, days: 180 }", "royal:lapsed", "after-lapse")]
    [InlineData("{ type: lapsed, days: 179 }", "royal", "before-lapse")]  // quiet, but not for as long as the model asks
    [InlineData("{ type: lapsed, days: 180 }", "royal", "")]
    public void Day_OfTheCalendar_IsAStageOfItsOwn(string trigger, string rank, string stage) =>
        Assert.Equal(stage.Length == 0 ? [] : [stage], StagesOf($"trigger: {trigger}\nsteps: [ {{ id: a, after: 9d, send: {{ channel: email, message: m }} }} ]", rank));

    private static string Journey(string rest) => $"id: j\n{rest}\n";

    private static string[] StagesOf(string journey, string place) =>
    [
        .. ReportCases.Lines(CoverageStages.Journeys(Six, [JourneyFile.Load(Journey(journey))])).Select(l => l.Split(',')).Where(l => l[0] == place && l[2] == "j").Select(l => l[1]),
    ];
}
