using System.Globalization;
using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>How a roll-out is kept: in the row of the journey's newest version, so that both change as one. Names are kept for ever.</summary>
internal static class RolloutRows
{
    /// <param name="rollout">Null for a version that everybody gets.</param>
    public static EntityProperties Set(this EntityProperties row, Rollout? rollout) => rollout is null ? row : row
        .Set("RolloutBase", rollout.BaseVersion)
        .SetJson("RolloutPercents", rollout.Plan.Percents)
        .Set("RolloutStageDays", rollout.Plan.StageDays)
        .Set("RolloutBeganAt", rollout.BeganAt)
        .Set("RolloutState", rollout.State)
        .Set("RolloutStage", rollout.Stage)
        .Set("RolloutSince", rollout.Since)
        .Set("RolloutCountedSince", rollout.CountedSince)
        .Set("RolloutStoppedFor", rollout.StoppedFor?.ToString());

    /// <summary>Null for a version that everybody gets.</summary>
    public static Rollout? Rollout(this Entity row) => row.Number("RolloutBase") is not { } baseVersion ? null : new Rollout(
        (int)row.Number("Version")!.Value,
        (int)baseVersion,
        new RolloutPlan(row.Json<decimal>("RolloutPercents"), (int)row.Number("RolloutStageDays")!.Value),
        row.Instant("RolloutBeganAt")!.Value)
    {
        State = row.Word<RolloutState>("RolloutState"),
        Stage = (int)row.Number("RolloutStage")!.Value,
        Since = row.Instant("RolloutSince")!.Value,
        CountedSince = row.Instant("RolloutCountedSince")!.Value,
        StoppedFor = row.WordOrNull<RolloutHarm>("RolloutStoppedFor"),
    };

    /// <param name="place">The first part of the keys.</param>
    public static Entity Row(string partition, string place, string journeyId, RolloutEntry entry) => new EntityProperties()
        .Set("Version", entry.Version)
        .Set("At", entry.At)
        .Set("State", entry.State)
        .SetJson("Percent", [entry.Percent])
        .Set("By", entry.By)
        .Set("Why", entry.Why)
        .Set("Harm", entry.Alarm?.Harm.ToString())
        .Set("Hits", entry.Alarm?.Rate.Hits)
        .Set("Trials", entry.Alarm?.Rate.Trials)
        .Set("BaseHits", entry.Alarm?.BaseRate.Hits)
        .Set("BaseTrials", entry.Alarm?.BaseRate.Trials)
        .Row(partition, RowKeys.Of(place, journeyId, RowKeys.LatestFirst(entry.At), $"{entry.State}-{entry.Percent.ToString(CultureInfo.InvariantCulture)}"));

    public static RolloutEntry Entry(Entity row) => new(
        (int)row.Number("Version")!.Value,
        row.Instant("At")!.Value,
        row.Word<RolloutState>("State"),
        row.Json<decimal>("Percent")[0])
    {
        By = row.Text("By"),
        Why = row.Text("Why"),
        Alarm = row.WordOrNull<RolloutHarm>("Harm") is { } harm
            ? new RolloutAlarm(harm, new(row.Number("Hits")!.Value, row.Number("Trials")!.Value), new(row.Number("BaseHits")!.Value, row.Number("BaseTrials")!.Value))
            : null,
    };
}

/// <summary>A change of a roll-out, as it happened.</summary>
/// <param name="Version">The one that is rolled out.</param>
/// <param name="At">On the shop clock, UTC.</param>
/// <param name="State">Afterwards.</param>
/// <param name="Percent">Of those who enter afterwards, how many of a hundred get it.</param>
public sealed record RolloutEntry(int Version, DateTimeOffset At, RolloutState State, decimal Percent)
{
    /// <summary>Who did it, as the shop calls them; null where it went by itself.</summary>
    public string? By { get; init; }

    /// <summary>For what reason; null where it went by itself.</summary>
    public string? Why { get; init; }

    /// <summary>What stopped it; null in every other case.</summary>
    public RolloutAlarm? Alarm { get; init; }
}
