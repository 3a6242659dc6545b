using FollowUpFlows.Domain.Journeys.Lint;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Journeys.Lint;

/// <summary>Journeys of the calendar that never come, or never come back.</summary>
public sealed class CalendarSenseTests
{
    [Theory]
    [InlineData("type: before-lapse, before: 179d", "", false)]
    [InlineData("type: before-lapse, before: 180d", "", true)] // the day of the order itself
    [InlineData("type: before-lapse, before: 30d", "rank: { half: lapsed }\n", true)]
    [InlineData("type: before-lapse, before: 30d", "rank: { half: current }\n", false)]
    public void BeforeLapse_ThatNeverComes_CannotBePublished(string trigger, string keys, bool isFound) =>
        Assert.Equal(isFound ? [("never-before-the-lapse", LintSeverity.Fault)] : [], Found(trigger, keys));

    [Theory]
    [InlineData("type: birthday", "reentry: once\n", true)]
    [InlineData("type: anniversary", "reentry: once\n", true)]
    [InlineData("type: birthday", "", false)]
    [InlineData("type: birthday", "reentry: wait\n", false)]
    [InlineData("type: registered", "reentry: once\n", false)]
    public void Yearly_OnceInALifetime_IsWarnedOf(string trigger, string keys, bool isFound) =>
        Assert.Equal(isFound ? [("yearly-only-once", LintSeverity.Warning)] : [], Found(trigger, keys));

    private static (string Rule, LintSeverity Severity)[] Found(string trigger, string keys) =>
    [
        .. LintCases.Findings(LintCases.TheShop, keys + LintCases.Steps(trigger, "- { id: s, send: { channel: [email], message: thanks } }"))
            .Where(f => f.Rule is "never-before-the-lapse" or "yearly-only-once")
            .Select(f => (f.Rule, f.Severity)),
    ];
}
