using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Rendered payloads, in parts that fit a row. They lie apart from the ledger, so that reading a customer does not read
/// every message ever sent to them, and by the day of their claim, so that dropping them begins with the oldest.</summary>
/// <remarks>The empty payload needs no row: its hash in the ledger tells all.</remarks>
public sealed class Payloads(IEntityTables tables)
{
    /// <summary>Partitions of the table.</summary>
    public const int ShardCount = 8;

    /// <summary>A page with the longest parts has 60 KB a row.</summary>
    private const int PageRows = 50;

    /// <summary>SHA-256 of the payload in UTF-8, lower-case hex.</summary>
    public static string HashOf(string payload) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(payload)));

    /// <summary>Keeps the payload of a row that is about to be claimed. Whatever else was kept for the row stays: the hash in the
    /// ledger says which is meant.</summary>
    /// <param name="row">With hash and time of the claim.</param>
    /// <param name="payload">At most 1,500,000 characters.</param>
    public async Task WriteAsync(string customerId, SendRow row, string payload, CancellationToken cancellationToken)
    {
        if (payload.Length == 0)
        {
            return;
        }

        string partition = PartitionOf(customerId);
        IEnumerable<EntityChange> parts = TextParts.Of(payload).Select((part, i) => new EntityChange.Put(new EntityProperties()
            .Set("Text", part)
            .Set("CustomerId", customerId)
            .Set("Send", SendRows.KeyOf(row.Key))
            .Set("Hash", row.PayloadHash)
            .Row(partition, PrefixOf(customerId, row) + i.ToString("D3", CultureInfo.InvariantCulture))));
        await tables.WriteAsync(Tables.Payloads, partition, [.. parts], cancellationToken);
    }

    /// <summary>The payload of a claimed row; null when it was dropped, or is not what was kept.</summary>
    public async Task<string?> ReadAsync(string customerId, SendRow row, CancellationToken cancellationToken)
    {
        StringBuilder payload = new();
        await foreach (Entity part in tables.QueryAllAsync(EntityQuery.Prefix(Tables.Payloads, PartitionOf(customerId), PrefixOf(customerId, row)), cancellationToken))
        {
            payload.Append(part.Text("Text"));
        }

        string text = payload.ToString();
        return HashOf(text) == row.PayloadHash ? text : null;
    }

    /// <summary>Parts of payloads that were kept before the day, UTC, the oldest first within a shard.</summary>
    internal async IAsyncEnumerable<KeptPart> BeforeAsync(
        DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int shard = 0; shard < ShardCount; shard++)
        {
            EntityQuery query = new(Tables.Payloads, shard.ToString(CultureInfo.InvariantCulture), Before: DayText(day), Limit: PageRows);
            await foreach (Entity part in tables.QueryAllAsync(query, cancellationToken))
            {
                yield return new KeptPart(part.PartitionKey, part.RowKey, part.Text("CustomerId")!, part.Text("Send")!, part.Text("Hash")!);
            }
        }
    }

    /// <summary>Removes parts, wherever they lie; those that are gone stay gone.</summary>
    internal async Task RemoveAsync(IReadOnlyList<KeptPart> parts, CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, KeptPart> shard in parts.GroupBy(p => p.Partition, StringComparer.Ordinal))
        {
            foreach (KeptPart[] batch in shard.Chunk(EntityLimits.BatchMax))
            {
                await tables.WriteAsync(Tables.Payloads, shard.Key, [.. batch.Select(p => new EntityChange.Delete(p.RowKey))], cancellationToken);
            }
        }
    }

    /// <summary>Every part of a payload of the customer, also of what was rendered and never claimed, to which nothing leads: so the
    /// customer's shard is looked through.</summary>
    internal async IAsyncEnumerable<Entity> OfAsync(string customerId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Payloads, PartitionOf(customerId), Limit: PageRows), cancellationToken))
        {
            if (row.Text("CustomerId") == customerId)
            {
                yield return row;
            }
        }
    }

    /// <summary>Drops every payload of the customer; the hashes in the ledger stay.</summary>
    public async Task DropAsync(string customerId, CancellationToken cancellationToken)
    {
        List<EntityChange> rows = [];
        await foreach (Entity row in OfAsync(customerId, cancellationToken))
        {
            rows.Add(new EntityChange.Delete(row.RowKey));
        }

        foreach (EntityChange[] batch in rows.Chunk(EntityLimits.BatchMax))
        {
            await tables.WriteAsync(Tables.Payloads, PartitionOf(customerId), batch, cancellationToken);
        }
    }

    private static string PartitionOf(string customerId) => RowKeys.Shard(customerId, ShardCount);

    /// <summary>The day is UTC's: it must stay when the shop's zone is set to another. With the hash in the key, two processes that
    /// render the same send at once do not mix their parts.</summary>
    private static string PrefixOf(string customerId, SendRow row) =>
        $"{DayText(DateOnly.FromDateTime(row.ClaimedAt!.Value.UtcDateTime))}:{RowKeys.Of(customerId)}:{SendRows.KeyOf(row.Key)}:{row.PayloadHash![..16]}:";

    private static string DayText(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>A part of a payload that was kept.</summary>
/// <param name="SendKey">Row key of the send that it was rendered for.</param>
/// <param name="Hash">Of the whole payload; the ledger's row has another when this one was never claimed.</param>
internal sealed record KeptPart(string Partition, string RowKey, string CustomerId, string SendKey, string Hash);
