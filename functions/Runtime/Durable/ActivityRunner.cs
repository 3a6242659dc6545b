using System.Diagnostics;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Runs activities, so many at a time, in the order in which they were scheduled.</summary>
internal sealed class ActivityRunner(
    TaskRegistry tasks, DurableEngineOptions options, DataConverter converter, WorkCount work, EngineMetrics metrics, ILoggerFactory loggers)
    : IDisposable
{
    private static readonly AsyncLocal<bool> Within = new();

    private readonly ILogger logger = loggers.CreateLogger(Logs.Activities);
    private readonly Lock gate = new();
    private readonly Queue<(ActivityRow Row, ActivityOrigin Origin)> waiting = new();
    private readonly CancellationTokenSource cancellation = new();
    private readonly WorkCount running = new();
    private int runningCount;
    private bool isStopping;

    /// <summary>The caller is an activity.</summary>
    public static bool IsWithin => Within.Value;

    /// <summary>Takes what an activity came to; set before the first is added.</summary>
    public Action<string, Input> Deliver { get; set; } = (_, _) => { };

    public int RunningCount => Volatile.Read(ref runningCount);

    public int WaitingCount
    {
        get
        {
            lock (gate)
            {
                return waiting.Count;
            }
        }
    }

    public void Add(IEnumerable<ActivityRow> rows, ActivityOrigin origin)
    {
        lock (gate)
        {
            if (isStopping)
            {
                return; // stored, for the next start
            }

            foreach (ActivityRow row in rows)
            {
                waiting.Enqueue((row, origin));
                work.Begin();
            }
        }

        Pump();
    }

    /// <summary>No new ones; those running get the drain time, then their token is cancelled. One that ignores its token is left
    /// behind: nothing of it is recorded.</summary>
    public async Task StopAsync(TimeSpan drain, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            isStopping = true;
            for (; waiting.Count > 0; waiting.Dequeue())
            {
                work.End();
            }
        }

        if (!await EndedAsync(drain, cancellationToken))
        {
            await cancellation.CancelAsync();
            await EndedAsync(TimeSpan.FromSeconds(1), cancellationToken);
        }
    }

    public void Dispose() => cancellation.Dispose();

    private async Task<bool> EndedAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await running.WhenIdleAsync().WaitAsync(limit, TimeProvider.System, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Pump()
    {
        while (true)
        {
            (ActivityRow Row, ActivityOrigin Origin) next;
            lock (gate)
            {
                if (isStopping || runningCount >= options.ActivitiesMax || !waiting.TryDequeue(out next))
                {
                    return;
                }

                runningCount++;
                running.Begin();
            }

            options.Dispatcher.Run(() => RunAsync(next.Row, next.Origin));
        }
    }

    private async Task RunAsync(ActivityRow row, ActivityOrigin origin)
    {
        HistoryEvent? end = await AttemptAsync(row, origin);
        if (end is not null)
        {
            Deliver(row.InstanceId, new Input.Ended(origin.ExecutionId, row.TaskId, end));
        }

        lock (gate)
        {
            runningCount--;
        }

        running.End();
        Pump();
        work.End();
    }

    /// <returns>Null: the engine stops, and the activity runs again after the next start.</returns>
    private async Task<HistoryEvent?> AttemptAsync(ActivityRow row, ActivityOrigin origin)
    {
        if (tasks.FindActivity(row.Name) is not { } activity)
        {
            return new HistoryEvent.TaskFailed(row.TaskId, ReplayFault.NoActivity(row.Name), IsFinal: true);
        }

        using Activity? span = ExecutionTrace.TaskOf(origin.Trace, origin.ExecutionId, row.TaskId) is { } waiting
            ? Spans.Attempt(row, waiting)
            : null;
        long begin = metrics.ActivityBegins();
        Within.Value = true;
        try
        {
            Logs.ActivityStarted(logger, row.Name, row.TaskId, row.InstanceId);
            object? result = await activity(new ActivityCall(row.InstanceId, row.Name, row.TaskId, row.Input), cancellation.Token);
            string? data = converter.Serialize(result);
            metrics.ActivityEnds(begin, row.Name, isDone: true);
            Logs.ActivityCompleted(logger, row.Name, row.TaskId, row.InstanceId);
            return new HistoryEvent.TaskCompleted(row.TaskId, data);
        }
        catch (Exception) when (cancellation.IsCancellationRequested) // libraries have many ways to say that they were cancelled
        {
            return null;
        }
        catch (Exception fault) // whatever escapes the shop's activity is its failure
        {
            metrics.ActivityEnds(begin, row.Name, isDone: false);
            span.Fail(fault.GetType().FullName);
            Logs.ActivityFailed(logger, row.Name, row.TaskId, row.InstanceId, fault.GetType().FullName);
            return new HistoryEvent.TaskFailed(row.TaskId, Failures.Of(fault), IsFinal: false);
        }
    }
}

/// <summary>Whose an activity is.</summary>
/// <param name="Trace">Of the instance; null: nobody traces it.</param>
internal readonly record struct ActivityOrigin(string ExecutionId, string? Trace);
