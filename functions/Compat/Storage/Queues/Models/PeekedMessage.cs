namespace Azure.Storage.Queues.Models;

/// <summary>A visible message, seen without receiving it.</summary>
public class PeekedMessage
{
    internal PeekedMessage(string messageId, BinaryData body, long dequeueCount)
    {
        MessageId = messageId;
        Body = body;
        DequeueCount = dequeueCount;
    }

    public string MessageId { get; }

    public string MessageText => Body.ToString();

    public BinaryData Body { get; }

    public DateTimeOffset? InsertedOn { get; internal init; }

    public DateTimeOffset? ExpiresOn { get; internal init; }

    public long DequeueCount { get; }
}
