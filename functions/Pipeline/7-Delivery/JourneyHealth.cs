using System.Globalization;
using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Deliveries;

/// <summary>Counts what becomes of the e-mails of marketing journeys, and lets those pause that do harm. What belongs to a purchase never
/// pauses by itself: customers wait for it.</summary>
/// <remarks>A count is written after the fact that it counts: a crash in between loses one.</remarks>
public sealed class JourneyHealth(IEntityTables tables, JourneyPauses pauses, ShopSettings shop, Clocks clocks)
{
    private const int ShardCount = 8;

    /// <summary>Counts a fact that is new.</summary>
    /// <param name="row">Of the ledger; null when there is none any more.</param>
    /// <returns>The journey, if this let it pause.</returns>
    public async Task<string?> NoteAsync(SendRow? row, DeliveryKind kind, CancellationToken cancellationToken)
    {
        if (row is not { Purpose: Purpose.Marketing, Key.Channel: Channel.Email } || DeliveryTally.Of(kind) is not { } one)
        {
            return null;
        }

        string journeyId = row.Key.EnrollmentId.Split(':')[0];
        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        await AddAsync(PartitionOf(journeyId), $"{Text(today)}:{RowKeys.Shard(row.Key.MessageKey.ToString("N"), ShardCount)}", one, cancellationToken);
        return one.Delivered == 0
            && await TallyAsync(journeyId, today, cancellationToken) is { } tally
            && shop.AutoPause.CauseOf(tally) is { } cause
            && await pauses.PauseAsync(journeyId, cause, tally, cancellationToken)
                ? journeyId
                : null;
    }

    /// <summary>Begins to count anew.</summary>
    internal static async Task ForgetAsync(IEntityTables tables, string journeyId, CancellationToken cancellationToken)
    {
        string partition = PartitionOf(journeyId);
        List<Entity> rows = await tables.QueryAllAsync(new EntityQuery(Tables.Indexes, partition), cancellationToken).ToListAsync(cancellationToken);
        foreach (Entity[] batch in rows.Chunk(EntityLimits.BatchMax))
        {
            await tables.WriteAsync(Tables.Indexes, partition, [.. batch.Select(r => new EntityChange.Delete(r.RowKey))], cancellationToken);
        }
    }

    private async Task<DeliveryTally> TallyAsync(string journeyId, DateOnly today, CancellationToken cancellationToken)
    {
        EntityQuery window = new(Tables.Indexes, PartitionOf(journeyId), Text(today.AddDays(1 - shop.AutoPause.WindowDays)));
        DeliveryTally sum = new(0, 0, 0);
        await foreach (Entity row in tables.QueryAllAsync(window, cancellationToken))
        {
            sum = sum.Plus(Tally(row));
        }

        return sum;
    }

    private async Task AddAsync(string partition, string rowKey, DeliveryTally one, CancellationToken cancellationToken)
    {
        EntityChange change;
        do
        {
            Entity? known = await tables.ReadAsync(Tables.Indexes, partition, rowKey, cancellationToken);
            DeliveryTally sum = known is null ? one : one.Plus(Tally(known));
            Entity row = new EntityProperties()
                .Set("Delivered", sum.Delivered)
                .Set("Bounced", sum.Bounced)
                .Set("Complained", sum.Complained)
                .Row(partition, rowKey, known?.ETag);
            change = known is null ? new EntityChange.Insert(row) : new EntityChange.Replace(row);
        }
        while (!await tables.WriteAsync(Tables.Indexes, partition, change, cancellationToken));
    }

    private static DeliveryTally Tally(Entity row) => new(row.Number("Delivered") ?? 0, row.Number("Bounced") ?? 0, row.Number("Complained") ?? 0);

    private static string PartitionOf(string journeyId) => $"health:{journeyId}";

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
