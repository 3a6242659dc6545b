using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>Finds whom a new day moves: those whose days have come, and those whom a threshold has passed that moved with the shop.
/// Everybody else is left alone.</summary>
public sealed class NightlyRanks(
    IEntityTables tables, IRankModels models, CustomerRoll roll, ShopFiguresLedger figures, ShopSettings shop, Clocks clocks)
{
    private Pass? last;

    /// <summary>To be called once for every shop day, in their order; again when it did not come to its end.</summary>
    /// <param name="day">Today, or a day that was missed.</param>
    /// <param name="rerank">Looks at the customer again and keeps what it sees. May be called for somebody whom nothing moves.</param>
    /// <returns>The number of customers handed over.</returns>
    public async Task<int> RunAsync(DateOnly day, Func<string, CancellationToken, Task> rerank, CancellationToken cancellationToken)
    {
        if (day >= shop.Calendar.DateOf(clocks.Shop.GetUtcNow()))
        {
            await PassAsync(day, cancellationToken);
        }

        int count = 0;
        for (int shard = 0; shard < RankIndex.ShardCount; shard++)
        {
            foreach (Entity row in await tables.RowsOfAsync(RankIndex.Due, day, shard, cancellationToken))
            {
                await rerank(row.RowKey, cancellationToken);
                await roll.RemoveAsync(row, e => e?.DueOn == day, clocks.System.GetUtcNow(), cancellationToken);
                count++;
            }
        }

        return count;
    }

    /// <summary>The same once more for a day whose figures were made anew: everybody is placed.</summary>
    public Task<int> RunAnewAsync(DateOnly day, Func<string, CancellationToken, Task> rerank, CancellationToken cancellationToken)
    {
        last = null;
        return RunAsync(day, rerank, cancellationToken);
    }

    /// <summary>Notes everybody for the day whom the figures or the models have moved, so that nobody is forgotten if the process ends.</summary>
    private async Task PassAsync(DateOnly day, CancellationToken cancellationToken)
    {
        ShopFigures now = await figures.OfAsync(day, cancellationToken);
        IReadOnlyDictionary<string, RankModel> all = await models.AllAsync(cancellationToken);
        Pass pass = new(day, [.. all.Values.OrderBy(m => m.Id, StringComparer.Ordinal)]);
        IReadOnlyList<ShopFigures> since = last is { } known && known.Day <= day && known.Models.SequenceEqual(pass.Models)
            ? await figures.BetweenAsync(known.Day, day, cancellationToken)
            : [];
        ModelPass[] passes = [.. pass.Models.Select(m => new ModelPass(m, now, day, since)).Where(p => p.IsNeeded)];
        if (passes.Length > 0)
        {
            IReadOnlyList<RollEntry> entries = (await roll.AllAsync(cancellationToken)).All();
            IEnumerable<string> moved = entries.Where(e => Array.Exists(passes, p => p.Moves(e))).Select(e => e.CustomerId);
            foreach (IGrouping<int, string> shard in moved.GroupBy(RankIndex.ShardOf))
            {
                await tables.AddAllAsync(RankIndex.Due, day, shard.Key, shard, clocks.System.GetUtcNow(), cancellationToken);
            }
        }

        last = pass;
    }

    private sealed record Pass(DateOnly Day, IReadOnlyList<RankModel> Models);
}
