using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Addresses that nothing may be sent to, whoever's they are (配信停止リスト). Only a hash of the address is kept.</summary>
public sealed class Suppressions(IEntityTables tables, Clocks clocks)
{
    private const string Row = "suppression";

    /// <summary>Puts the address on the list; one that is on it keeps its first reason and time.</summary>
    /// <returns>False when it was on it.</returns>
    public Task<bool> AddAsync(Channel channel, string address, SuppressionReason reason, CancellationToken cancellationToken)
    {
        string partition = PartitionOf(channel, address);
        Entity row = new EntityProperties()
            .Set("Channel", channel)
            .Set("Reason", reason)
            .Set("At", clocks.Shop.GetUtcNow())
            .Row(partition, Row);
        return tables.WriteAsync(Tables.Suppressions, partition, new EntityChange.Insert(row), cancellationToken);
    }

    /// <summary>Whether the address is on the list.</summary>
    public async Task<bool> IsSuppressedAsync(Channel channel, string address, CancellationToken cancellationToken) =>
        await FindAsync(channel, address, cancellationToken) is not null;

    /// <summary>Why and since when the address is on the list; null when it is not.</summary>
    public async Task<Suppression?> FindAsync(Channel channel, string address, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Suppressions, PartitionOf(channel, address), Row, cancellationToken) is { } row
            ? new Suppression(row.Word<SuppressionReason>("Reason"), row.Instant("At")!.Value)
            : null;

    /// <summary>Takes the address off the list; nothing happens when it is not on it.</summary>
    public Task RemoveAsync(Channel channel, string address, CancellationToken cancellationToken) =>
        tables.WriteAsync(Tables.Suppressions, PartitionOf(channel, address), new EntityChange.Delete(Row), cancellationToken);

    /// <summary>The same for every way of writing the address.</summary>
    private static string PartitionOf(Channel channel, string address)
    {
        string? normalized = channel == Channel.Email ? CustomerIdentity.NormalizeEmail(address) : CustomerIdentity.NormalizeLineUserId(address);
        return RowKeys.Of(channel.ToString(), OpaqueId.Of(51, channel.ToString(), normalized ?? address));
    }
}

/// <summary>Why an address is on the list. Words are kept for ever.</summary>
public enum SuppressionReason
{
    /// <summary>The provider said that it does not exist, or blocks the shop.</summary>
    RecipientGone,

    /// <summary>A person of the shop put it there.</summary>
    Person,

    /// <summary>Its owner called a message spam.</summary>
    Complaint,

    /// <summary>Its owner unsubscribed at the provider.</summary>
    Unsubscribe,
}

/// <summary>An address on the list.</summary>
/// <param name="At">On the shop clock, UTC.</param>
public sealed record Suppression(SuppressionReason Reason, DateTimeOffset At);
