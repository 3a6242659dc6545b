using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Runs one function at the times of its schedule, on the shop clock, one run at a time.</summary>
/// <remarks>Occurrences that the clock ran over – while the host was down, while a run took its time, or because the clock is fast – are
/// made up for by one run that is past due.</remarks>
internal sealed class TimerListener(
    EmbeddedFunction function,
    CronSchedule schedule,
    ITimerStatusStore statuses,
    RetryingInvoker invoker,
    TimeProvider shopClock,
    ILogger logger)
    : ITriggerListener
{
    private static readonly TimeSpan MonitoredPeriodMin = TimeSpan.FromMinutes(1);

    /// <summary>Timers of the system take no more than 49 days at once.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Waits are cut to whole milliseconds: a shorter one would not wait at all.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly TimerTriggerAttribute trigger = (TimerTriggerAttribute)function.Entry.Trigger;

    public string FunctionName => function.Name;

    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        DateTime start = UtcNow();
        bool isMonitored = trigger.UseMonitor && IsRareEnough(start);
        ScheduleStatus status = await StartAsync(start, isMonitored, stopping);
        if (trigger.RunOnStartup && status.Next > start)
        {
            await InvokeAsync(status, isMonitored, isPastDue: false, stopping, aborting);
        }

        while (true)
        {
            await WaitUntilAsync(status.Next, stopping);
            DateTime now = UtcNow();
            await InvokeAsync(status, isMonitored, status.Next <= start || NextAfter(status.Next) <= now, stopping, aborting);
            status = new ScheduleStatus { Last = now, Next = NextAfter(now), LastUpdated = UtcNow() };
            await SaveAsync(status, isMonitored, aborting);
        }
    }

    /// <summary>A real host does not monitor schedules of less than a minute: remembering would cost more than running.</summary>
    private bool IsRareEnough(DateTime now)
    {
        DateTime next = NextAfter(now);
        return NextAfter(next) - next >= MonitoredPeriodMin;
    }

    /// <summary>Due at the first occurrence since the remembered run, which may be in the past; a schedule that was changed meanwhile
    /// counts from there, and a clock that was set back counts from now.</summary>
    private async Task<ScheduleStatus> StartAsync(DateTime now, bool isMonitored, CancellationToken cancellationToken)
    {
        ScheduleStatus? known = isMonitored ? await statuses.FindAsync(function.Name, cancellationToken) : null;
        DateTime since = known is null || known.LastUpdated > now ? now : known.Last > DateTime.MinValue ? known.Last : known.LastUpdated;
        ScheduleStatus status = new() { Last = known?.Last ?? default, Next = NextAfter(since), LastUpdated = known?.LastUpdated ?? now };
        if (known is null)
        {
            await SaveAsync(status, isMonitored, cancellationToken);
        }

        return status;
    }

    private async Task WaitUntilAsync(DateTime due, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        for (TimeSpan rest = due - UtcNow(); rest > TimeSpan.Zero; rest = due - UtcNow())
        {
            TimeSpan wait = rest > LongestWait ? LongestWait : rest < ShortestWait ? ShortestWait : rest;
            await Task.Delay(wait, shopClock, stopping);
        }
    }

    /// <exception cref="OperationCanceledException">The host stops before a retry: the run is not remembered, and is made up for.</exception>
    private async Task InvokeAsync(
        ScheduleStatus status, bool isMonitored, bool isPastDue, CancellationToken stopping, CancellationToken aborting)
    {
        TimerInfo timer = new() { ScheduleStatus = isMonitored ? status : null, IsPastDue = isPastDue };
        try
        {
            await invoker.InvokeAsync(function, new TriggerEvent(timer), stopping, aborting);
        }
        catch (Exception e) when (!IsPauseEnded(e, stopping))
        {
            Logs.TimerFunctionFailed(logger, function.Name, e);
        }
    }

    private async Task SaveAsync(ScheduleStatus status, bool isMonitored, CancellationToken cancellationToken)
    {
        if (isMonitored)
        {
            await statuses.SaveAsync(function.Name, status, cancellationToken);
        }
    }

    private static bool IsPauseEnded(Exception fault, CancellationToken stopping) =>
        fault is OperationCanceledException canceled && canceled.CancellationToken == stopping;

    private DateTime UtcNow() => shopClock.GetUtcNow().UtcDateTime;

    /// <summary>The end of the calendar stands for never.</summary>
    private DateTime NextAfter(DateTime instant) =>
        schedule.NextAfter(new DateTimeOffset(instant, TimeSpan.Zero))?.UtcDateTime
        ?? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
}
