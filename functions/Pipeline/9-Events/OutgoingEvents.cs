using System.Threading.Channels;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Events;

/// <summary>Lays events down in the write that makes them true, for a publisher beside it. A shop without a topic has no such object.</summary>
public sealed class OutgoingEvents(IEntityTables tables, Clocks clocks)
{
    /// <summary>Partitions of the index.</summary>
    internal const int ShardCount = 8;

    /// <summary>What is written while the publisher is busy; of more it learns by the index.</summary>
    private const int WrittenMax = 10_000;

    private readonly Channel<EventPlace> written = System.Threading.Channels.Channel.CreateBounded<EventPlace>(
        new BoundedChannelOptions(WrittenMax) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private long last;

    /// <summary>Places where events were written by this process, as soon as they are.</summary>
    public ChannelReader<EventPlace> Written => written.Reader;

    /// <summary>What is to be written beside a change of a customer.</summary>
    /// <returns>At most one row.</returns>
    internal Task<IReadOnlyList<EntityChange>> BesideAsync(
        CustomerState before, Customer after, IReadOnlyList<EntityChange> rows, CancellationToken cancellationToken) =>
        BesideAsync(new EventPlace(Tables.Customers, before.CustomerId), EventsOfChange.Of(before, after, rows), cancellationToken);

    /// <summary>The row of the events. The index leads to it before it is there, and perhaps never will be.</summary>
    internal async Task<IReadOnlyList<EntityChange>> BesideAsync(EventPlace place, IReadOnlyList<DomainEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
        {
            return [];
        }

        DateTimeOffset now = clocks.System.GetUtcNow();
        Entity lead = new EntityProperties()
            .Set("Table", place.Table)
            .Set("Partition", place.Partition)
            .Set("Since", now)
            .Row(PartitionOf(RowKeys.Shard(place.Partition, ShardCount)), RowKeys.Of(place.Table, place.Partition));
        await tables.WriteAsync(Tables.Indexes, lead.PartitionKey, new EntityChange.Put(lead), cancellationToken);
        return [new EntityChange.Insert(OutgoingRows.Row(place.Partition, Sequence(now), events))];
    }

    /// <summary>The write is durable.</summary>
    internal void Tell(EventPlace place) => written.Writer.TryWrite(place);

    internal static string PartitionOf(string shard) => $"events:{shard}";

    /// <summary>Later than every other of this process, though the clock may stand or be set back.</summary>
    private string Sequence(DateTimeOffset now)
    {
        long before;
        long next;
        do
        {
            before = Volatile.Read(ref last);
            next = Math.Max(before + 1, now.UtcTicks);
        }
        while (Interlocked.CompareExchange(ref last, next, before) != before);
        return RowKeys.Sortable(new DateTimeOffset(next, TimeSpan.Zero));
    }
}
