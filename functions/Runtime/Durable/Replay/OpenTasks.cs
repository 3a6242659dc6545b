using Microsoft.DurableTask;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Decisions of one execution that have not ended: they hold back the orchestration's own end.</summary>
internal sealed class OpenTasks
{
    private readonly Dictionary<int, OpenTask> open = [];

    public int Count => open.Count;

    public IEnumerable<int> Ids => open.Keys;

    /// <summary>Ends with the task's serialized result.</summary>
    public Task<string?> Open(int id, string name)
    {
        OpenTask task = new(name, null);
        open.Add(id, task);
        return task.End.Task;
    }

    public Task OpenTimer(HistoryEvent.TimerCreated timer, Action<int> cancelled, CancellationToken cancellationToken)
    {
        OpenTask task = new(string.Empty, timer.FireAt);
        open.Add(timer.Id, task);
        task.Cancellation = cancellationToken.Register(() =>
        {
            if (open.Remove(timer.Id))
            {
                cancelled(timer.Id);
                task.End.TrySetCanceled(cancellationToken);
            }
        });
        return task.End.Task;
    }

    /// <summary>An answer to no open task is ignored: it was answered before.</summary>
    public void Complete(HistoryEvent.TaskCompleted completed)
    {
        if (open.TryGetValue(completed.Id, out OpenTask? task) && task.FireAt is null)
        {
            open.Remove(completed.Id);
            task.End.SetResult(completed.Result);
        }
    }

    public void Fail(HistoryEvent.TaskFailed failed)
    {
        if (open.TryGetValue(failed.Id, out OpenTask? task) && task.FireAt is null)
        {
            open.Remove(failed.Id);
            task.End.SetException(new AttemptFailedException(task.Name, failed));
        }
    }

    /// <summary>Ignored when it was cancelled, or belongs to an earlier run of the instance.</summary>
    public void Fire(HistoryEvent.TimerFired fired)
    {
        if (open.TryGetValue(fired.Id, out OpenTask? task) && task.FireAt == fired.FireAt)
        {
            open.Remove(fired.Id);
            task.Cancellation.Dispose();
            task.End.SetResult(null);
        }
    }

    private sealed class OpenTask(string name, DateTimeOffset? fireAt)
    {
        public string Name => name;

        /// <summary>Null for all but timers.</summary>
        public DateTimeOffset? FireAt => fireAt;

        public TaskCompletionSource<string?> End { get; } = new();

        public CancellationTokenRegistration Cancellation { get; set; }
    }
}

/// <summary>One attempt failed; the orchestrator sees <see cref="TaskFailedException"/> of the last one.</summary>
internal sealed class AttemptFailedException(string taskName, HistoryEvent.TaskFailed failed) : Exception
{
    public bool IsFinal => failed.IsFinal;

    public TaskFailedException ForOrchestrator { get; } = new(taskName, failed.Id, failed.Failure!);
}
