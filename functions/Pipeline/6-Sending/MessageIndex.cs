using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Whose message a key is, for what is told of it later, and where its tracked links lead. Written before the provider is called,
/// and only where anything can be told: a row may lead to a message that did not go out, but no message that did is without one.</summary>
public sealed class MessageIndex(IEntityTables tables)
{
    private const string Row = "send";

    /// <summary>Notes the message. Repeating it changes nothing.</summary>
    /// <param name="tracked">Null when none of its links are followed.</param>
    /// <param name="claimedAt">On the system clock.</param>
    public Task AddAsync(string customerId, SendKey key, TrackedLinks? tracked, DateTimeOffset claimedAt, CancellationToken cancellationToken)
    {
        string partition = PartitionOf(key.MessageKey);
        Entity row = new EntityProperties()
            .Set("CustomerId", customerId)
            .Set("EnrollmentId", key.EnrollmentId)
            .Set("StepId", key.StepId)
            .Set("Visit", key.Visit)
            .Set("Channel", key.Channel)
            .Set("Tracked", tracked is null ? null : StoredJson.Write(tracked))
            .Set("ClaimedAt", claimedAt)
            .Row(partition, Row);
        return tables.WriteAsync(Tables.Indexes, partition, new EntityChange.Put(row), cancellationToken);
    }

    /// <summary>Whose message it is; null for one of somebody else.</summary>
    public async Task<MessageLead?> FindAsync(Guid messageKey, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Indexes, PartitionOf(messageKey), Row, cancellationToken) is { } row
            ? new MessageLead(
                row.Text("CustomerId")!,
                new SendKey(row.Text("EnrollmentId")!, row.Text("StepId")!, (int)row.Number("Visit")!.Value, row.Word<Channel>("Channel")))
            {
                Tracked = row.Text("Tracked") is { } tracked ? StoredJson.Read<TrackedLinks>(tracked) : null,
                ClaimedAt = row.Instant("ClaimedAt"),
            }
            : null;

    /// <summary>Removes the message's row; nothing happens when there is none.</summary>
    public Task RemoveAsync(SendKey key, CancellationToken cancellationToken)
    {
        string partition = PartitionOf(key.MessageKey);
        return tables.WriteAsync(Tables.Indexes, partition, new EntityChange.Delete(Row), cancellationToken);
    }

    private static string PartitionOf(Guid messageKey) => $"message:{messageKey:N}";
}

/// <summary>Where a message stands in the send ledger.</summary>
public sealed record MessageLead(string CustomerId, SendKey Key)
{
    /// <summary>Null when none of its links are followed.</summary>
    public TrackedLinks? Tracked { get; init; }

    /// <summary>On the system clock, UTC; null where it was not noted.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }
}
