using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Domain.Sending;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Journeys.Lint;

/// <summary>Too many messages after one cause, by all journeys together.</summary>
public sealed class OverContactTests
{
    /// <summary>The days are counted by hand: three within a week are the most, eight within thirty days.</summary>
    [Theory]
    [InlineData("0 3 6", null)]
    [InlineData("0 1 3 7", null)] // the week is over with day 6
    [InlineData("0 1 3 6", "s6")]
    [InlineData("0 7 8 14 15 21 22 29", null)]
    [InlineData("0 7 8 14 15 21 22 28 29", "s29")]
    [InlineData("0 7 8 14 15 21 22 28 30", null)]
    public void OneJourney_WithMoreThanTheMost_IsFound(string days, string? step) => Assert.Equal(
        step is null ? [] : [$"over-contact {step}"], Of(Letters("a", "type: order", days)));

    [Fact]
    public void SeveralJourneys_AreCountedTogether_AndEachIsNamed()
    {
        string[] journeys = [Letters("a", "type: order", "0 3"), Letters("b", "type: order, nth: 2+", "1 5")];
        LintFinding[] found = [.. Findings(new SendRules(), journeys)];
        Assert.Equal(["a s3", "b s5"], found.Select(f => $"{f.JourneyId} {f.StepId}"));
        Assert.Contains("is one of 4 messages that customers of royal, semi-royal, repeater, early may get in 7 days after one order, with those of 'b'; more than 3", found[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type: order, nth: 1", "type: order, nth: 2", false)] // no order is both
    [InlineData("type: order, nth: 1", "type: order, nth: 1", true)]
    [InlineData("type: order", "type: registered", false)]
    [InlineData("type: order", "type: birthday", false)]
    [InlineData("type: order", "type: lapsed, days: 90", false)]
    [InlineData("type: lapsed, days: 90", "type: lapsed, days: 90", true)]
    [InlineData("type: lapsed, days: 90", "type: lapsed, days: 91", false)]
    [InlineData("type: order", "type: rank-changed, direction: up", true)]
    [InlineData("type: order", "type: rank-changed, direction: down", false)]
    public void Journeys_ThatNoCauseBeginsTogether_AreNotCountedTogether(string one, string other, bool isFound) =>
        Assert.Equal(isFound, Of(Letters("a", one, "0 3"), Letters("b", other, "1 5")).Length > 0);

    [Theory]
    [InlineData("rank: { model: six-rank, in: [royal] }", "rank: { model: six-rank, in: [new] }", false)]
    [InlineData("rank: { model: six-rank, in: [royal, new] }", "rank: { model: six-rank, in: [new] }", true)]
    [InlineData("rank: { model: six-rank, half: lapsed }", "rank: { model: six-rank, half: lapsed }", false)] // whoever orders has not lapsed
    [InlineData("plan: p", "plan: p", false)] // one at a time
    [InlineData("plan: p", "plan: q", true)]
    [InlineData("purpose: transactional", "purpose: marketing", false)]
    public void Journeys_OfOtherRanks_OfOnePlan_OrOfAPurchase_AreNotCountedTogether(string one, string other, bool isFound) =>
        Assert.Equal(isFound, Of(Letters("a", "type: order", "0 3", one), Letters("b", "type: order", "1 5", other)).Contains("over-contact s3"));

    [Theory]
    [InlineData(3, 7, "0 3 6", false)]
    [InlineData(2, 7, "0 3 6", true)]
    [InlineData(2, 6, "0 3 6", false)] // any six days have two
    [InlineData(1, 3, "0 3 6", false)]
    [InlineData(1, 4, "0 3 6", true)]
    [InlineData(1, 4, "0 30 33", true)] // later days, too
    public void Cap_OfTheShop_CountsAnyDays(int count, int days, string letters, bool isFound)
    {
        LintFinding[] found = [.. Findings(new SendRules { Cap = new FrequencyCap(count, days) }, Letters("a", "type: order", letters))];
        Assert.Equal(isFound, found.Length == 1);
        Assert.All(found, f => Assert.Contains($"the settings allow {count}", f.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("new", true)]
    [InlineData("royal", false)]
    public void Cap_OfARank_IsForThatRank(string rank, bool isFound)
    {
        SendRules rules = new() { RankCaps = [new RankCap(new FrequencyCap(1, 7), [rank], FollowUpFlows.Domain.Journeys.Half.Any)] };
        Assert.Equal(isFound, Findings(rules, Letters("a", "type: order, nth: 1", "0 3", "rank: { model: six-rank, in: [new] }")).Any());
    }

    [Fact]
    public void Ways_ThatExcludeEachOther_CountOnce_TheLongest()
    {
        string branch = "- { id: w, branch: [ { when: { fact: [orderCount >= 3] }, steps: [ " + Letter("x", 1) + ", " + Letter("y", 2) + " ] }, { otherwise: true, steps: [ " + Letter("z", 1) + " ] } ] }";
        Assert.Empty(Of(LintCases.Steps("type: order", "- " + Letter("a", 0), branch)));
        Assert.Equal(["over-contact b"], Of(LintCases.Steps("type: order", "- " + Letter("a", 0), branch, "- " + Letter("b", 3))));
    }

    [Theory]
    [InlineData("royal", true)]
    [InlineData("prospect", false)] // nobody who has ordered
    public void Branch_ForARank_IsGoneThroughByThatRank(string rank, bool isFound) => Assert.Equal(isFound, Of(LintCases.Steps(
        "type: order",
        "- " + Letter("a", 0),
        $"- {{ id: w, branch: [ {{ when: {{ rank: [{rank}], model: six-rank }}, steps: [ {Letter("x", 1)}, {Letter("y", 2)}, {Letter("z", 3)} ] }} ] }}")).Length > 0);

    [Fact]
    public void AWaitForAnOrder_EndsByItsTime_AndAnExitEndsAll()
    {
        string wait = "- { id: w, after: 1d, waitFor: { type: order, timeout: 7d }, then: [ " + Letter("x", 1) + ", " + Letter("y", 2) + ", " + Letter("z", 3) + " ], else: [ " + Letter("n", 1) + " ] }";
        Assert.Empty(Of(LintCases.Steps("type: order", "- " + Letter("a", 0), "- " + Letter("b", 1), wait)));
        string exit = "- { id: w, branch: [ { when: { fact: [orderCount >= 3] }, steps: [ " + Letter("x", 1) + ", { id: e, exit: true } ] } ] }";
        Assert.Empty(Of(LintCases.Steps("type: order", "- " + Letter("a", 0), exit, "- " + Letter("b", 2), "- " + Letter("c", 3))));
    }

    private static string[] Of(params string[] journeys) => [.. Findings(new SendRules(), journeys).Select(f => $"{f.Rule} {f.StepId}")];

    private static IEnumerable<LintFinding> Findings(SendRules rules, params string[] journeys) =>
        LintCases.Findings(LintCases.TheShop with { RankModelId = "six-rank", Limits = rules }, journeys).Where(f => f.Rule == OverContact.Rule);

    private static string Letters(string id, string trigger, string days, string more = "") =>
        $"id: {id}\ntrigger: {{ {trigger} }}\n{more}\nsteps:\n" + string.Concat(days.Split(' ').Select(d => $"  - {Letter($"s{d}", int.Parse(d, System.Globalization.CultureInfo.InvariantCulture))}\n"));

    private static string Letter(string id, int day) => $"{{ id: {id}, after: {day}d, {LintCases.Thanks} }}";
}
