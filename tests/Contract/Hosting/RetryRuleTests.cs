using System.Reflection;
using FollowUpFlows.Runtime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>The retry attributes as numbers.</summary>
public sealed class RetryRuleTests
{
    [Theory]
    [InlineData(nameof(Shapes.Plain), 0, 0, 0)]
    [InlineData(nameof(Shapes.Fixed), 3, 10, 10)]
    [InlineData(nameof(Shapes.Doubling), 5, 4, 900)]
    [InlineData(nameof(Shapes.Endless), -1, 1, 1)]
    public void Rule_IsWhatTheAttributeSays(string method, int countMax, int firstSeconds, int longestSeconds) =>
        Assert.Equal(new RetryRule(countMax, TimeSpan.FromSeconds(firstSeconds), TimeSpan.FromSeconds(longestSeconds)), RetryRule.Of(MethodOf(method)));

    [Theory]
    [InlineData(nameof(Shapes.Negative), "-2")]
    [InlineData(nameof(Shapes.NoInterval), "'soon'")]
    [InlineData(nameof(Shapes.NegativeInterval), "'-00:00:01'")]
    [InlineData(nameof(Shapes.Reversed), "shorter")]
    public void Rule_ThatCannotBe_IsRefused(string method, string named) =>
        Assert.Contains(named, Assert.Throws<FormatException>(() => RetryRule.Of(MethodOf(method))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(2, 2, true)]
    [InlineData(2, 3, false)]
    [InlineData(0, 1, false)]
    [InlineData(-1, 1_000_000, true)]
    public void Allows_AsManyAsItSays(int countMax, int retry, bool isAllowed) =>
        Assert.Equal(isAllowed, new RetryRule(countMax, TimeSpan.Zero, TimeSpan.Zero).Allows(retry));

    /// <summary>By hand: 4 s, then 4 s and 4 s more, then 4 s and 12 s more, each addition give or take a fifth, never above a minute.</summary>
    [Theory]
    [InlineData(1, 0.0, 4.0)]
    [InlineData(1, 1.0, 4.0)]
    [InlineData(2, 0.0, 7.2)]
    [InlineData(2, 0.5, 8.0)]
    [InlineData(2, 1.0, 8.8)]
    [InlineData(3, 0.5, 16.0)]
    [InlineData(4, 0.5, 32.0)]
    [InlineData(5, 0.5, 60.0)]
    [InlineData(5_000, 0.0, 60.0)]
    public void DelayBefore_DoublesUpToTheLongest(int retry, double chance, double seconds) =>
        Assert.Equal(seconds, new RetryRule(-1, TimeSpan.FromSeconds(4), TimeSpan.FromMinutes(1)).DelayBefore(retry, chance).TotalSeconds, 3);

    [Fact]
    public void DelayBefore_OfAFixedRule_IsAlwaysTheSame() =>
        Assert.All([1, 2, 50], r => Assert.Equal(TimeSpan.FromSeconds(3), new RetryRule(-1, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)).DelayBefore(r, 0.9)));

    private static MethodInfo MethodOf(string name) => typeof(Shapes).GetMethod(name)!;

    internal static class Shapes
    {
        public static void Plain() => throw new NotSupportedException();

        [FixedDelayRetry(3, "00:00:10")]
        public static void Fixed() => throw new NotSupportedException();

        [ExponentialBackoffRetry(5, "00:00:04", "00:15:00")]
        public static void Doubling() => throw new NotSupportedException();

        [FixedDelayRetry(-1, "00:00:01")]
        public static void Endless() => throw new NotSupportedException();

        [FixedDelayRetry(-2, "00:00:01")]
        public static void Negative() => throw new NotSupportedException();

        [FixedDelayRetry(1, "soon")]
        public static void NoInterval() => throw new NotSupportedException();

        [FixedDelayRetry(1, "-00:00:01")]
        public static void NegativeInterval() => throw new NotSupportedException();

        [ExponentialBackoffRetry(1, "00:00:02", "00:00:01")]
        public static void Reversed() => throw new NotSupportedException();
    }
}
