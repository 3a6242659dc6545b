using System.Globalization;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Channels.Outbox;

/// <summary>What went out, the latest first.</summary>
public sealed class OutboxMessages(IEntityTables tables) : IMessageCopies
{
    private const string Partition = "outbox";

    /// <summary>Keeps the message; a message with the same key is kept once.</summary>
    public async Task AddAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        string row = RowOf(message.Key, message.ClaimedAt.Shop);
        Dictionary<string, object> properties = new()
        {
            ["Key"] = message.Key.ToString("N"),
            ["EnrollmentId"] = message.EnrollmentId,
            ["StepId"] = message.StepId,
            ["Channel"] = message.Channel.ToString(),
            ["ClaimedAt"] = message.ClaimedAt.Shop,
        };
        foreach ((int index, string part) in TextParts.Of(message.Payload).Index())
        {
            properties["Payload" + index.ToString("D3", CultureInfo.InvariantCulture)] = part;
        }

        await tables.WriteAsync(Tables.Outbox, Partition, new EntityChange.Insert(new Entity(Partition, row) { Properties = properties }), cancellationToken);
    }

    /// <summary>Writes a row where no message stands, and takes it away.</summary>
    internal async Task TryAsync(CancellationToken cancellationToken)
    {
        const string Trial = "trial";
        await tables.WriteAsync(Tables.Outbox, Trial, new EntityChange.Put(new Entity(Trial, Trial)), cancellationToken);
        await tables.WriteAsync(Tables.Outbox, Trial, new EntityChange.Delete(Trial), cancellationToken);
    }

    /// <inheritdoc/>
    public Task EraseAsync(Guid key, DateTimeOffset claimedAt, CancellationToken cancellationToken) =>
        tables.WriteAsync(Tables.Outbox, Partition, new EntityChange.Delete(RowOf(key, claimedAt)), cancellationToken);

    /// <summary>A page of messages.</summary>
    /// <param name="cursor">Of the page before (<see cref="OutboxPage.Next"/>); null for the latest.</param>
    public async Task<OutboxPage> ListAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        EntityPage page = await tables.QueryAsync(new EntityQuery(Tables.Outbox, Partition, cursor, null, limit), cancellationToken);
        return new OutboxPage([.. page.Entities.Select(MessageOf)], page.Next);
    }

    /// <summary>Key and time come from the claim, so that a repeat meets the same row.</summary>
    private static string RowOf(Guid key, DateTimeOffset claimedAt) => RowKeys.Of(RowKeys.LatestFirst(claimedAt), key.ToString("N"));

    private static OutboxMessage MessageOf(Entity row) => new(
        row.Text("Key")!,
        row.Text("EnrollmentId")!,
        row.Text("StepId")!,
        Enum.Parse<Channel>(row.Text("Channel")!),
        row.Instant("ClaimedAt")!.Value,
        string.Concat(row.Properties.Where(p => p.Key.StartsWith("Payload", StringComparison.Ordinal)).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (string)p.Value)));
}

/// <summary>A message in the outbox.</summary>
/// <param name="SentAt">On the shop clock, UTC.</param>
/// <param name="Payload">As the channel was given it: an <see cref="EmailPayload"/> or a <see cref="LinePayload"/>, JSON.</param>
public sealed record OutboxMessage(string Key, string EnrollmentId, string StepId, Channel Channel, DateTimeOffset SentAt, string Payload);

/// <summary>Some messages.</summary>
/// <param name="Next">Null when there are no more.</param>
public sealed record OutboxPage(IReadOnlyList<OutboxMessage> Messages, string? Next);
