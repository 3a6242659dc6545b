using System.Globalization;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending.Certificates;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using NodaTime;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Sending.Certificates;

/// <summary>What an enrollment owes on a day.</summary>
public sealed class DuesTests
{
    private static readonly ShopCalendar NewYork = ShopCalendar.Find("America/New_York")!;

    private static readonly LocalTime Ten = new(10, 0);

    [Theory]
    [InlineData("Asia/Tokyo", "2026-11-21", "2026-11-20T15:00:00Z", "2026-11-21T15:00:00Z")]
    [InlineData("America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z")] // 23 hours
    [InlineData("America/New_York", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")] // 25 hours
    [InlineData("Asia/Tokyo", "2028-02-29", "2028-02-28T15:00:00Z", "2028-02-29T15:00:00Z")]
    public void Day_IsTheShopsOwn(string zone, string on, string from, string until)
    {
        ShopDay day = ShopDay.Of(Day(on), ShopCalendar.Find(zone)!);
        Assert.Equal((Instant(from), Instant(until)), (day.From, day.Until));
        Assert.Equal((false, true, true, false), (day.Contains(day.From.AddTicks(-1)), day.Contains(day.From), day.Contains(day.Until.AddTicks(-1)), day.Contains(day.Until)));
    }

    [Theory]
    [InlineData(23, 59, "2028-02-29")]
    [InlineData(0, 0, "2028-03-01")]
    public void Send_AtTheEdgeOfTheDay_IsOwedOnOneDay(int hour, int minute, string on)
    {
        DateOnly day = Day(on);
        Enrollment enrollment = Enrolled(Shop.Tokyo, new DateOnly(2028, 2, 28));
        Step step = Send("s", new StepTiming.OnDay(hour == 0 ? 2 : 1, new LocalTime(hour, minute)));
        Assert.Equal(["s"], Owed(enrollment, Shop.Tokyo, day, step));
        Assert.Empty(Owed(enrollment, Shop.Tokyo, day.AddDays(1), step));
        Assert.Empty(Owed(enrollment, Shop.Tokyo, day.AddDays(-1), step));
    }

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 30)] // the clocks jump over it
    [InlineData(23, 59)]
    public void Send_OnADayWithAJumpOfTheClocks_IsOwedOnIt(int hour, int minute)
    {
        DateOnly day = new(2026, 3, 8);
        Step step = Send("s", new StepTiming.OnDay(1, new LocalTime(hour, minute)));
        Assert.Equal(["s"], Owed(Enrolled(NewYork, day.AddDays(-1)), NewYork, day, step));
        Assert.Empty(Owed(Enrolled(NewYork, day.AddDays(-1)), NewYork, day.AddDays(1), step));
    }

    [Theory]
    [InlineData(EndReason.Completed, true)]
    [InlineData(EndReason.Exited, true)]
    [InlineData(EndReason.NewOrder, false)]
    [InlineData(EndReason.GoalReached, false)]
    [InlineData(EndReason.Moved, false)]
    [InlineData(EndReason.RankChanged, false)]
    [InlineData(EndReason.Restarted, false)]
    [InlineData(EndReason.Stopped, false)]
    [InlineData(EndReason.Erased, false)]
    public void Send_DueAfterTheEnd_IsOwedOnlyByThoseWhoWentThroughTheJourney(EndReason end, bool isOwed)
    {
        DateOnly day = new(2026, 11, 22);
        Enrollment enrollment = Enrolled(Shop.Tokyo, day).Over(end, Shop.Tokyo.At(day, Ten).AddTicks(-1));
        Assert.Equal(isOwed, Owed(enrollment, Shop.Tokyo, day, Send("s", new StepTiming.OnDay(0, Ten))).Length == 1);
    }

