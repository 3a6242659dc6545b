using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Addresses that nothing may be sent to, whoever's they are (配信停止リスト). Only a hash of the address is kept.</summary>
public sealed class Suppressions(IEntityTables tables, Clocks clocks)
{
    internal const string Row = "suppression";
    private const string BlockSaidAt = "BlockSaidAt";
    private const string IsBlocked = "IsBlocked";

    /// <summary>Puts the address on the list; one that is on it keeps its first reason and time, unless that is a block, which its owner could
    /// take back, or the shop's own wish, which the shop can: the other reason must outlast it.</summary>
    /// <param name="act">Which person did so, and why; null for what a provider told, or the customer.</param>
    /// <returns>False when it was on it for good.</returns>
    public Task<bool> AddAsync(Channel channel, string address, SuppressionReason reason, CancellationToken cancellationToken, OperatorAct? act = null) => ChangeAsync(
        PartitionOf(channel, address),
        channel,
        known =>
        {
            Entry before = EntryOf(known);
            return before.Reason is not (null or SuppressionReason.Blocked or SuppressionReason.Person) || before.Reason == reason ? null
                : reason != SuppressionReason.Blocked ? before with { Reason = reason }
                : before with { Reason = before.Reason ?? reason, IsBlocked = true };
        },
        act,
        cancellationToken);

    /// <summary>Puts the address on the list because its owner blocks the shop, or takes it off when they no longer do. Of several statements
    /// the latest holds, in whichever order they arrive; of two of one instant, the block. Another reason for being on the list stays, and
    /// the block is there beside it.</summary>
    /// <param name="saidAt">When the owner did so, by the provider's clock.</param>
    public Task NoteBlockAsync(Channel channel, string address, bool isBlocked, DateTimeOffset saidAt, CancellationToken cancellationToken) => ChangeAsync(
        PartitionOf(channel, address),
        channel,
        known =>
        {
            Entry before = EntryOf(known);
            return saidAt < before.BlockSaidAt || (saidAt == before.BlockSaidAt && !isBlocked) ? null
                : isBlocked ? new Entry(before.Reason ?? SuppressionReason.Blocked, saidAt, true)
                : new Entry(before.Reason == SuppressionReason.Blocked ? null : before.Reason, saidAt, false);
        },
        null,
        cancellationToken);

    /// <summary>Whether the address is on the list.</summary>
    public async Task<bool> IsSuppressedAsync(Channel channel, string address, CancellationToken cancellationToken) =>
        await FindAsync(channel, address, cancellationToken) is not null;

    /// <summary>Why and since when the address is on the list; null when it is not.</summary>
    public Task<Suppression?> FindAsync(Channel channel, string address, CancellationToken cancellationToken) =>
        FindAsync(PartitionOf(channel, address), cancellationToken);

    /// <summary>Takes an address off the list: messages may go to it again, if its owner agreed to them. One whose owner blocks the shop
    /// besides stays on it for that.</summary>
    /// <param name="partition">Where the address is kept.</param>
    /// <param name="only">For this reason alone; null for whichever.</param>
    /// <returns>False when it is not on it, or for another reason.</returns>
    internal Task<bool> LiftAsync(string partition, OperatorAct act, CancellationToken cancellationToken, SuppressionReason? only = null) => ChangeAsync(
        partition,
        null,
        known => EntryOf(known) is { Reason: { } reason } before && (only is null || reason == only)
            ? before.IsBlocked && reason != SuppressionReason.Blocked ? before with { Reason = SuppressionReason.Blocked } : new Entry(null, before.BlockSaidAt, false)
            : null,
        act,
        cancellationToken);

    internal async Task<Suppression?> FindAsync(string partition, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Suppressions, partition, Row, cancellationToken) is { } row && ReasonOf(row) is { } reason
            ? new Suppression(reason, row.Instant("At")!.Value)
            : null;

    /// <summary>Writes what the change says of the row that is there, however many change it at once, with a row that remembers the change.</summary>
    /// <param name="channel">Null for an address that is there.</param>
    /// <param name="change">Null leaves it; a row without a reason only remembers when something was last said of a block.</param>
    /// <returns>Whether it was changed.</returns>
    private async Task<bool> ChangeAsync(
        string partition,
        Channel? channel,
        Func<Entity?, Entry?> change,
        OperatorAct? act,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            Entity? known = await tables.ReadAsync(Tables.Suppressions, partition, Row, cancellationToken);
            if (change(known) is not { } next)
            {
                return false;
            }

            DateTimeOffset now = clocks.Shop.GetUtcNow();
            SuppressionReason? before = ReasonOf(known);
            EntityProperties properties = new EntityProperties()
                .Set("Channel", channel?.ToString() ?? known?.Text("Channel"))
                .Set("Reason", next.Reason?.ToString())
                .Set(BlockSaidAt, next.BlockSaidAt)
                .Set(IsBlocked, next.IsBlocked);
            if (next.Reason is not null)
            {
                properties.Set("At", next.Reason == before ? known!.Instant("At") : now);
            }

            Entity row = properties.Row(partition, Row, known?.ETag);
            List<EntityChange> changes = [known is null ? new EntityChange.Insert(row) : new EntityChange.Replace(row)];
            if (next.Reason != before)
            {
                changes.Add(new EntityChange.Put(SuppressionRows.Change(partition, new SuppressionChange(now, before, next.Reason, act))));
                await tables.WriteAsync(Tables.Suppressions, SuppressionRows.IndexOf(partition), new EntityChange.Put(SuppressionRows.Index(partition)), cancellationToken);
            }

            if (await tables.WriteAsync(Tables.Suppressions, partition, changes, cancellationToken) is WriteOutcome.Written)
            {
                return true;
            }
        }
    }

    private static Entry EntryOf(Entity? row)
    {
        SuppressionReason? reason = ReasonOf(row);
        return new Entry(reason, row?.Instant(BlockSaidAt), row?.Flag(IsBlocked) ?? reason == SuppressionReason.Blocked);
    }

    private static SuppressionReason? ReasonOf(Entity? row) => row?.WordOrNull<SuppressionReason>("Reason");

    /// <summary>The same for every way of writing the address.</summary>
    internal static string PartitionOf(Channel channel, string address)
    {
        string? normalized = channel switch
        {
            Channel.Email => CustomerIdentity.NormalizeEmail(address),
            Channel.Line => CustomerIdentity.NormalizeLineUserId(address),
            _ => address,
        };
        return RowKeys.Of(channel.ToString(), OpaqueId.Of(51, channel.ToString(), normalized ?? address));
    }

    /// <summary>What is kept of an address.</summary>
    /// <param name="IsBlocked">Whether its owner blocks the shop, whatever else keeps it on the list.</param>
    private sealed record Entry(SuppressionReason? Reason, DateTimeOffset? BlockSaidAt, bool IsBlocked);
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

    /// <summary>Its owner blocks the shop (ブロック), as the provider told.</summary>
    Blocked,

    /// <summary>Its owner was forgotten at their own wish.</summary>
    Erased,
}

/// <summary>An address on the list.</summary>
/// <param name="At">On the shop clock, UTC.</param>
public sealed record Suppression(SuppressionReason Reason, DateTimeOffset At);

/// <summary>Something that a person of the shop did.</summary>
/// <param name="By">Who, as the shop calls them.</param>
/// <param name="Why">Their reason; no addresses, for it outlives them.</param>
public sealed record OperatorAct(string By, string Why);
