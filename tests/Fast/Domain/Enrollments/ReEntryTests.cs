using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Enrollments;

/// <summary>Whether a cause enrolls somebody who was enrolled before.</summary>
public sealed class ReEntryTests
{
    private const string Journey = "new-customer-follow";

    [Theory]
    [InlineData(ReEntry.Once, EnrollmentState.Starting, false, false)]
    [InlineData(ReEntry.Once, EnrollmentState.Running, false, false)]
    [InlineData(ReEntry.Once, EnrollmentState.Ended, false, false)]
    [InlineData(ReEntry.PerKey, EnrollmentState.Starting, false, true)]
    [InlineData(ReEntry.PerKey, EnrollmentState.Running, false, true)]
    [InlineData(ReEntry.PerKey, EnrollmentState.Ended, false, true)]
    [InlineData(ReEntry.Wait, EnrollmentState.Starting, false, false)]
    [InlineData(ReEntry.Wait, EnrollmentState.Running, false, false)]
    [InlineData(ReEntry.Wait, EnrollmentState.Ended, false, true)]
    public void Admits_SomebodyWhoWasEnrolled_DependsOnTheJourney(ReEntry reEntry, EnrollmentState state, bool sameCause, bool otherCause)
    {
        Enrollment known = JourneyCases.Enrollment(Journey, "1", state);
        Assert.Equal(sameCause, Admits(reEntry, "1", known));
        Assert.Equal(otherCause, Admits(reEntry, "2", known));
    }

    [Theory]
    [InlineData(ReEntry.Once)]
    [InlineData(ReEntry.PerKey)]
    [InlineData(ReEntry.Wait)]
    public void Admits_SomebodyWhoWasNeverInTheJourney_IsTrue(ReEntry reEntry)
    {
        Assert.True(Admits(reEntry, "1"));
        Assert.True(Admits(reEntry, "1", JourneyCases.Enrollment("other-journey", "1", EnrollmentState.Running)));
    }

    [Fact]
    public void Admits_WaitWithOneEndedAndOneRunning_IsFalse() => Assert.False(Admits(
        ReEntry.Wait,
        "3",
        JourneyCases.Enrollment(Journey, "1", EnrollmentState.Ended),
        JourneyCases.Enrollment(Journey, "2", EnrollmentState.Running)));

    private static bool Admits(ReEntry reEntry, string orderId, params Enrollment[] known) => Admission.Of(
        JourneyCases.Of("thanks") with { ReEntry = reEntry },
        JourneyCases.Enrollment(Journey, orderId, EnrollmentState.Starting).EnrollmentId,
        known).IsAdmitted;
}
