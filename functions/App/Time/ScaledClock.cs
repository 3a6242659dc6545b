namespace FollowUpFlows.App.Time;

/// <summary>A clock that begins at an instant of its own and runs faster than the system's: a day in a second, to watch a journey.</summary>
/// <param name="start">What it shows now, UTC.</param>
/// <param name="speed">Its seconds in a real second, ≥ 1.</param>
public sealed class ScaledClock(DateTimeOffset start, double speed, TimeProvider system) : TimeProvider
{
    private readonly long begunAt = system.GetTimestamp();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        TimeSpan elapsed = system.GetElapsedTime(begunAt);
        return elapsed <= (DateTimeOffset.MaxValue - start) / speed ? start + (elapsed * speed) : DateTimeOffset.MaxValue;
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Due time and period are this clock's: a day passes as fast as the clock runs.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(system.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    /// <summary>Rounded up to a millisecond, the finest that timers know: a timer must not fire before its time on this clock.</summary>
    private TimeSpan Real(TimeSpan time) => time <= TimeSpan.Zero
        ? time
        : TimeSpan.FromMilliseconds(Math.Ceiling((time / speed).TotalMilliseconds));

    private sealed class ScaledTimer(ITimer timer, ScaledClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Real(dueTime), clock.Real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
