namespace Azure.Storage.Queues.Models;

/// <summary>The sender may still change or remove its message with the pop receipt, until somebody receives it.</summary>
public class SendReceipt
{
    internal SendReceipt(string messageId, string popReceipt)
    {
        MessageId = messageId;
        PopReceipt = popReceipt;
    }

    public string MessageId { get; }

    public DateTimeOffset InsertionTime { get; internal init; }

    public DateTimeOffset ExpirationTime { get; internal init; }

    public string PopReceipt { get; }

    public DateTimeOffset TimeNextVisible { get; internal init; }
}
