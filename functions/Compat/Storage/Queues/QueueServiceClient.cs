namespace Azure.Storage.Queues;

/// <summary>An account's queues. Subclasses say where they lie.</summary>
public class QueueServiceClient
{
    protected QueueServiceClient()
    {
    }

    /// <summary>Makes no request: the queue need not exist.</summary>
    public virtual QueueClient GetQueueClient(string queueName) => throw QueueClient.NotOverridden();
}