    [Theory]
    [InlineData("2026-11-21", false)] // still waits on this day
    [InlineData("2026-11-22", true)]
    [InlineData("2026-11-23", true)]
    public void WaitWithoutAChoice_PastItsTimeout_IsOverdueFromThatDayOn(string on, bool isOverdue)
    {
        Step wait = new Step.WaitFor("w", new StepTiming.OnDay(0, Ten), new Awaited.Order(), new PlanTime.Days(2), [Send("then", new StepTiming.AtOnce())], []);
        Dues dues = DuesOf(Enrolled(Shop.Tokyo, new DateOnly(2026, 11, 20)), Shop.Tokyo, Day(on), [], wait);
        Assert.Equal(isOverdue ? "w" : null, dues.OverdueChoice?.StepId);
        Assert.Equal(isOverdue ? Instant("2026-11-22T01:00:00Z") : null, dues.OverdueChoice?.DueAt);
    }

    [Fact]
    public void BranchWithoutAChoice_IsOverdueOnTheDayItIsDue_UnlessTheEnrollmentEnded()
    {
        DateOnly day = new(2026, 11, 20);
        Step branch = new Step.Branch("b", new StepTiming.OnDay(0, Ten), [new BranchArm(null, [Send("arm", new StepTiming.AtOnce())])]);
        Enrollment running = Enrolled(Shop.Tokyo, day);
        Assert.Equal("b", DuesOf(running, Shop.Tokyo, day, [], branch).OverdueChoice?.StepId);
        Assert.Null(DuesOf(running, Shop.Tokyo, day.AddDays(-1), [], branch).OverdueChoice);
        Assert.Null(DuesOf(running.Over(EndReason.NewOrder, Shop.Tokyo.At(day, Ten)), Shop.Tokyo, day, [], branch).OverdueChoice);

        Choice late = new("j:1", "b", 0, Shop.Tokyo.At(day.AddDays(1), Ten));
        Assert.Null(DuesOf(running, Shop.Tokyo, day, [late], branch).OverdueChoice);
        Assert.Equal("arm", Assert.Single(DuesOf(running, Shop.Tokyo, day.AddDays(1), [late], branch).Sends).StepId);
        Assert.Empty(DuesOf(running, Shop.Tokyo, day, [late], branch).Sends);
    }

    [Fact]
    public void JourneyReach_AddsTheWaitsToTheLastDay()
    {
        Step wait = new Step.WaitFor("w", new StepTiming.OnDay(7, null), new Awaited.Order(), new PlanTime.Days(3), [Send("x", new StepTiming.OnDay(30, null))], []);
        Step exact = new Step.WaitFor("e", new StepTiming.AtOnce(), new Awaited.Order(), new PlanTime.Exactly(TimeSpan.FromHours(36)), [], []);
        Assert.Equal(34, JourneyReach.DaysOf(Journey(wait)));
        Assert.Equal(3, JourneyReach.DaysOf(Journey(exact)));
        Assert.Equal(1, JourneyReach.DaysOf(Journey(Send("s", new StepTiming.AtOnce()))));
    }

    private static string[] Owed(Enrollment enrollment, ShopCalendar calendar, DateOnly on, params Step[] steps) =>
        [.. DuesOf(enrollment, calendar, on, [], steps).Sends.Select(s => s.StepId)];

    private static Dues DuesOf(Enrollment enrollment, ShopCalendar calendar, DateOnly on, Choice[] choices, params Step[] steps)
    {
        Dictionary<string, Choice> byStep = choices.ToDictionary(c => c.StepId);
        IReadOnlyList<StepVisit> walk = new JourneyWalk(Journey(steps), calendar, Ten).Of(enrollment, byStep);
        return Dues.Of(enrollment, walk, byStep, ShopDay.Of(on, calendar), calendar);
    }

    private static JourneyDefinition Journey(params Step[] steps) =>
        new() { Id = "j", Name = new LocalText("j", "j"), Trigger = new Trigger.OrderPlaced(1, null), Steps = steps };

    private static Step.Send Send(string id, StepTiming timing) => new(id, timing, [Channel.Email], "m");

    private static Enrollment Enrolled(ShopCalendar calendar, DateOnly on) => new()
    {
        EnrollmentId = "j:1",
        CustomerId = "c1",
        JourneyId = "j",
        Version = 1,
        BusinessKey = "k",
        TriggeredAt = calendar.StartOf(on),
        TriggeredOn = on,
        EnrolledAt = calendar.StartOf(on),
        State = EnrollmentState.Running,
    };

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
