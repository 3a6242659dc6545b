using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>The context of one execution. It turns calls into decisions and waits; it does nothing itself.</summary>
internal sealed class OrchestrationContext(EpisodeThread thread, ExecutionSettings settings) : TaskOrchestrationContext
{
    private readonly Decisions decisions = new();
    private readonly OpenTasks openTasks = new();
    private readonly ExternalEvents events = new(settings.Converter);
    private readonly List<HistoryEvent.Arrival> carried = [];
    private HistoryEvent.ExecutionStarted? start;
    private (string? Input, string? Version)? continuation;
    private DateTimeOffset now;
    private int guidCounter;

    public override TaskName Name => new(Start.Name);

    public override string InstanceId => settings.InstanceId;

    public override ParentOrchestrationInstance? Parent =>
        Start.Parent is { } parent ? new ParentOrchestrationInstance(new TaskName(parent.Name), parent.InstanceId) : null;

    public override string Version => Start.Version ?? string.Empty;

    public override DateTime CurrentUtcDateTime => now.UtcDateTime;

    public override bool IsReplaying => Replaying;

    internal Decisions Decisions => decisions;

    internal OpenTasks OpenTasks => openTasks;

    internal ExternalEvents Events => events;

    internal bool Replaying { get; set; }

    /// <summary>Timers cancelled in this episode.</summary>
    internal List<int> CancelledTimers { get; } = [];

    /// <summary>Null: not set in this episode. Setting it during a replay repeats what is stored.</summary>
    internal CustomStatus? CustomStatus { get; set; }

    internal bool IsContinuing => continuation is not null;

    protected override ILoggerFactory LoggerFactory => settings.Loggers;

    private HistoryEvent.ExecutionStarted Start => start!;

    public override T GetInput<T>() => settings.Converter.Deserialize<T>(Start.Input)!;

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        string? data = Prepare(name, input);
        string? result = await new Attempts(this, options?.Retry).RunAsync(() =>
        {
            int id = decisions.Add(n => new HistoryEvent.ActivityScheduled(n, name.Name, data)).Id;
            return openTasks.Open(id, name.Name);
        });
        return settings.Converter.Deserialize<TResult>(result)!;
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        string? data = Prepare(orchestratorName, input);
        SubOrchestrationOptions? child = options as SubOrchestrationOptions;
        string instanceId = string.IsNullOrEmpty(child?.InstanceId) ? NewGuid().ToString("N") : child.InstanceId;
        string? version = (child?.Version ?? options?.Version)?.Version ?? Start.Version;
        IReadOnlyDictionary<string, string>? tags = options?.Tags is { Count: > 0 } given ? new Dictionary<string, string>(given) : null;
        string? result = await new Attempts(this, options?.Retry).RunAsync(() =>
        {
            int id = decisions.Add(n => new HistoryEvent.ChildScheduled(n, orchestratorName.Name, instanceId, version, data, tags)).Id;
            return openTasks.Open(id, orchestratorName.Name);
        });
        return settings.Converter.Deserialize<TResult>(result)!;
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        thread.Verify();
        DateTimeOffset due = new(fireAt.ToUniversalTime());
        while (due - now > settings.MaximumTimerInterval && !cancellationToken.IsCancellationRequested)
        {
            await TimerAsync(now + settings.MaximumTimerInterval.Value, cancellationToken);
        }

        await TimerAsync(due, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        thread.Verify();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return events.Wait<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        thread.Verify();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        string? data = Serialize(payload);
        decisions.Add(n => new HistoryEvent.EventSent(n, instanceId, eventName, data));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        thread.Verify();
        string? data = Serialize(customStatus);
        if (!Replaying)
        {
            CustomStatus = new CustomStatus(data);
        }
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        Continue(newInput, null, preserveUnprocessedEvents);

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Continue(options.NewInput, options.NewVersion, options.PreserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        thread.Verify();
        return ReplayableGuid.Of(InstanceId, CurrentUtcDateTime, guidCounter++);
    }

    internal void Begin(HistoryEvent.ExecutionStarted started) => start = started;

    internal string? Serialize(object? value) => settings.Converter.Serialize(value);

    internal void SetClock(DateTimeOffset at) => now = at;

    /// <summary>A retry's delay; never split, however long.</summary>
    internal Task DelayAsync(TimeSpan delay) => TimerAsync(now + delay, CancellationToken.None);

    /// <summary>Arrives too late for this generation.</summary>
    internal void Carry(HistoryEvent.Arrival arrival) => carried.Add(arrival);

    internal Ending.ContinuedAsNew? Continuation() => continuation is { } next
        ? new Ending.ContinuedAsNew(next.Input, next.Version, [.. carried.OrderBy(a => a.Number)])
        : null;

    private Task TimerAsync(DateTimeOffset due, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? Task.FromCanceled(cancellationToken)
            : openTasks.OpenTimer(decisions.Add(n => new HistoryEvent.TimerCreated(n, due)), CancelledTimers.Add, cancellationToken);

    private string? Prepare(TaskName name, object? input)
    {
        thread.Verify();
        ArgumentException.ThrowIfNullOrEmpty(name.Name, nameof(name));
        return input is TaskOptions
            ? throw new ArgumentException("Options were given as the input: name the argument (options: …).", nameof(input))
            : Serialize(input);
    }

    private void Continue(object? input, string? version, bool preserve)
    {
        thread.Verify();
        IReadOnlyList<HistoryEvent.EventRaised> unread = events.TakeKept();
        if (preserve)
        {
            carried.AddRange(unread);
        }

        continuation = (Serialize(input), version);
    }
}
