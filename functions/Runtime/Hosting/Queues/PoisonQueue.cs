using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Where the messages of a queue end that no delivery could handle; made when it is first needed.</summary>
internal sealed class PoisonQueue
{
    public const string Suffix = "-poison";
    private const string QueueNotFound = "QueueNotFound";

    /// <summary>Somebody must look at it, however long that takes.</summary>
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private readonly QueueClient client;

    private PoisonQueue(QueueClient client) => this.client = client;

    /// <summary>Whether the queue is one of poison itself: what fails on it has nowhere to go.</summary>
    public static bool Is(string queueName) => queueName.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>Null for a queue that is one of poison itself.</summary>
    public static PoisonQueue? Of(string queueName, QueueServiceClient service) =>
        Is(queueName) ? null : new PoisonQueue(service.GetQueueClient(queueName + Suffix));

    public async Task AddAsync(QueueMessage message)
    {
        try
        {
            await client.SendMessageAsync(message.MessageText, timeToLive: Forever, cancellationToken: CancellationToken.None);
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueNotFound)
        {
            await client.CreateIfNotExistsAsync(cancellationToken: CancellationToken.None);
            await client.SendMessageAsync(message.MessageText, timeToLive: Forever, cancellationToken: CancellationToken.None);
        }
    }
}
