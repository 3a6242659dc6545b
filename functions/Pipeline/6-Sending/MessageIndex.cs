using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Whose message a key is, for what a provider tells of it later. Written before the provider is called, and only for
/// providers that tell anything: a row may lead to a message that did not go out, but no message that did is without one.</summary>
public sealed class MessageIndex(IEntityTables tables)
{
    private const string Row = "send";

    /// <summary>Notes the message. Repeating it changes nothing.</summary>
    public Task AddAsync(string customerId, SendKey key, CancellationToken cancellationToken)
    {
        string partition = PartitionOf(key.MessageKey);
        Entity row = new EntityProperties()
            .Set("CustomerId", customerId)
            .Set("EnrollmentId", key.EnrollmentId)
            .Set("StepId", key.StepId)
            .Set("Visit", key.Visit)
            .Set("Channel", key.Channel)
            .Row(partition, Row);
        return tables.WriteAsync(Tables.Indexes, partition, new EntityChange.Put(row), cancellationToken);
    }

    /// <summary>Whose message it is; null for one of somebody else.</summary>
    public async Task<MessageLead?> FindAsync(Guid messageKey, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Indexes, PartitionOf(messageKey), Row, cancellationToken) is { } row
            ? new MessageLead(
                row.Text("CustomerId")!,
                new SendKey(row.Text("EnrollmentId")!, row.Text("StepId")!, (int)row.Number("Visit")!.Value, row.Word<Channel>("Channel")))
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
public sealed record MessageLead(string CustomerId, SendKey Key);
