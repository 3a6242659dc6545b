namespace Azure.Storage.Queues.Models;

/// <summary>A message that this receiver holds until <see cref="NextVisibleOn"/>.</summary>
public class QueueMessage
{
    internal QueueMessage(string messageId, string popReceipt, BinaryData body, long dequeueCount)
    {
        MessageId = messageId;
        PopReceipt = popReceipt;
        Body = body;
        DequeueCount = dequeueCount;
    }

    public string MessageId { get; }

    public string PopReceipt { get; }

    public string MessageText => Body.ToString();

    public BinaryData Body { get; }

    public DateTimeOffset? NextVisibleOn { get; internal init; }

    public DateTimeOffset? InsertedOn { get; internal init; }

    public DateTimeOffset? ExpiresOn { get; internal init; }

    /// <summary>1 for the first receiver.</summary>
    public long DequeueCount { get; }
}
