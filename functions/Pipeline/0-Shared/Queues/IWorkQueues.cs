namespace FollowUpFlows.Pipeline.Queues;

/// <summary>Hands work to a queue-triggered function. Delivery is at least once, in no certain order.</summary>
public interface IWorkQueues
{
    /// <summary>Returns when the message is durable.</summary>
    /// <param name="queue">3–63 lower-case letters, digits and single hyphens.</param>
    /// <param name="message">At most <see cref="WorkQueueLimits.MessageBytesMax"/> in UTF-8: ids, never payloads.</param>
    /// <param name="delay">How long the message stays hidden, 0 to 7 days of the system clock.</param>
    /// <exception cref="State.StorageException">The message is not, or not certainly, stored.</exception>
    Task SendAsync(string queue, string message, TimeSpan delay, CancellationToken cancellationToken);
}

/// <summary>What every queue can carry.</summary>
public static class WorkQueueLimits
{
    /// <summary>48 KiB: what remains of a 64 KiB queue message once it is base64-encoded.</summary>
    public const int MessageBytesMax = 48 * 1024;
}
