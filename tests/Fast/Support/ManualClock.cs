namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>A clock that stands still until a test moves it. Its timers fire inside <see cref="Advance"/>, in the order of their times.
/// It may be read from any thread; timers belong to the thread that moves it.</summary>
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly List<ManualTimer> timers = [];
    private long nowTicks = start.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref nowTicks), TimeSpan.Zero);

    public override long GetTimestamp() => (GetUtcNow() - start).Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan time)
    {
        DateTimeOffset end = GetUtcNow() + time;
        while (timers.Where(t => t.DueAt <= end).MinBy(t => t.DueAt) is { } next)
        {
            Set(next.DueAt > GetUtcNow() ? next.DueAt : GetUtcNow());
            next.Fire();
        }

        Set(end);
    }

    /// <summary>Moves on to the instant; never back.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        if (instant > GetUtcNow())
        {
            Advance(instant - GetUtcNow());
        }
    }

    private void Set(DateTimeOffset instant) => Interlocked.Exchange(ref nowTicks, instant.UtcTicks);

    private sealed class ManualTimer(ManualClock clock, Action callback) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            clock.timers.Remove(this);
            period = newPeriod;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                DueAt = clock.GetUtcNow() + dueTime;
                clock.timers.Add(this);
            }

            return true;
        }

        public void Fire()
        {
            Change(period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan, period);
            callback();
        }

        public void Dispose() => clock.timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
