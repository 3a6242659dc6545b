using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>Once a day judges all that runs, and puts into the log what is new: a verdict, an alarm, or that on its day nothing can be said yet.
/// Repeating a day changes nothing.</summary>
public sealed class ReachVerdicts(IEntityTables tables, ListExperiments experiments, JudgeExperiments judge, LearningLog log, HoldoutStart start, ShopSettings shop, Clocks clocks)
{
    private const string Partition = "days";
    private const string Row = "verdicts";
    private DateOnly? judged;

    /// <summary>Whatever was learnt since the last time; nothing on a day that was judged before.</summary>
    public async Task<IReadOnlyList<Learning>> RunAsync(CancellationToken cancellationToken)
    {
        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        judged ??= (await tables.ReadAsync(Tables.Indexes, Partition, Row, cancellationToken))?.Day("On");
        if (judged >= today)
        {
            return [];
        }

        await start.NoteAsync(shop.Holdout, clocks.Shop.GetUtcNow(), cancellationToken);
        IReadOnlyList<Learning> learnt = await LearnAsync(await experiments.AllAsync(cancellationToken), cancellationToken);
        Entity row = new EntityProperties().Set("On", (DateOnly?)today).Row(Partition, Row);
        await tables.WriteAsync(Tables.Indexes, Partition, new EntityChange.Put(row), cancellationToken);
        judged = today;
        return learnt;
    }

    private async Task<IReadOnlyList<Learning>> LearnAsync(IReadOnlyList<Experiment> running, CancellationToken cancellationToken)
    {
        List<Learning> learnt = [];
        foreach (Judged each in await judge.RunAsync(running, cancellationToken))
        {
            bool isNews = each.Verdict.Kind != VerdictKind.NobodyYet && (each.Verdict.IsDue || (each.Verdict.IsReached && !each.Experiment.IsWeak));
            if (isNews && await log.AddAsync(each, VerdictWords.Of(each, shop.Currency), cancellationToken) is { } learning)
            {
                learnt.Add(learning);
            }
        }

        return learnt;
    }
}
