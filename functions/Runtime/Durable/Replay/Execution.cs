using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Durable;

/// <param name="MaximumTimerInterval">Null: timers are never split.</param>
internal sealed record ExecutionSettings(
    string InstanceId, DataConverter Converter, ILoggerFactory Loggers, TimeSpan? MaximumTimerInterval);

/// <summary>One execution of an orchestrator in memory: events in, decisions out. It reads no clock and touches nothing outside;
/// the same events give the same decisions. Not thread-safe: one episode at a time.</summary>
internal sealed class Execution
{
    private readonly TaskRegistry tasks;
    private readonly EpisodeThread thread = new();
    private readonly OrchestrationContext context;
    private readonly Queue<HistoryEvent> heldBack = new();
    private string name = string.Empty;
    private bool isSuspended;
    private Ending? codeEnding;
    private Ending? ending;

    public Execution(TaskRegistry tasks, ExecutionSettings settings)
    {
        this.tasks = tasks;
        context = new OrchestrationContext(thread, settings);
    }

    /// <summary>The orchestrator's clock: start of the latest episode.</summary>
    public DateTimeOffset Now { get; private set; }

    public int EventCount { get; private set; }

    /// <summary>Rebuilds the state that the past led to. Decisions that only today's code makes are left for the next episode.</summary>
    public void Replay(IReadOnlyList<HistoryEvent> past)
    {
        thread.Run(() => ApplyAll(past, isReplaying: true));
        context.CancelledTimers.Clear();
        EventCount += past.Count;
    }

    /// <summary>Where the replay has led. What ended while the instance is suspended has ended, though its code has not heard of it.</summary>
    public ReplayStanding Standing()
    {
        HashSet<int> open = [.. context.OpenTasks.Ids];
        foreach (HistoryEvent one in heldBack)
        {
            open.Remove(one switch
            {
                HistoryEvent.TaskCompleted completed => completed.Id,
                HistoryEvent.TaskFailed failed => failed.Id,
                HistoryEvent.TimerFired fired => fired.Id,
                _ => -1,
            });
        }

        Ending? stuck = ending is null && thread.WasLeft ? new Ending.Failed(ReplayFault.Stuck(name)) : ending;
        return new ReplayStanding(stuck, context.Decisions.HasUnrecorded, open);
    }

    /// <param name="happened">Begins with <see cref="HistoryEvent.EpisodeStarted"/>.</param>
    public EpisodeResult Run(IReadOnlyList<HistoryEvent> happened)
    {
        thread.Run(() => ApplyAll(happened, isReplaying: false));
        Settle();
        IReadOnlyList<HistoryEvent.Decision> decided = context.Decisions.TakeUnrecorded();
        if (ending is Ending.Terminated or Ending.Failed && !ReferenceEquals(ending, codeEnding))
        {
            decided = []; // ended from outside: what the code wanted in this very episode never happened
        }

        int[] cancelled = [.. context.CancelledTimers];
        context.CancelledTimers.Clear();
        CustomStatus? status = context.CustomStatus;
        context.CustomStatus = null;
        EventCount += happened.Count + decided.Count;
        return new EpisodeResult([.. happened, .. decided], decided, cancelled, status, isSuspended, ending);
    }

    private void ApplyAll(IReadOnlyList<HistoryEvent> all, bool isReplaying)
    {
        context.Replaying = isReplaying;
        foreach (HistoryEvent one in all)
        {
            Apply(one);
        }
    }

    private void Apply(HistoryEvent one)
    {
        if (ending is not null)
        {
            ApplyAfterEnd(one);
            return;
        }

        try
        {
            Dispatch(one);
            thread.RunPosted();
        }
        catch (Exception fault) // the shop's types and converters throw what they like; it ends this instance alone
        {
            ending = new Ending.Failed(Failures.Of(fault));
            return;
        }

        if (codeEnding is not null && context.OpenTasks.Count == 0 && ending is null)
        {
            ending = context.Continuation() is { } next && codeEnding is not Ending.Failed ? next : codeEnding;
            codeEnding = ending;
        }
    }

    private void ApplyAfterEnd(HistoryEvent one)
    {
        if (ending is Ending.ContinuedAsNew && one is HistoryEvent.Terminated terminated)
        {
            ending = new Ending.Terminated(terminated.Output);
        }
        else if (ending is Ending.ContinuedAsNew && one is HistoryEvent.Arrival arrival)
        {
            context.Carry(arrival);
            codeEnding = ending = context.Continuation();
        }
    }

    private void Dispatch(HistoryEvent one)
    {
        switch (one)
        {
            case HistoryEvent.EpisodeStarted episode:
                Now = episode.At;
                context.SetClock(episode.At);
                break;
            case HistoryEvent.Decision decision:
                ending = context.Decisions.Match(decision) is { } mismatch ? new Ending.Failed(mismatch) : null;
                break;
            case HistoryEvent.ExecutionStarted started:
                Begin(started);
                break;
            case HistoryEvent.Terminated terminated:
                ending = new Ending.Terminated(terminated.Output);
                break;
            case HistoryEvent.Suspended:
                isSuspended = true;
                break;
            case HistoryEvent.Resumed:
                Resume();
                break;
            default:
                DispatchToCode(one);
                break;
        }
    }

    private void DispatchToCode(HistoryEvent one)
    {
        if (isSuspended)
        {
            heldBack.Enqueue(one);
            return;
        }

        switch (one)
        {
            case HistoryEvent.TaskCompleted completed:
                context.OpenTasks.Complete(completed);
                break;
            case HistoryEvent.TaskFailed failed:
                context.OpenTasks.Fail(failed);
                break;
            case HistoryEvent.TimerFired fired:
                context.OpenTasks.Fire(fired);
                break;
            case HistoryEvent.EventRaised raised when context.IsContinuing:
                context.Carry(raised);
                break;
            case HistoryEvent.EventRaised raised:
                context.Events.Deliver(raised);
                break;
            default:
                throw new InvalidOperationException($"No rule for {one.GetType().Name}.");
        }
    }

    private void Resume()
    {
        isSuspended = false;
        while (heldBack.TryDequeue(out HistoryEvent? one))
        {
            DispatchToCode(one);
            thread.RunPosted();
        }
    }

    private void Begin(HistoryEvent.ExecutionStarted started)
    {
        name = started.Name;
        context.Begin(started);
        if (tasks.FindOrchestrator(name) is { } orchestrator)
        {
            _ = RunCodeAsync(orchestrator);
        }
        else
        {
            ending = new Ending.Failed(ReplayFault.NoOrchestrator(name), IsFinal: true);
        }
    }

    private async Task RunCodeAsync(OrchestratorFunction orchestrator)
    {
        try
        {
            codeEnding = new Ending.Completed(context.Serialize(await orchestrator(context)));
        }
        catch (Exception fault) // whatever escapes the shop's orchestrator, a cancellation included, is its failure
        {
            codeEnding = new Ending.Failed(Failures.Of(fault));
        }
    }

    /// <summary>Code that left its thread, or waits for nothing that can come, would hang for ever.</summary>
    private void Settle()
    {
        bool canGoOn = isSuspended || context.OpenTasks.Count > 0 || context.Events.HasWaiter;
        if (ending is null && codeEnding is null && (thread.WasLeft || !canGoOn))
        {
            ending = new Ending.Failed(ReplayFault.Stuck(name));
        }
    }
}
