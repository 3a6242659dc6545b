using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>How an operator gets rid of an instance whose history cannot be read: it is ended without being replayed. The history stays
/// as it is until the instance is purged.</summary>
internal static class UnreadableEnd
{
    /// <summary>Null: nobody wants to end it.</summary>
    public static HistoryEvent.Terminated? Of(IEnumerable<Input> inputs) =>
        inputs.OfType<Input.Arrived>().Select(a => a.Message.Event).OfType<HistoryEvent.Terminated>().FirstOrDefault();

    public static async Task CommitAsync(EngineParts parts, string instanceId, IReadOnlyList<Input> inputs, HistoryEvent.Terminated end)
    {
        InstanceRow row = (await parts.Records.FindAsync(instanceId))!; // it has a history
        Consumed consumed = Consumed.By(inputs, row.ExecutionId);
        StoreChange change = new(instanceId)
        {
            Clear = Clearing.Work,
            ConsumedMessages = consumed.Messages,
            Row = row with
            {
                Status = OrchestrationRuntimeStatus.Terminated,
                Output = end.Output,
                UpdatedAt = parts.ShopClock.GetUtcNow().ToUniversalTime(),
            },
            Messages = [.. EpisodeChange.Answer(row.Parent, new Ending.Terminated(end.Output))],
        };
        await parts.CommitAsync(change, row.ExecutionId);
        parts.Timers.Settled(consumed.Timers);
    }
}
