using System.Globalization;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.App.Api;

/// <summary>A published journey.</summary>
/// <param name="Id">Kept for ever.</param>
/// <param name="State">Whether it enrolls customers.</param>
/// <param name="ActiveVersion">The version that does; null when none can be read.</param>
/// <param name="NewestVersion">The version that was published last.</param>
/// <param name="PublishedAt">When that was, on the shop clock.</param>
/// <param name="Faults">Why the newest version cannot be read; empty when it can.</param>
/// <param name="Name">Null when no version can be read; so are all that follow.</param>
/// <param name="Plan">The family of journeys of which a customer goes through one at a time; null when it stands alone.</param>
/// <param name="Purpose">Whether consent is needed.</param>
/// <param name="Trigger">What enrolls.</param>
/// <param name="Gate">Who may enter; null for anyone.</param>
/// <param name="StepCount">Steps of all levels.</param>
internal sealed record JourneyItem(
    string Id, JourneyState State, int? ActiveVersion, int NewestVersion, DateTimeOffset PublishedAt, IReadOnlyList<JourneyFault> Faults,
    LocalText? Name, string? Plan, Purpose? Purpose, JourneyTrigger? Trigger, JourneyGate? Gate, int? StepCount)
{
    public static JourneyItem Of(JourneyStanding standing)
    {
        JourneyDefinition? journey = standing.Active?.Definition;
        return new JourneyItem(
            standing.Head.Id,
            standing.Active is null ? JourneyState.Stopped : standing.Active.Version < standing.Head.Version ? JourneyState.Quarantined : JourneyState.Active,
            standing.Active?.Version,
            standing.Head.Version,
            standing.Head.PublishedAt,
            [.. standing.Faults.Select(f => new JourneyFault(f.File, f.Line, f.Message))],
            journey?.Name,
            journey?.Plan,
            journey?.Purpose,
            journey is null ? null : JourneyWords.KindOf(journey.Trigger),
            JourneyGate.Of(journey?.Gate),
            journey?.AllSteps.Count());
    }
}

/// <summary>What is wrong with a file of a journey.</summary>
/// <param name="File">The file, as it was published.</param>
/// <param name="Line">From 1; null when it is about the file as a whole.</param>
/// <param name="Message">What was found, what was expected, what to do.</param>
internal sealed record JourneyFault(string File, int? Line, string Message);

/// <summary>Which ranks are admitted.</summary>
/// <param name="Model">The rank model.</param>
/// <param name="Ranks">Empty for all ranks of the model.</param>
/// <param name="Half">Which half of the ranks.</param>
internal sealed record JourneyGate(string Model, IReadOnlyList<string> Ranks, Half Half)
{
    public static JourneyGate? Of(RankGate? gate) => gate is null ? null : new JourneyGate(gate.ModelId, gate.RankIds, gate.Half);
}

/// <summary>A published journey with its steps.</summary>
/// <param name="Journey">The journey as in the list.</param>
/// <param name="ReEntry">What a further cause does to somebody who was enrolled before; null when no version can be read, and so are the policies.</param>
/// <param name="OnRankChange">What happens to somebody inside whom the gate no longer admits.</param>
/// <param name="OnNewOrder">What a further order does to somebody inside.</param>
/// <param name="Holdout">The share of customers who are kept out at random to measure the effect.</param>
/// <param name="Hypothesis">What this version is expected to do; null where nobody said.</param>
/// <param name="Steps">Of every level, parents before children.</param>
internal sealed record JourneyBody(
    JourneyItem Journey, ReEntry? ReEntry, RankChangePolicy? OnRankChange, NewOrderPolicy? OnNewOrder, decimal? Holdout, JourneyHypothesis? Hypothesis,
    IReadOnlyList<JourneyStep> Steps)
{
    public static JourneyBody Of(JourneyStanding standing)
    {
        JourneyDefinition? journey = standing.Active?.Definition;
        return new JourneyBody(
            JourneyItem.Of(standing),
            journey?.ReEntry,
            journey?.OnRankChange,
            journey?.OnNewOrder,
            journey?.Holdout,
            JourneyHypothesis.Of(journey?.Hypothesis),
            journey is null ? [] : [.. StepsOf(journey.Steps, null, null)]);
    }

    private static IEnumerable<JourneyStep> StepsOf(IReadOnlyList<Step> steps, string? parent, int? arm) => steps.SelectMany(step => step.Arms
        .SelectMany((inner, index) => StepsOf(inner, step.Id, index + 1))
        .Prepend(JourneyStep.Of(step, parent, arm)));
}

/// <summary>A step of a journey.</summary>
/// <param name="Id">Unique in the journey, kept for ever.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Parent">The step whose arm it is in; null on the first level.</param>
/// <param name="Arm">Which arm of it, from 1; of wait-for, 1 is 'then' and 2 is 'else'.</param>
/// <param name="After">Counted from the trigger: 3d for calendar days, PT2H for an exact time; null as soon as the step before is settled.</param>
/// <param name="At">Time of the shop's wall clock; null for the shop's setting, and where no day is named.</param>
/// <param name="Channels">Of a message, in the order of preference; empty for other steps.</param>
/// <param name="MessageId">The message template, or the endpoint of a webhook; null for other steps.</param>
/// <param name="Experiment">Of a split, by what customers are parted; null for other steps.</param>
/// <param name="Arms">Of a split, its arms in order; empty for other steps.</param>
internal sealed record JourneyStep(
    string Id, JourneyStepKind Kind, string? Parent, int? Arm, string? After, string? At, IReadOnlyList<Channel> Channels, string? MessageId, string? Experiment,
    IReadOnlyList<ExperimentArmItem> Arms)
{
    public static JourneyStep Of(Step step, string? parent, int? arm)
    {
        Step.Send? send = step as Step.Send;
        Step.Split? split = step as Step.Split;
        StepTiming.OnDay? day = step.Timing as StepTiming.OnDay;
        string? after = day is not null ? string.Create(CultureInfo.InvariantCulture, $"{day.Days}d")
            : step.Timing is StepTiming.Exactly exactly ? System.Xml.XmlConvert.ToString(exactly.Time)
            : null;
        return new JourneyStep(
            step.Id,
            JourneyWords.KindOf(step),
            parent,
            arm,
            after,
            day?.At?.ToString("HH:mm", CultureInfo.InvariantCulture),
            send?.Channels ?? [],
            send?.MessageId,
            split?.ExperimentId,
            split is null ? [] : [.. split.Choices.Select((c, i) => new ExperimentArmItem(c.Id, (double)c.Weight, split.IsHeldOut(i)))]);
    }
}
