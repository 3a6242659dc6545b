namespace FollowUpFlows.Storage.Queues;

/// <summary>A message as it lies in a queue.</summary>
/// <param name="Id">Given by the queue, never again to another message.</param>
/// <param name="ExpiresAt">Gone from then on; null: never.</param>
/// <param name="VisibleAt">Nobody receives it before.</param>
/// <param name="Receipt">By chance; new with every receiving and every update, so that only the latest holder can act.</param>
internal sealed record MessageRow(
    long Id, string Text, DateTimeOffset InsertedAt, DateTimeOffset? ExpiresAt, DateTimeOffset VisibleAt, long Receipt, long DequeueCount)
{
    public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;
}
