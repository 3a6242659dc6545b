using FollowUpFlows.App.Time;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

public sealed class ScaledClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private readonly ManualClock system = new(new DateTimeOffset(2030, 1, 1, 9, 0, 0, TimeSpan.FromHours(9)));

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(86_400, 1, 86_400)]
    [InlineData(86_400, 0.5, 43_200)]
    [InlineData(1.5, 10, 15)]
    public void GetUtcNow_RealSecondsPass_RunsFaster(double speed, double realSeconds, double shopSeconds)
    {
        ScaledClock clock = new(Start, speed, system);
        Assert.Equal(Start, clock.GetUtcNow());
        system.Advance(TimeSpan.FromSeconds(realSeconds));
        Assert.Equal(Start.AddSeconds(shopSeconds), clock.GetUtcNow());
    }

    [Fact]
    public void GetUtcNow_BeyondTheEndOfTime_StaysThere()
    {
        ScaledClock clock = new(DateTimeOffset.MaxValue.AddDays(-1), 86_400, system);
        system.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(DateTimeOffset.MaxValue.AddDays(-0.5), clock.GetUtcNow());
        system.Advance(TimeSpan.FromDays(3_650));
        Assert.Equal(DateTimeOffset.MaxValue, clock.GetUtcNow());
    }

    [Fact]
    public void CreateTimer_DueInADay_FiresAfterASecondOfTheSystem()
    {
        ScaledClock clock = new(Start, 86_400, system);
        List<DateTimeOffset> fired = [];
        using ITimer timer = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow()), null, TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan);
        system.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Empty(fired);
        system.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([Start.AddDays(1)], fired);
        system.Advance(TimeSpan.FromDays(1));
        Assert.Single(fired);
    }

    [Fact]
    public void CreateTimer_LessThanAMillisecondAway_DoesNotFireEarly()
    {
        ScaledClock clock = new(Start, 86_400, system);
        DateTimeOffset? fired = null;
        using ITimer timer = clock.CreateTimer(_ => fired = clock.GetUtcNow(), null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
        system.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(Start.AddSeconds(86.4), fired);
    }

    [Fact]
    public void CreateTimer_DueAtOnce_FiresAtOnce()
    {
        int fired = 0;
        using ITimer timer = new ScaledClock(Start, 86_400, system).CreateTimer(_ => fired++, null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        system.Advance(TimeSpan.Zero);
        Assert.Equal(1, fired);
    }

    [Fact]
    public void CreateTimer_Period_IsOfThisClock()
    {
        ScaledClock clock = new(Start, 3_600, system);
        List<DateTimeOffset> fired = [];
        using ITimer timer = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow()), null, TimeSpan.FromHours(2), TimeSpan.FromHours(1));
        system.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal([Start.AddHours(2), Start.AddHours(3), Start.AddHours(4)], fired);
    }

    [Fact]
    public void Change_OtherTime_IsOfThisClock()
    {
        ScaledClock clock = new(Start, 86_400, system);
        int fired = 0;
        using ITimer timer = clock.CreateTimer(_ => fired++, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        system.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, fired);
        timer.Change(TimeSpan.FromDays(2), Timeout.InfiniteTimeSpan);
        system.Advance(TimeSpan.FromMilliseconds(1_999));
        Assert.Equal(0, fired);
        system.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, fired);
    }

    [Fact]
    public void Dispose_Timer_NeverFires()
    {
        int fired = 0;
        ITimer timer = new ScaledClock(Start, 86_400, system).CreateTimer(_ => fired++, null, TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan);
        timer.Dispose();
        system.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, fired);
    }
}
