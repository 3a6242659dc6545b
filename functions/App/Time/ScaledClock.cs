namespace FollowUpFlows.App.Time;

/// <summary>A clock that begins at an instant of its own and runs faster than the system's: a day in a second, to watch a journey.</summary>
/// <param name="start">What it shows now, UTC; null: it shows the system's time, until it goes on from elsewhere.</param>
/// <param name="speed">Its seconds in a real second, ≥ 1.</param>
public sealed class ScaledClock(DateTimeOffset? start, double speed, TimeProvider system) : TimeProvider
{
    private volatile Course? course = start is { } begin ? new Course(begin, system.GetTimestamp()) : null;
    private long limitTicks = DateTimeOffset.MaxValue.UtcTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        DateTimeOffset limit = new(Volatile.Read(ref limitTicks), TimeSpan.Zero);
        DateTimeOffset now = course is { } run ? Reached(run) : system.GetUtcNow();
        return now < limit ? now : limit;
    }

    /// <summary>Shows that instant from now on, and runs on from there.</summary>
    public void GoOnFrom(DateTimeOffset instant) => course = new Course(instant.ToUniversalTime(), system.GetTimestamp());

    /// <summary>There it stands still until it may go further, and then shows what it would have shown.</summary>
    public void StandAt(DateTimeOffset limit) => Volatile.Write(ref limitTicks, limit.UtcTicks);

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

    private DateTimeOffset Reached(Course run)
    {
        TimeSpan elapsed = system.GetElapsedTime(run.BegunAt);
        return elapsed <= (DateTimeOffset.MaxValue - run.From) / speed ? run.From + (elapsed * speed) : DateTimeOffset.MaxValue;
    }

    private sealed record Course(DateTimeOffset From, long BegunAt);

    private sealed class ScaledTimer(ITimer timer, ScaledClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Real(dueTime), clock.Real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
