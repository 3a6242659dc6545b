using System.Text.Json.Serialization;
using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Analytics;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>In which stages new versions reach those who enter.</summary>
/// <param name="Percents">Rising, the last 100; 5, 25 and 100 when it is left out.</param>
/// <param name="StageDays">How long each stage lasts at least; 7 when it is left out.</param>
internal sealed record StagesBody(IReadOnlyList<decimal>? Percents, int? StageDays)
{
    /// <summary>What is wrong, as a sentence; null when it is a plan.</summary>
    [JsonIgnore]
    public string? Fault => RolloutPlan.FaultOf(Percents ?? RolloutPlan.DefaultPercents, StageDays ?? RolloutPlan.DefaultStageDays);

    [JsonIgnore]
    public RolloutPlan Plan => new(Percents ?? RolloutPlan.DefaultPercents, StageDays ?? RolloutPlan.DefaultStageDays);
}

/// <summary>What somebody does with a roll-out.</summary>
/// <param name="Act">What.</param>
/// <param name="By">Who, as the shop calls them.</param>
/// <param name="Why">Their reason, without addresses.</param>
internal sealed record RolloutActBody(RolloutAct? Act, string? By, string? Why);

/// <summary>A version that reaches those who enter in stages.</summary>
/// <param name="JourneyId">The journey.</param>
/// <param name="Version">Its newest version.</param>
/// <param name="BaseVersion">The one that the others get.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Percents">The stages.</param>
/// <param name="Stage">Which of them, from 1; kept while it is stopped.</param>
/// <param name="StageDays">How long each lasts at least.</param>
/// <param name="Percent">Of those who enter now, how many of a hundred get it.</param>
/// <param name="BeganAt">When it was published, on the shop clock.</param>
/// <param name="Since">Since when it stands as it does.</param>
/// <param name="MovesOnAt">When the next stage begins if nothing is wrong; null while none will.</param>
/// <param name="StoppedFor">Why it was stopped by itself; null where it was not.</param>
/// <param name="Acts">What can be done with it.</param>
internal sealed record RolloutItem(
    string JourneyId, int Version, int BaseVersion, RolloutState State, IReadOnlyList<decimal> Percents, int Stage, int StageDays, decimal Percent,
    DateTimeOffset BeganAt, DateTimeOffset Since, DateTimeOffset? MovesOnAt, RolloutHarm? StoppedFor, IReadOnlyList<RolloutAct> Acts)
{
    public static RolloutItem Of(string journeyId, Rollout rollout) => new(
        journeyId,
        rollout.Version,
        rollout.BaseVersion,
        rollout.State,
        rollout.Plan.Percents,
        rollout.Stage + 1,
        rollout.Plan.StageDays,
        rollout.Percent,
        rollout.BeganAt,
        rollout.Since,
        rollout.MovesOnAt,
        rollout.StoppedFor,
        [.. Enum.GetValues<RolloutAct>().Where(a => rollout.After(a, rollout.Since) is not null)]);
}

/// <summary>A roll-out with what is known of it.</summary>
/// <param name="Rollout">How it stands.</param>
/// <param name="New">What the messages of the new version came to; those of the last two days do not count yet.</param>
/// <param name="Base">The same of the version before, in the same days.</param>
/// <param name="Alarm">What is wrong with it now, in words; null while nothing is for certain.</param>
/// <param name="MessagesMin">Before so many messages of the new version nothing is said of it.</param>
/// <param name="Entries">What was done with it, the latest first.</param>
internal sealed record RolloutBody(
    RolloutItem Rollout, RolloutFiguresBody New, RolloutFiguresBody Base, LocalText? Alarm, int MessagesMin, IReadOnlyList<RolloutEntryBody> Entries)
{
    public static RolloutBody Of(RolloutStanding standing) => new(
        RolloutItem.Of(standing.JourneyId, standing.Rollout),
        RolloutFiguresBody.Of(standing.Look.New),
        RolloutFiguresBody.Of(standing.Look.Base),
        standing.Look.Alarm is { } alarm ? RolloutWords.Of(alarm) : null,
        RolloutGuard.MessagesMin,
        [.. standing.Entries.Select(RolloutEntryBody.Of)]);
}

/// <summary>What the messages of a version came to.</summary>
/// <param name="Messages">All of them.</param>
/// <param name="Complained">Called spam.</param>
/// <param name="Unsubscribed">After which marketing was refused.</param>
/// <param name="Failed">Not handed over, or bounced.</param>
internal sealed record RolloutFiguresBody(long Messages, long Complained, long Unsubscribed, long Failed)
{
    public static RolloutFiguresBody Of(RolloutFigures figures) => new(figures.Messages, figures.Complained, figures.Unsubscribed, figures.Failed);
}

/// <summary>A change of a roll-out.</summary>
/// <param name="At">When, on the shop clock.</param>
/// <param name="State">Afterwards.</param>
/// <param name="Percent">Of those who entered afterwards, how many of a hundred got it.</param>
/// <param name="By">Who did it; null where it went by itself.</param>
/// <param name="Why">For what reason; null where it went by itself.</param>
/// <param name="Alarm">What stopped it, in words; null in every other case.</param>
internal sealed record RolloutEntryBody(DateTimeOffset At, RolloutState State, decimal Percent, string? By, string? Why, LocalText? Alarm)
{
    public static RolloutEntryBody Of(RolloutEntry entry) =>
        new(entry.At, entry.State, entry.Percent, entry.By, entry.Why, entry.Alarm is { } alarm ? RolloutWords.Of(alarm) : null);
}
