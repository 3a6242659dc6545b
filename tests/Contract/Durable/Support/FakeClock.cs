namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>A clock that stands still until it is moved. Like a real one it can be set: its timers count the time that passes, not
/// the time it shows.</summary>
internal sealed class FakeClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<FakeTimer> timers = [];
    private DateTimeOffset shown = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private TimeSpan passed;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return shown;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        FakeTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Sets what the clock shows; no time passes.</summary>
    public void Set(DateTimeOffset now)
    {
        lock (gate)
        {
            shown = now;
        }
    }

    /// <summary>Lets time pass; what becomes due on the way runs at its time, on this thread.</summary>
    public void Advance(TimeSpan by)
    {
        TimeSpan end;
        lock (gate)
        {
            end = passed + by;
        }

        while (Next(end) is { } due)
        {
            due();
        }
    }

    private Action? Next(TimeSpan end)
    {
        lock (gate)
        {
            FakeTimer? first = timers.Where(t => t.DueAt <= end).MinBy(t => t.DueAt);
            TimeSpan to = first?.DueAt > passed ? first.DueAt.Value : first is null ? end : passed;
            shown += to - passed;
            passed = to;
            if (first is null)
            {
                return null;
            }

            first.DueAt = null;
            return first.Callback;
        }
    }

    private sealed class FakeTimer(FakeClock clock, Action callback) : ITimer
    {
        public Action Callback => callback;

        public TimeSpan? DueAt { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan)
            {
                throw new NotSupportedException("Only timers that fire once.");
            }

            lock (clock.gate)
            {
                clock.timers.Remove(this);
                clock.timers.Add(this);
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock.passed + dueTime;
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
