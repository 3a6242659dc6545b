using System.Text;
using Azure;
using Azure.Storage.Queues;
using FollowUpFlows.Pipeline.Queues;
using FollowUpFlows.Storage.Azure;

namespace FollowUpFlows.Storage.Queues;

/// <summary>Sends work through the queues of any account, ours or a real one; makes a queue when it is first needed.</summary>
public sealed class WorkQueues(QueueServiceClient service) : IWorkQueues
{
    /// <summary>Work must not vanish because a shop was closed for a week.</summary>
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private static readonly TimeSpan DelayMax = TimeSpan.FromDays(7);

    /// <exception cref="ArgumentException">The name, the length or the delay is beyond what a queue takes.</exception>
    public Task SendAsync(string queue, string message, TimeSpan delay, CancellationToken cancellationToken)
    {
        if (!QueueRules.IsName(queue))
        {
            throw new ArgumentException($"'{queue}' is no queue name: 3–63 lower-case letters, digits and single hyphens.", nameof(queue));
        }

        int bytes = Encoding.UTF8.GetByteCount(message);
        if (bytes > WorkQueueLimits.MessageBytesMax)
        {
            throw new ArgumentException($"A message has at most {WorkQueueLimits.MessageBytesMax} bytes, not {bytes}.", nameof(message));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, DelayMax);
        return SendAsync(service.GetQueueClient(queue), message, delay, cancellationToken);
    }

    private static async Task SendAsync(QueueClient client, string message, TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                await client.SendMessageAsync(message, delay, Forever, cancellationToken);
            }
            catch (RequestFailedException fault) when (fault.ErrorCode == QueueRules.QueueNotFound)
            {
                await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
                await client.SendMessageAsync(message, delay, Forever, cancellationToken);
            }
        }
        catch (Exception fault) when (AccountFaults.Of(fault, "Queue", cancellationToken) is { } known)
        {
            throw known;
        }
    }
}
