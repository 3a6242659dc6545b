using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Events;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>The log of what was learnt: rows are added and never changed.</summary>
/// <param name="events">Tells others; null in a shop that tells nobody.</param>
public sealed class LearningLog(IEntityTables tables, OutgoingEvents? events = null)
{
    private const string Partition = "learnings";
    private static readonly string Prefix = RowKeys.Under("learning");

    /// <summary>Adds the verdict unless the last one of the experiment said the same.</summary>
    /// <returns>Null when it did, or somebody else has just added one.</returns>
    public async Task<Learning?> AddAsync(Judged judged, LocalText words, CancellationToken cancellationToken)
    {
        string lastKey = RowKeys.Of("last", judged.Experiment.Id);
        Entity? last = await tables.ReadAsync(Tables.Journeys, Partition, lastKey, cancellationToken);
        string said = SaidOf(judged);
        if (last?.Text("Said") == said)
        {
            return null;
        }

        Learning learning = Of(judged, words);
        Entity head = new EntityProperties().Set("Said", said).Set("At", learning.At).Row(Partition, lastKey, last?.ETag);
        EventPlace place = new(Tables.Journeys, Partition);
        EntityChange[] changes =
        [
            last is null ? new EntityChange.Insert(head) : new EntityChange.Replace(head),
            new EntityChange.Insert(Row(learning)),
            .. events is null ? [] : await events.BesideAsync(place, [VerdictEvents.Reached(learning)], cancellationToken),
        ];
        if (await tables.WriteAsync(Tables.Journeys, Partition, changes, cancellationToken) is not WriteOutcome.Written)
        {
            return null;
        }

        events?.Tell(place);
        return learning;
    }

    /// <summary>The latest first.</summary>
    public async Task<ListPage<Learning>> PageAsync(Predicate<Learning> isWanted, ListRange range, CancellationToken cancellationToken) =>
        range.Of((await AllAsync(cancellationToken)).Where(l => isWanted(l)), l => l.Place);

    /// <summary>The latest first. A shop learns a few things a week: all of them are read.</summary>
    public async Task<IReadOnlyList<Learning>> AllAsync(CancellationToken cancellationToken) =>
        await tables.QueryAllAsync(EntityQuery.Prefix(Tables.Journeys, Partition, Prefix), cancellationToken).Select(Read).ToListAsync(cancellationToken);

    /// <summary>What makes a verdict another one. Of before and after there is one look, on its day.</summary>
    private static string SaidOf(Judged judged) => judged.Experiment.IsWeak ? $"weak|{RowKeys.Sortable(judged.Experiment.CheckAt)}" : SaidOf(judged.Verdict);

    private static string SaidOf(Verdict verdict) =>
        $"{verdict.Kind}|{AboutArm(verdict)?.ArmId}|{AboutArm(verdict)?.BaseId}|{verdict.IsDue}|{string.Join(',', verdict.Alarms.Select(a => $"{a.Kind} {a.ArmId}"))}";

    private static Comparison? AboutArm(Verdict verdict) =>
        verdict.Kind is VerdictKind.Better or VerdictKind.Worse or VerdictKind.NoDifference or VerdictKind.NotYet ? verdict.Decisive : null;

    private static Learning Of(Judged judged, LocalText words) => new(
        judged.At,
        judged.Experiment.Id,
        judged.Experiment.Kind,
        judged.Experiment.JourneyIds,
        judged.Verdict.Kind,
        judged.Experiment.Hypothesis.Text,
        judged.Experiment.Hypothesis.Metric,
        words)
    {
        ArmId = AboutArm(judged.Verdict)?.ArmId,
        BaseId = AboutArm(judged.Verdict)?.BaseId,
        IsDue = judged.Verdict.IsDue,
        IsWeak = judged.Verdict.IsWeak,
        Arms = [.. judged.Verdict.Arms.Select(a => new LearntArm(a.Arm.Id, a.Values.Count, a.Rate.Hits, a.Values.Mean))],
        Place = RowKeys.Of("learning", RowKeys.LatestFirst(judged.At), judged.Experiment.Id),
    };

    private static Entity Row(Learning learning) => new EntityProperties()
        .Set("At", learning.At)
        .Set("ExperimentId", learning.ExperimentId)
        .Set("ExperimentKind", learning.ExperimentKind)
        .SetJson("JourneyIds", learning.JourneyIds)
        .Set("Kind", learning.Kind)
        .Set("Hypothesis", learning.Hypothesis)
        .Set("Metric", learning.Metric)
        .Set("Ja", learning.Words.Ja)
        .Set("En", learning.Words.En)
        .Set("ArmId", learning.ArmId)
        .Set("BaseId", learning.BaseId)
        .Set("IsDue", learning.IsDue)
        .Set("IsWeak", learning.IsWeak)
        .SetJson("Arms", learning.Arms)
        .Row(Partition, learning.Place);

    private static Learning Read(Entity row) => new(
        row.Instant("At")!.Value,
        row.Text("ExperimentId")!,
        row.Word<ExperimentKind>("ExperimentKind"),
        row.Json<string>("JourneyIds"),
        row.Word<VerdictKind>("Kind"),
        row.Text("Hypothesis") ?? "",
        row.Word<Metric>("Metric"),
        new LocalText(row.Text("Ja")!, row.Text("En")!))
    {
        ArmId = row.Text("ArmId"),
        BaseId = row.Text("BaseId"),
        IsDue = row.Flag("IsDue"),
        IsWeak = row.Flag("IsWeak"),
        Arms = row.Json<LearntArm>("Arms"),
        Place = row.RowKey,
    };
}
