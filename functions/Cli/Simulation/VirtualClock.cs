namespace FollowUpFlows.Cli.Simulation;

/// <summary>A clock that stands still and jumps. For one thread.</summary>
internal sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private readonly List<Alarm> alarms = [];
    private DateTimeOffset now = start.ToUniversalTime();

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Alarm alarm = new(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Timers that become due on the way go off at their time, on this thread; those of one instant in the order in which
    /// they were set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">That instant has passed.</exception>
    public void JumpTo(DateTimeOffset instant)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instant, now);
        while (alarms.Where(a => a.DueAt <= instant).MinBy(a => a.DueAt) is { } alarm)
        {
            now = alarm.DueAt > now ? alarm.DueAt.Value : now;
            alarm.GoOff();
        }

        now = instant.ToUniversalTime();
    }

    private sealed class Alarm(VirtualClock clock, Action callback) : ITimer
    {
        private TimeSpan every = Timeout.InfiniteTimeSpan;

        public DateTimeOffset? DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            every = period;
            clock.alarms.Remove(this);
            clock.alarms.Add(this);
            DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
            return true;
        }

        public void GoOff()
        {
            DueAt = every > TimeSpan.Zero ? clock.now + every : null;
            callback();
        }

        public void Dispose() => clock.alarms.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
