using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>What proves that messages to somebody were lawful who has asked to be forgotten since. Of the person only a hash of the address
/// is kept: whoever names the address finds the proof, and nobody else learns whose it is. Where a form was sent from is forgotten.</summary>
public sealed class ConsentProofs(IEntityTables tables, ShopSettings shop, Clocks clocks)
{
    private const int ShardCount = 8;
    private const int BatchMax = 50;

    /// <summary>Keeps the proofs of a customer who is about to be forgotten. Repeating it changes nothing but how long they are kept.</summary>
    public async Task KeepAsync(CustomerState state, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        DateTimeOffset keepUntil = now.AddDays(Math.Max(shop.Consent.KeepDays, shop.Consent.KeepDaysAfterLastSend));
        List<Entity> rows = [];
        foreach ((_, Consent said) in await new ConsentLog(tables).OfAsync(state.CustomerId, cancellationToken))
        {
            string? address = said.Channel == Channel.Email ? state.Customer.Email : state.Customer.LineUserId;
            if (address is not null && keepUntil > now)
            {
                rows.Add(Row(said, Suppressions.PartitionOf(said.Channel, address), now, keepUntil));
            }
        }

        foreach (IGrouping<string, Entity> shard in rows.GroupBy(r => r.PartitionKey))
        {
            foreach (Entity[] batch in shard.DistinctBy(r => r.RowKey).Chunk(BatchMax))
            {
                await tables.WriteAsync(Tables.ConsentProofs, shard.Key, [.. batch.Select(r => new EntityChange.Put(r))], cancellationToken);
            }
        }
    }

    /// <summary>What proves consent of the owner of an address, the oldest first.</summary>
    public async Task<IReadOnlyList<KeptProof>> FindAsync(Channel channel, string address, CancellationToken cancellationToken)
    {
        string hash = Suppressions.PartitionOf(channel, address);
        return await tables.QueryAllAsync(EntityQuery.Prefix(Tables.ConsentProofs, PartitionOf(hash), hash + ":"), cancellationToken)
            .Select(Proof)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Removes what has been kept for long enough.</summary>
    /// <returns>How many statements.</returns>
    public async Task<int> DropAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        int count = 0;
        foreach (string partition in Enumerable.Range(0, ShardCount).Select(s => $"{s}"))
        {
            List<Entity> old = await tables.QueryAllAsync(new EntityQuery(Tables.ConsentProofs, partition), cancellationToken)
                .Where(r => r.Instant("KeepUntil") < now)
                .ToListAsync(cancellationToken);
            foreach (Entity[] batch in old.Chunk(BatchMax))
            {
                await tables.WriteAsync(Tables.ConsentProofs, partition, [.. batch.Select(r => new EntityChange.Delete(r.RowKey))], cancellationToken);
            }

            count += old.Count;
        }

        return count;
    }

    private static Entity Row(Consent said, string hash, DateTimeOffset erasedAt, DateTimeOffset keepUntil) => new EntityProperties()
        .Set("Channel", said.Channel)
        .Set("Topic", said.Topic)
        .Set("State", said.State)
        .Set("At", said.At)
        .Set("Source", said.Source)
        .Set("Origin", said.Origin?.ToString())
        .Set("Wording", said.Wording)
        .Set("By", said.By)
        .Set("ErasedAt", erasedAt)
        .Set("KeepUntil", keepUntil)
        .Row(PartitionOf(hash), $"{hash}:{RowKeys.Sortable(said.At)}:{OpaqueId.Of(10, $"{said.State}", said.Source, said.Topic ?? "", said.Wording ?? "")}");

    private static KeptProof Proof(Entity row) => new(
        new Consent(row.Word<Channel>("Channel"), row.Word<ConsentState>("State"), row.Instant("At")!.Value, row.Text("Source")!)
        {
            Topic = row.Text("Topic"),
            Origin = row.WordOrNull<ConsentOrigin>("Origin"),
            Wording = row.Text("Wording"),
            By = row.Text("By"),
        },
        row.Instant("ErasedAt")!.Value,
        row.Instant("KeepUntil")!.Value);

    private static string PartitionOf(string hash) => RowKeys.Shard(hash, ShardCount);
}

/// <summary>A statement of somebody who was forgotten.</summary>
/// <param name="ErasedAt">When, UTC.</param>
/// <param name="KeepUntil">The last moment at which it is kept, UTC.</param>
public sealed record KeptProof(Consent Consent, DateTimeOffset ErasedAt, DateTimeOffset KeepUntil);
