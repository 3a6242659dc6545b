using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Enrollments;

/// <summary>Plans, and the entry that ends what runs.</summary>
public sealed class AdmissionTests
{
    private const string Journey = "new-customer-follow";
    private const string Other = "second-follow";

    [Theory]
    [InlineData(ReEntry.Once, EnrollmentState.Running, false)]
    [InlineData(ReEntry.PerKey, EnrollmentState.Starting, false)]
    [InlineData(ReEntry.PerKey, EnrollmentState.Running, false)]
    [InlineData(ReEntry.PerKey, EnrollmentState.Ended, true)]
    [InlineData(ReEntry.Wait, EnrollmentState.Running, false)]
    [InlineData(ReEntry.Wait, EnrollmentState.Ended, true)]
    [InlineData(ReEntry.Once, EnrollmentState.Ended, true)] // ended in another journey of the plan: never been in this one
    public void Of_PlanInWhichAnotherJourneyRuns_HasRoomForOne(ReEntry reEntry, EnrollmentState state, bool isAdmitted)
    {
        Enrollment known = JourneyCases.Enrollment(Other, "1", state) with { Plan = "follow-up" };
        Admittance admittance = Of(reEntry, "2", "follow-up", known);
        Assert.Equal(isAdmitted, admittance.IsAdmitted);
        Assert.Empty(admittance.Ends);
    }

    [Fact]
    public void Of_OtherPlan_DoesNotMatter() =>
        Assert.True(Of(ReEntry.PerKey, "2", "follow-up", JourneyCases.Enrollment(Other, "1", EnrollmentState.Running) with { Plan = "birthday" }).IsAdmitted);

    [Fact]
    public void Of_Restart_EndsTheRunningOfTheJourneyAndOfThePlan()
    {
        Enrollment[] known =
        [
            JourneyCases.Enrollment(Journey, "1", EnrollmentState.Running) with { Plan = "follow-up" },
            JourneyCases.Enrollment(Other, "1", EnrollmentState.Starting) with { Plan = "follow-up" },
            JourneyCases.Enrollment(Other, "0", EnrollmentState.Ended) with { Plan = "follow-up" },
            JourneyCases.Enrollment("alone", "1", EnrollmentState.Running),
        ];
        Admittance admittance = Of(ReEntry.Restart, "2", "follow-up", known);
        Assert.True(admittance.IsAdmitted);
        Assert.Equal(known[..2], admittance.Ends);
    }

    [Theory]
    [InlineData(EnrollmentState.Running)]
    [InlineData(EnrollmentState.Ended)]
    public void Of_RestartForACauseThatIsKnown_DoesNothing(EnrollmentState state)
    {
        Admittance admittance = Of(ReEntry.Restart, "1", null, JourneyCases.Enrollment(Journey, "1", state));
        Assert.False(admittance.IsAdmitted);
        Assert.Empty(admittance.Ends);
    }

    [Fact]
    public void Of_RestartWithoutPlan_LeavesOtherJourneysAlone()
    {
        Enrollment own = JourneyCases.Enrollment(Journey, "1", EnrollmentState.Running);
        Admittance admittance = Of(ReEntry.Restart, "2", null, own, JourneyCases.Enrollment(Other, "1", EnrollmentState.Running));
        Assert.Equal([own], admittance.Ends);
    }

    private static Admittance Of(ReEntry reEntry, string orderId, string? plan, params Enrollment[] known) => Admission.Of(
        JourneyCases.Of("thanks") with { ReEntry = reEntry, Plan = plan },
        JourneyCases.Enrollment(Journey, orderId, EnrollmentState.Starting).EnrollmentId,
        known);
}
