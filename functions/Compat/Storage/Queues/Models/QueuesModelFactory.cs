namespace Azure.Storage.Queues.Models;

/// <summary>Makes what a client answers, for clients that are not the service's own.</summary>
public static class QueuesModelFactory
{
    public static QueueMessage QueueMessage(
        string messageId,
        string popReceipt,
        string messageText,
        long dequeueCount,
        DateTimeOffset? nextVisibleOn = null,
        DateTimeOffset? insertedOn = null,
        DateTimeOffset? expiresOn = null) =>
        QueueMessage(messageId, popReceipt, new BinaryData(messageText), dequeueCount, nextVisibleOn, insertedOn, expiresOn);

    public static QueueMessage QueueMessage(
        string messageId,
        string popReceipt,
        BinaryData body,
        long dequeueCount,
        DateTimeOffset? nextVisibleOn = null,
        DateTimeOffset? insertedOn = null,
        DateTimeOffset? expiresOn = null) =>
        new(messageId, popReceipt, body, dequeueCount) { NextVisibleOn = nextVisibleOn, InsertedOn = insertedOn, ExpiresOn = expiresOn };

    public static PeekedMessage PeekedMessage(
        string messageId, string messageText, long dequeueCount, DateTimeOffset? insertedOn = null, DateTimeOffset? expiresOn = null) =>
        PeekedMessage(messageId, new BinaryData(messageText), dequeueCount, insertedOn, expiresOn);

    public static PeekedMessage PeekedMessage(
        string messageId, BinaryData message, long dequeueCount, DateTimeOffset? insertedOn = null, DateTimeOffset? expiresOn = null) =>
        new(messageId, message, dequeueCount) { InsertedOn = insertedOn, ExpiresOn = expiresOn };

    public static QueueProperties QueueProperties(IDictionary<string, string> metadata, int approximateMessagesCount) =>
        QueueProperties(metadata, (long)approximateMessagesCount);

    public static QueueProperties QueueProperties(IDictionary<string, string> metadata, long approximateMessagesCount) =>
        new() { Metadata = metadata, ApproximateMessagesCountLong = approximateMessagesCount };

    public static UpdateReceipt UpdateReceipt(string popReceipt, DateTimeOffset nextVisibleOn) => new(popReceipt, nextVisibleOn);

    public static SendReceipt SendReceipt(
        string messageId, DateTimeOffset insertionTime, DateTimeOffset expirationTime, string popReceipt, DateTimeOffset timeNextVisible) =>
        new(messageId, popReceipt) { InsertionTime = insertionTime, ExpirationTime = expirationTime, TimeNextVisible = timeNextVisible };
}
