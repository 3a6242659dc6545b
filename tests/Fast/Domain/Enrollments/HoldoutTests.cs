using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Enrollments;

public sealed class HoldoutTests
{
    /// <summary>Ten thousand throws of 10 %: five standard deviations are 150.</summary>
    [Fact]
    public void Holds_ShareOfCustomers_IsTheHoldout() => Assert.InRange(Held(0.1m, "a").Count, 850, 1150);

    [Theory]
    [InlineData(0)]
    [InlineData(0.999999)]
    public void Holds_Ends_AreNobodyAndNearlyEverybody(double share) =>
        Assert.InRange(Held((decimal)share, "a").Count, share == 0 ? 0 : 9_990, share == 0 ? 0 : 10_000);

    /// <summary>Raising the share keeps those who are out: they must never have been messaged.</summary>
    [Fact]
    public void Holds_LargerShare_KeepsThoseWhoWereOut() => Assert.Subset(Held(0.3m, "a").ToHashSet(), Held(0.1m, "a").ToHashSet());

    /// <summary>Two journeys hold out different customers: about 1 % are out of both.</summary>
    [Fact]
    public void Holds_OtherJourney_IsAnotherThrow() => Assert.InRange(Held(0.1m, "a").Intersect(Held(0.1m, "b")).Count(), 50, 150);

    private static List<string> Held(decimal share, string journeyId) =>
    [
        .. Enumerable.Range(0, 10_000).Select(i => $"c{i}")
            .Where(c => Holdout.Holds(JourneyCases.Of("thanks") with { Id = journeyId, Holdout = share }, c)),
    ];
}
