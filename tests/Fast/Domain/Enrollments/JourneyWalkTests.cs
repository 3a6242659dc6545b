using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using NodaTime;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Enrollments;

/// <summary>What an enrollment goes through, and when: the ledger plans from it and the certificate recomputes from it.</summary>
public sealed class JourneyWalkTests
{
    private static readonly Enrollment Bought = JourneyCases.Enrollment("new-customer-follow", "1", EnrollmentState.Running) with
    {
        TriggeredAt = Tokyo(21, 9),
        EnrolledAt = Tokyo(21, 9),
    };

    [Fact]
    public void Of_StepsWithDays_CountFromTheDayOfTheTriggerAtTheShopsTimes() => Assert.Equal(
        ["a 21T09:00", "b 22T10:00", "c 24T19:00", "d 24T19:00"],
        Visits(Walk(Send("a"), Send("b", Day(1)), Send("c", Day(3, 19)), Send("d")), Bought));

    [Fact]
    public void Of_StepWhoseTimeHasPassedWhenItIsReached_IsDueThen() => Assert.Equal(
        ["a 24T19:00", "b 24T19:00", "c 24T21:00"],
        Visits(Walk(Send("a", Day(3, 19)), Send("b", Day(1)), Send("c", new StepTiming.Exactly(TimeSpan.FromHours(84)))), Bought));

    [Fact]
    public void Of_EnrollmentThatWasMadeLate_OwesNothingBefore() => Assert.Equal(
        ["a 23T12:00", "b 23T12:00", "c 24T10:00"],
        Visits(Walk(Send("a"), Send("b", Day(1)), Send("c", Day(3))), Bought with { EnrolledAt = Tokyo(23, 12) }));

    [Theory]
    [InlineData(null, new[] { "a 21T09:00", "fork 22T10:00" })]
    [InlineData(0, new[] { "a 21T09:00", "fork 22T10:00", "b 22T11:00", "c 23T10:00", "z 28T10:00" })]
    [InlineData(1, new[] { "a 21T09:00", "fork 22T10:00", "out 22T11:00" })]
    [InlineData(2, new[] { "a 21T09:00", "fork 22T10:00", "z 28T10:00" })] // an arm without steps
    [InlineData(Choice.None, new[] { "a 21T09:00", "fork 22T10:00", "z 28T10:00" })]
    public void Of_Branch_GoesTheChosenWay_FromTheMomentOfTheChoice(int? arm, string[] expected)
    {
        Step.Branch fork = new("fork", Day(1),
        [
            new BranchArm(null, [Send("b"), Send("c", Day(2))]),
            new BranchArm(null, [new Step.Exit("out", new StepTiming.AtOnce()), Send("never")]),
            new BranchArm(null, []),
        ]);
        Choice[] choices = arm is { } taken ? [new Choice(Bought.EnrollmentId, "fork", taken, Tokyo(22, 11))] : [];
        Assert.Equal(expected, Visits(Walk(Send("a"), fork, Send("z", Day(7))), Bought, choices));
    }

    [Fact]
    public void Of_NestedWays_LeadBackToWhatFollowsTheOutermost()
    {
        Step.WaitFor inner = new("inner", Day(2), new Awaited.Order(), new PlanTime.Days(1), [Send("thanks")], []);
        Step.Branch outer = new("outer", Day(1), [new BranchArm(null, [inner])]);
        JourneyWalk walk = Walk(outer, Send("end", Day(9)));
        Choice into = new(Bought.EnrollmentId, "outer", 0, Tokyo(22, 10));

        Assert.Equal(["outer 22T10:00", "inner 23T10:00"], Visits(walk, Bought, into));
        Assert.Equal(
            ["outer 22T10:00", "inner 23T10:00", "thanks 23T15:00", "end 30T10:00"],
            Visits(walk, Bought, into, new Choice(Bought.EnrollmentId, "inner", Step.WaitFor.ThenArm, Tokyo(23, 15))));
        Assert.Equal(
            ["outer 22T10:00", "inner 23T10:00", "end 30T10:00"],
            Visits(walk, Bought, into, new Choice(Bought.EnrollmentId, "inner", Step.WaitFor.ElseArm, Tokyo(24, 10))));
    }

    [Theory]
    [InlineData(0, new[] { "b 23T12:00", "then 23T12:00", "c 24T10:00" })] // moved on the day of the trigger: day 0 has passed
    [InlineData(1, new[] { "c 24T10:00" })]
    [InlineData(2, new[] { "c 24T10:00" })]
    [InlineData(3, new string[0])]
    public void Of_SomebodyMovedHere_BeginsAfterTheDaysThatHavePassed(int daysPassed, string[] expected) => Assert.Equal(
        expected,
        Visits(
            Walk(Send("a"), Send("b", Day(1)), Send("then"), Send("c", Day(3))),
            Bought with { AfterDay = daysPassed, EnrolledAt = Tokyo(23, 12) }));

    [Fact]
    public void Of_DaysOverTheChangeOfClocks_KeepTheWallClock()
    {
        ShopCalendar newYork = ShopCalendar.Find("America/New_York")!;
        DateTimeOffset at = new(2026, 10, 31, 13, 0, 0, TimeSpan.Zero);  // 09:00, the day before the clocks go back
        Enrollment enrollment = Bought with { TriggeredAt = at, TriggeredOn = new DateOnly(2026, 10, 31), EnrolledAt = at };
        StepVisit visit = new JourneyWalk(Journey(Send("a", Day(1))), newYork, new LocalTime(10, 0)).Of(enrollment, new Dictionary<string, Choice>())[0];
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 15, 0, 0, TimeSpan.Zero), visit.DueAt);
    }

    /// <summary>The shop's setting was another when the enrollment was made.</summary>
    [Fact]
    public void Of_EnrollmentThatKeepsATime_GoesByIt() => Assert.Equal(
        ["a 21T09:00", "b 22T08:30", "c 24T19:00"],
        Visits(Walk(Send("a"), Send("b", Day(1)), Send("c", Day(3, 19))), Bought with { SendAt = new LocalTime(8, 30) }));

    private static string[] Visits(JourneyWalk walk, Enrollment enrollment, params Choice[] choices) =>
    [
        .. walk.Of(enrollment, choices.ToDictionary(c => c.StepId))
            .Select(v => $"{v.Step.Id} {v.DueAt.ToOffset(TimeSpan.FromHours(9)):dd'T'HH:mm}"),
    ];

    private static JourneyWalk Walk(params Step[] steps) => new(Journey(steps), Shop.Tokyo, new LocalTime(10, 0));

    private static JourneyDefinition Journey(params Step[] steps) => JourneyCases.Of() with { Steps = steps };

    private static Step.Send Send(string id, StepTiming? timing = null) => JourneyCases.Send(id) with { Timing = timing ?? new StepTiming.AtOnce() };

    private static StepTiming.OnDay Day(int days, int? hour = null) => new(days, hour is { } h ? new LocalTime(h, 0) : null);

    private static DateTimeOffset Tokyo(int day, int hour) => new(2026, 11, day, hour, 0, 0, TimeSpan.FromHours(9));
}
