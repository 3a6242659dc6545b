using System.Text.RegularExpressions;
using FollowUpFlows.Channels.Line;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Channels.Line;

/// <summary>Names under which LINE counts.</summary>
public sealed partial class LineUnitsTests
{
    [Theory]
    [InlineData("welcome-back", "thanks", "welcome_back__thanks")]
    [InlineData("abcdefghijklmn", "abcdefghijklmn", "abcdefghijklmn__abcdefghijklmn")] // 30
    public void Of_ShortIds_CanBeRead(string journey, string step, string unit) => Assert.Equal(unit, LineUnits.Of(journey, step));

    [Theory]
    [InlineData("abcdefghijklmn", "abcdefghijklmno")] // 31
    [InlineData("a", "very-very-very-very-very-very-very-long-step")]
    [InlineData("a--b", "c")]
    [InlineData("a-", "c")]
    [InlineData("お礼", "一")]
    [InlineData("", "")]
    public void Of_AnyIds_FitsLinesPattern(string journey, string step) => Assert.Matches(Pattern(), LineUnits.Of(journey, step));

    [Fact]
    public void Of_DifferentSteps_AreCountedApart()
    {
        string[] ids = ["a", "b", "a-b", "a--b", "-a", "a-", "a-b-c", "あ", "い", "abcdefghijklmnopqrstuvwxyz-1", "abcdefghijklmnopqrstuvwxyz-2"];
        string[] units = [.. ids.SelectMany(j => ids.Select(s => LineUnits.Of(j, s)))];
        Assert.Equal(units.Length, units.Distinct(StringComparer.Ordinal).Count());
        Assert.All(units, u => Assert.Matches(Pattern(), u));
    }

    [GeneratedRegex("^[a-zA-Z0-9_]{1,30}$")]
    private static partial Regex Pattern();
}
