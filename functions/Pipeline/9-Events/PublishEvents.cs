using System.Globalization;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Events;

/// <summary>Brings events to the topic, those of one customer in their order, and removes them when the topic has them. Whatever
/// happens in between, none is lost; some may be told again.</summary>
public sealed class PublishEvents(IEntityTables tables, IEventTopic topic, Clocks clocks)
{
    /// <summary>How long a row of the index leads to events that may still be written, on the system clock: longer than a write takes.</summary>
    public static readonly TimeSpan LeadKept = TimeSpan.FromMinutes(5);

    /// <summary>Characters of events in one request; a topic takes a mebibyte.</summary>
    private const int LengthMax = 256 * 1024;

    /// <summary>Places of one round: their events are removed after it.</summary>
    private const int PlacesMax = 50;

    /// <summary>Publishes what lies there.</summary>
    /// <returns>The number of events.</returns>
    /// <exception cref="EventTopicException">The topic did not take them; they stay.</exception>
    public async Task<int> RunAsync(IEnumerable<EventPlace> places, CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (EventPlace[] some in places.Distinct().Chunk(PlacesMax))
        {
            List<OutgoingRow> batch = [];
            int length = 0;
            foreach (EventPlace place in some)
            {
                EntityQuery query = EntityQuery.Prefix(place.Table, place.Partition, RowKeys.Under(OutgoingRows.Kind));
                await foreach (Entity row in tables.QueryAllAsync(query, cancellationToken))
                {
                    OutgoingRow read = OutgoingRows.Read(place, row);
                    if (length > 0 && length + read.Length > LengthMax)
                    {
                        count += await PublishAsync(batch, cancellationToken);
                        batch.Clear();
                        length = 0;
                    }

                    batch.Add(read);
                    length += read.Length;
                }
            }

            count += await PublishAsync(batch, cancellationToken);
        }

        return count;
    }

    /// <summary>Publishes what others left behind: processes that ended, and rounds that failed.</summary>
    /// <param name="olderThan">How long ago it was written at least, on the system clock: what is younger is being published.</param>
    /// <returns>The number of events.</returns>
    /// <exception cref="EventTopicException">The topic did not take them; they stay.</exception>
    public async Task<int> SweepAsync(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        int count = 0;
        DateTimeOffset now = clocks.System.GetUtcNow();
        for (int shard = 0; shard < OutgoingEvents.ShardCount; shard++)
        {
            EntityQuery query = new(Tables.Indexes, OutgoingEvents.PartitionOf(shard.ToString(CultureInfo.InvariantCulture)));
            List<Entity> leads = [];
            await foreach (Entity lead in tables.QueryAllAsync(query, cancellationToken))
            {
                if (lead.Instant("Since") <= now - olderThan)
                {
                    leads.Add(lead);
                }
            }

            foreach (Entity[] some in leads.Chunk(PlacesMax))
            {
                count += await RunAsync(some.Select(l => new EventPlace(l.Text("Table")!, l.Text("Partition")!)), cancellationToken);
                await RemoveAsync(some.Where(l => l.Instant("Since") < now - LeadKept), cancellationToken);
            }
        }

        return count;
    }

    private async Task<int> PublishAsync(List<OutgoingRow> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return 0;
        }

        try
        {
            await topic.PublishAsync([.. batch.SelectMany(r => r.Events)], cancellationToken);
        }
        catch (EventTopicException e) when (e.Failure == TopicFailure.TooLarge && batch.Count > 1)
        {
            int half = batch.Count / 2;
            return await PublishAsync(batch[..half], cancellationToken) + await PublishAsync(batch[half..], cancellationToken);
        }

        foreach (IGrouping<EventPlace, OutgoingRow> ofPlace in batch.GroupBy(r => r.Place))
        {
            foreach (OutgoingRow[] rows in ofPlace.Chunk(EntityLimits.BatchMax))
            {
                EntityChange[] removals = [.. rows.Select(r => new EntityChange.Delete(r.RowKey))];
                await tables.WriteAsync(ofPlace.Key.Table, ofPlace.Key.Partition, removals, cancellationToken);
            }
        }

        return batch.Sum(r => r.Events.Count);
    }

    /// <summary>As they were read: a row that was written again since then leads to something new.</summary>
    private async Task RemoveAsync(IEnumerable<Entity> leads, CancellationToken cancellationToken)
    {
        foreach (Entity lead in leads)
        {
            await tables.WriteAsync(Tables.Indexes, lead.PartitionKey, new EntityChange.Delete(lead.RowKey, lead.ETag), cancellationToken);
        }
    }
}
