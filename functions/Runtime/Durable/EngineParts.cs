using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>What the engine's parts share.</summary>
internal sealed record EngineParts(
    TaskRegistry Tasks,
    DurableEngineOptions Options,
    InstanceRecords Records,
    Mailboxes Mailboxes,
    TimerQueue Timers,
    ActivityRunner Activities,
    InstanceWatch Watch,
    EngineMetrics Metrics,
    WorkCount Work,
    TimeProvider ShopClock,
    DataConverter Converter,
    ILoggerFactory Loggers)
{
    /// <summary>Commits, then passes on what the change brought: work is only ever begun that is already stored.</summary>
    public async Task CommitAsync(StoreChange change, string executionId)
    {
        IReadOnlyList<long> numbers = await Records.CommitAsync(change);
        Metrics.Committed();
        Activities.Add(change.Activities, new ActivityOrigin(executionId, change.Row?.Trace));
        if (change.Timers.Count > 0)
        {
            Timers.Added(change.Timers.Min(t => t.FireAt));
        }

        for (int i = 0; i < numbers.Count; i++)
        {
            NewMessage message = change.Messages[i];
            if (message.GivenNumber == 0)
            {
                StoredMessage stored = new(numbers[i], message.InstanceId, message.ExecutionId, message.Event);
                Mailboxes.Post(message.InstanceId, Arrived(stored));
            }
        }

        if (change.Row is { } row)
        {
            Watch.Changed(row);
        }
    }

    /// <summary>The message as it is dealt with: its event knows its number.</summary>
    public static Input.Arrived Arrived(StoredMessage message) => new(
        message.Event is HistoryEvent.Arrival arrival ? message with { Event = arrival with { Number = message.Number } } : message);
}
