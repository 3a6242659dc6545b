using FollowUpFlows.Domain.Deliveries;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain;

/// <summary>People and programs.</summary>
public sealed class VisitRuleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, true)]
    [InlineData(" ", true)]
    [InlineData("Mozilla/5.0", true)] // Apple's mail privacy
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari Line/14.1.0", false)]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36", false)]
    [InlineData("Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)", false)] // fetched when a person looks
    [InlineData("Mozilla/5.0 (Linux; Android 13; CUBOT X70) Chrome/131.0 Mobile Safari/537.36", false)]
    [InlineData("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", true)]
    [InlineData("facebookexternalhit/1.1;line-poker/1.0", true)]
    [InlineData("python-requests/2.32", true)]
    [InlineData("curl/8.5.0", true)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/131.0 Safari/537.36", true)]
    public void Program_SaysSo_OrSaysNothing(string? agent, bool expected) => Assert.Equal(expected, VisitRule.IsProgram(agent));

    [Theory]
    [InlineData(false)] // alone
    [InlineData(false, 0)] // the same link again and again
    [InlineData(true, 999)]
    [InlineData(false, 1000)]
    [InlineData(true, 1000, 4999)]
    [InlineData(false, 1000, 5000)]
    [InlineData(true, -4999, 4999)]
    [InlineData(true, -999)]
    public void Links_FollowedAtOnce_AreAProgramsWork(bool expected, params int[] otherMilliseconds)
    {
        List<(string, DateTimeOffset)> visits = [("own", Noon), ("own", Noon.AddMilliseconds(10))];
        visits.AddRange(otherMilliseconds.Where(m => m != 0).Select((m, i) => ($"other-{i}", Noon.AddMilliseconds(m))));
        Assert.Equal(expected, VisitRule.IsBurst("own", Noon, visits));
    }
}
