using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Runs orchestrations: durable, one process, one store. Whatever the process was doing when it died is taken up again at
/// the next start; an activity may then run a second time, its recorded result is used once.</summary>
internal sealed class DurableEngine : IAsyncDisposable
{
    /// <summary>Only what never comes to rest takes that long: an activity that ignores its token, an endless loop.</summary>
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(3);

    private readonly IInstanceStore store;
    private readonly CancellationTokenSource stopping = new();
    private readonly WorkCount work;
    private readonly EngineParts parts;
    private readonly ILogger logger;
    private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile State state;
    private Exception? fault;

    public DurableEngine(
        TaskRegistry tasks,
        IInstanceStore store,
        DurableEngineOptions options,
        TimeProvider shopClock,
        DataConverter converter,
        ILoggerFactory loggers)
    {
        this.store = store;
        work = new WorkCount(options.WorkMax);
        LimitedConverter limited = new(converter, options.DataCharsMax);
        logger = loggers.CreateLogger(Logs.Engine);
        Mailboxes mailboxes = new(options.Dispatcher, work, options.LiveInstancesMax);
        EngineMetrics metrics = new();
        ActivityRunner activities = new(tasks, options, limited, work, metrics, loggers) { Deliver = (id, input) => mailboxes.Post(id, input) };
        metrics.Watch(mailboxes, activities);
        parts = new EngineParts(
            tasks,
            options,
            new InstanceRecords(store, options.StoreRetryDelay, logger, stopping.Token),
            mailboxes,
            new TimerQueue(store, shopClock, options.ClockCheckInterval, work, t => mailboxes.Post(t.InstanceId, new Input.Fired(t)), Fail),
            activities,
            new InstanceWatch(),
            metrics,
            work,
            shopClock,
            limited,
            loggers);
        work.Eased = parts.Timers.RoomAgain;
        Client = new EngineClient(new EngineRequests(parts, VerifyRunning, stopping.Token), shopClock, limited);
    }

    private enum State
    {
        New,
        Running,

        /// <summary>Activities that still run may use the client.</summary>
        Stopping,
        Failed,
        Stopped,
    }

    /// <summary>Usable between start and stop; outside, every member throws <see cref="InvalidOperationException"/>.</summary>
    public DurableTaskClient Client { get; }

    /// <summary>Why the engine cannot go on; null while it is well. Nothing stored is lost.</summary>
    public Exception? Fault => fault;

    /// <summary>Completes when the engine cannot go on; never while it is well.</summary>
    public Task Failed => failed.Task;

    /// <summary>False before the start, from the stop on, and when the engine cannot go on.</summary>
    public bool IsRunning => state == State.Running;

    /// <summary>Instances that rest because their history cannot be read; the others go on.</summary>
    public IReadOnlyList<string> Unreadable => parts.Mailboxes.Unreadable();

    /// <summary>When the next timer is due, on the shop clock; null when none waits.</summary>
    public DateTimeOffset? NextTimerAt => parts.Timers.NextAt;

    /// <summary>Takes up everything that the store holds. A store that was in use by another engine must not be any more.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (state != State.New)
        {
            throw new InvalidOperationException("An engine starts once.");
        }

        PendingWork pending = store.ReadPending();

        // Before the first turn: it may end and replace a run, whose pending activities must not answer the new one.
        List<(ActivityRow Row, ActivityOrigin Origin)> activities = [];
        foreach (ActivityRow activity in pending.Activities)
        {
            if (store.Find(activity.InstanceId) is { } row)
            {
                activities.Add((activity, new ActivityOrigin(row.ExecutionId, row.Trace)));
            }
        }

        parts.Mailboxes.Open(new Turns(parts).RunAsync, Fail);
        state = State.Running;
        foreach (IGrouping<string, StoredMessage> messages in pending.Messages.GroupBy(m => m.InstanceId, StringComparer.Ordinal))
        {
            parts.Mailboxes.Post(messages.Key, [.. messages.Select(EngineParts.Arrived)]);
        }

        foreach (string instanceId in pending.Unstarted)
        {
            parts.Mailboxes.Post(instanceId, new Input.Began());
        }

        foreach ((ActivityRow row, ActivityOrigin origin) in activities)
        {
            parts.Activities.Add([row], origin);
        }

        parts.Timers.Start();
        return Task.CompletedTask;
    }

    /// <summary>No new activities begin; running ones get the drain time, then their token is cancelled. What did not finish is run
    /// again after the next start.</summary>
    public async Task StopAsync(TimeSpan drain, CancellationToken cancellationToken)
    {
        if (state is not (State.Running or State.Failed))
        {
            state = state == State.New ? State.Stopped : state;
            return;
        }

        state = state == State.Running ? State.Stopping : state;
        parts.Timers.Dispose();
        await parts.Activities.StopAsync(drain, cancellationToken);
        await SettleAsync(); // the results of what ended are recorded
        parts.Mailboxes.Close();
        await SettleAsync();
        state = State.Stopped;
        await stopping.CancelAsync();
        parts.Watch.FailAll(new OperationCanceledException("The durable engine has stopped."));
    }

    /// <summary>Completes when nothing is under way any more: then only a timer, or a caller, brings new work.</summary>
    public Task WhenIdleAsync() => work.WhenIdleAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero, CancellationToken.None);
        parts.Activities.Dispose();
        parts.Metrics.Dispose();
        stopping.Dispose();
    }

    private async Task SettleAsync() =>
        await Task.WhenAny(work.WhenIdleAsync(), Task.Delay(SettleTime, TimeProvider.System, CancellationToken.None));

    private void VerifyRunning()
    {
        switch (state)
        {
            case State.Running or State.Stopping:
                return;
            case State.Failed:
                throw new InvalidOperationException($"The durable engine cannot go on: {fault!.Message}", fault);
            default:
                throw new InvalidOperationException(
                    state == State.New ? "The durable engine has not been started." : "The durable engine has stopped.");
        }
    }

    private void Fail(Exception reason)
    {
        if (stopping.IsCancellationRequested || Interlocked.CompareExchange(ref fault, reason, null) is not null)
        {
            return;
        }

        state = State.Failed;
        parts.Mailboxes.Close();
        parts.Timers.Dispose();
        Logs.EngineFailed(logger, reason);
        stopping.Cancel();
        parts.Watch.FailAll(new InvalidOperationException($"The durable engine cannot go on: {reason.Message}", reason));
        failed.SetResult();
    }
}
