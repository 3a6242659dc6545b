using FollowUpFlows.Cli.Simulation;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Simulation;

public sealed class VirtualClockTests
{
    private static readonly DateTimeOffset Begin = new(2026, 4, 1, 9, 0, 0, TimeSpan.FromHours(9));

    private readonly VirtualClock clock = new(Begin);
    private readonly List<string> told = [];

    [Fact]
    public void Clock_StandsStillUntilItJumps_InUtc()
    {
        Assert.Equal((Begin, TimeSpan.Zero), (clock.GetUtcNow(), clock.GetUtcNow().Offset));
        long before = clock.GetTimestamp();
        clock.JumpTo(Begin.AddHours(2));
        Assert.Equal(TimeSpan.FromHours(2), clock.GetElapsedTime(before));
        clock.JumpTo(Begin.AddHours(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.JumpTo(Begin.AddHours(2).AddTicks(-1)));
    }

    [Fact]
    public void Timers_GoOffAtTheirTime_InOrder()
    {
        Set("b", hours: 2);
        Set("a", hours: 1);
        Set("c", hours: 2);
        Set("late", hours: 3);
        clock.JumpTo(Begin.AddHours(3).AddTicks(-1));
        Assert.Equal(["1 a", "2 b", "2 c"], told);
        clock.JumpTo(Begin.AddHours(3));
        Assert.Equal("3 late", told[^1]);
    }

    [Fact]
    public void Timer_SetByAnotherThatGoesOff_GoesOffInTheSameJump()
    {
        using ITimer first = clock.CreateTimer(_ => Set("second", hours: 1), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        clock.JumpTo(Begin.AddHours(5));
        Assert.Equal(["2 second"], told);
    }

    [Fact]
    public void Timer_ThatIsPeriodicChangedOrDisposed_ActsSo()
    {
        ITimer timer = clock.CreateTimer(_ => Tell("tick"), null, TimeSpan.FromHours(1), TimeSpan.FromHours(2));
        clock.JumpTo(Begin.AddHours(4));
        timer.Change(TimeSpan.FromHours(4), Timeout.InfiniteTimeSpan);
        clock.JumpTo(Begin.AddHours(7));
        timer.Change(TimeSpan.FromHours(4), Timeout.InfiniteTimeSpan);
        timer.Dispose();
        clock.JumpTo(Begin.AddHours(20));
        Assert.Equal(["1 tick", "3 tick"], told);
    }

    private void Set(string what, int hours) => clock.CreateTimer(_ => Tell(what), null, TimeSpan.FromHours(hours), Timeout.InfiniteTimeSpan);

    private void Tell(string what) => told.Add($"{(clock.GetUtcNow() - Begin).TotalHours} {what}");
}
