using System.Collections.Concurrent;
using Azure.Storage.Queues;

namespace FollowUpFlows.Storage.InMemory;

/// <summary>Queues that end with the process: for simulations and tests.</summary>
/// <param name="systemClock">Hides and expires messages.</param>
public sealed class InMemoryQueueServiceClient(TimeProvider systemClock) : QueueServiceClient
{
    private readonly ConcurrentDictionary<string, InMemoryMessages> queues = new(StringComparer.Ordinal);

    public override QueueClient GetQueueClient(string queueName) =>
        new InMemoryQueueClient(queueName, systemClock, queues.GetOrAdd(queueName, static _ => new InMemoryMessages()));
}
