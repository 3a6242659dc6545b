using System.Globalization;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace FollowUpFlows.Storage.Queues;

/// <summary>A queue that behaves as the service's, wherever its rows lie.</summary>
/// <param name="clock">The system clock: time-outs are real even when the shop's days run fast.</param>
internal abstract class LocalQueueClient(string name, TimeProvider clock) : QueueClient
{
    private const int Ok = 200;
    private const int Created = 201;
    private const int NoContent = 204;

    public override string Name => name;

    public override Task<Response> CreateIfNotExistsAsync(
        IDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        QueueRules.CheckName(name);
        return WriteAsync(
            rows =>
            {
                if (rows.Exists())
                {
                    return null!; // so says the official client: null when it was there already
                }

                rows.Create();
                return new LocalResponse(Created) as Response;
            },
            cancellationToken);
    }

    public override Task<Response<SendReceipt>> SendMessageAsync(
        string messageText, TimeSpan? visibilityTimeout = null, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default)
    {
        QueueRules.CheckText(messageText, MessageMaxBytes);
        TimeSpan hidden = visibilityTimeout ?? TimeSpan.Zero;
        QueueRules.CheckVisibility(hidden);
        TimeSpan lifetime = timeToLive ?? QueueRules.DefaultTimeToLive;
        QueueRules.CheckTimeToLive(lifetime, hidden);
        return InQueueAsync(
            (rows, now) =>
            {
                rows.RemoveExpired(now);
                DateTimeOffset? expiry = QueueRules.Expiry(now, lifetime);
                MessageRow row = new(Id: 0, messageText, now, expiry, now + hidden, NewReceipt(), DequeueCount: 0);
                long id = rows.Add(row);
                SendReceipt receipt = QueuesModelFactory.SendReceipt(
                    Text(id), now, expiry ?? DateTimeOffset.MaxValue, Text(row.Receipt), row.VisibleAt);
                return LocalResponse.Of(receipt, Created);
            },
            cancellationToken);
    }

    public override Task<Response<QueueMessage[]>> ReceiveMessagesAsync(
        int? maxMessages = null, TimeSpan? visibilityTimeout = null, CancellationToken cancellationToken = default)
    {
        int count = maxMessages ?? 1;
        QueueRules.CheckCount(count);
        TimeSpan hidden = visibilityTimeout ?? QueueRules.DefaultVisibility;
        QueueRules.CheckReceiveVisibility(hidden);
        return InQueueAsync(
            (rows, now) =>
            {
                rows.RemoveExpired(now);
                return LocalResponse.Of(rows.Visible(now, count).Select(row => Take(rows, row, now + hidden)).ToArray(), Ok);
            },
            cancellationToken);
    }

    public override Task<Response<PeekedMessage[]>> PeekMessagesAsync(
        int? maxMessages = null, CancellationToken cancellationToken = default)
    {
        int count = maxMessages ?? 1;
        QueueRules.CheckCount(count);
        return LookAsync((rows, now) => LocalResponse.Of(rows.Visible(now, count).Select(Peeked).ToArray(), Ok), cancellationToken);
    }

    public override Task<Response<UpdateReceipt>> UpdateMessageAsync(
        string messageId,
        string popReceipt,
        string? messageText = null,
        TimeSpan visibilityTimeout = default,
        CancellationToken cancellationToken = default)
    {
        QueueRules.CheckText(messageText ?? "", MessageMaxBytes);
        QueueRules.CheckVisibility(visibilityTimeout);
        return InQueueAsync(
            (rows, now) =>
            {
                MessageRow held = Held(rows, now, messageId, popReceipt);
                MessageRow row = held with { Text = messageText ?? held.Text, VisibleAt = now + visibilityTimeout, Receipt = NewReceipt() };
                rows.Update(row);
                return LocalResponse.Of(QueuesModelFactory.UpdateReceipt(Text(row.Receipt), row.VisibleAt), NoContent);
            },
            cancellationToken);
    }

    public override Task<Response> DeleteMessageAsync(string messageId, string popReceipt, CancellationToken cancellationToken = default) =>
        InQueueAsync(
            (rows, now) =>
            {
                rows.Remove(Held(rows, now, messageId, popReceipt).Id);
                return new LocalResponse(NoContent) as Response;
            },
            cancellationToken);

    public override Task<Response> ClearMessagesAsync(CancellationToken cancellationToken = default) => InQueueAsync(
        (rows, _) =>
        {
            rows.RemoveAll();
            return new LocalResponse(NoContent) as Response;
        },
        cancellationToken);

    public override Task<Response<QueueProperties>> GetPropertiesAsync(CancellationToken cancellationToken = default) => LookAsync(
        (rows, now) => LocalResponse.Of(QueuesModelFactory.QueueProperties(new Dictionary<string, string>(), rows.Count(now)), Ok),
        cancellationToken);

    /// <summary>Runs the step alone; what it throws undoes it and reaches the caller.</summary>
    protected abstract Task<T> WriteAsync<T>(Func<IMessageRows, T> step, CancellationToken cancellationToken);

    /// <summary>Runs a step that changes nothing.</summary>
    protected abstract Task<T> ReadAsync<T>(Func<IMessageRows, T> step, CancellationToken cancellationToken);

    private static QueueMessage Take(IMessageRows rows, MessageRow row, DateTimeOffset visibleAt)
    {
        MessageRow taken = row with { VisibleAt = visibleAt, Receipt = NewReceipt(), DequeueCount = row.DequeueCount + 1 };
        rows.Update(taken);
        return QueuesModelFactory.QueueMessage(
            Text(taken.Id),
            Text(taken.Receipt),
            taken.Text,
            taken.DequeueCount,
            taken.VisibleAt,
            taken.InsertedAt,
            taken.ExpiresAt ?? DateTimeOffset.MaxValue);
    }

    private static PeekedMessage Peeked(MessageRow row) => QueuesModelFactory.PeekedMessage(
        Text(row.Id), row.Text, row.DequeueCount, row.InsertedAt, row.ExpiresAt ?? DateTimeOffset.MaxValue);

    private static MessageRow Held(IMessageRows rows, DateTimeOffset now, string messageId, string popReceipt)
    {
        bool isId = long.TryParse(messageId, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out long id);
        MessageRow? row = isId ? rows.Find(id) : null;
        return row is null || row.IsExpired(now) ? throw QueueRules.NoMessage()
            : Text(row.Receipt) != popReceipt ? throw QueueRules.StaleReceipt()
            : row;
    }

    private static long NewReceipt() => Random.Shared.NextInt64();

    private static string Text(long number) => number.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The time is taken inside the step, so that it never runs behind the step before.</summary>
    private Task<T> InQueueAsync<T>(Func<IMessageRows, DateTimeOffset, T> step, CancellationToken cancellationToken)
    {
        QueueRules.CheckName(name);
        return WriteAsync(rows => rows.Exists() ? step(rows, clock.GetUtcNow()) : throw QueueRules.NoQueue(name), cancellationToken);
    }

    private Task<T> LookAsync<T>(Func<IMessageRows, DateTimeOffset, T> step, CancellationToken cancellationToken)
    {
        QueueRules.CheckName(name);
        return ReadAsync(rows => rows.Exists() ? step(rows, clock.GetUtcNow()) : throw QueueRules.NoQueue(name), cancellationToken);
    }
}
