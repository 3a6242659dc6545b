using FollowUpFlows.Domain.Journeys;

namespace FollowUpFlows.Domain.Enrollments;

/// <summary>Where somebody goes on who changes, in the middle of a journey, to another version of it. What they had does not come again, by the
/// ids of steps; new steps before the place where they go on do not come either.</summary>
/// <param name="from">The version in which they are.</param>
/// <param name="to">The version to which they change.</param>
public sealed class VersionChange(JourneyDefinition from, JourneyDefinition to)
{
    /// <summary>The place in the other version.</summary>
    /// <param name="passed">What they had in versions before this one (<see cref="Enrollment.Passed"/>).</param>
    /// <param name="walk">Their way in this version (<see cref="JourneyWalk"/>).</param>
    /// <param name="choices">With which it was walked.</param>
    /// <param name="now">What was due by then is behind them, but for a way that is open.</param>
    public VersionPlace Of(IReadOnlyList<string> passed, IReadOnlyList<StepVisit> walk, IReadOnlyDictionary<string, Choice> choices, DateTimeOffset now)
    {
        StepVisit[] had = [.. walk.TakeWhile(v => v.DueAt <= now && (v.Step.Arms.Count == 0 || choices.ContainsKey(v.Step.Id)))];
        if (had.Length == walk.Count)
        {
            return new VersionPlace.Stays(StayReason.Finishing);
        }

        StepVisit next = walk[had.Length];
        string[] behind = [.. passed, .. had.Select(v => v.Step.Id)];
        return PlaceOf(next, behind, choices, now) ?? new VersionPlace.Stays(StayReason.NoPlace);
    }

    /// <summary>The step before which they stand; where it is gone, or not on their way any more, what follows the last one that they had and
    /// that is still there.</summary>
    private VersionPlace? PlaceOf(StepVisit next, string[] behind, IReadOnlyDictionary<string, Choice> choices, DateTimeOffset now)
    {
        if (to.Find(next.Step.Id) is { } same && At(same, behind, choices) is { } here)
        {
            bool isWaiting = next.Step is Step.WaitFor && same is Step.WaitFor && here.StepId == same.Id && next.DueAt <= now;
            return here with { WaitingSince = isWaiting ? next.DueAt : null };
        }

        if (behind.Length == 0)
        {
            return At(to.Steps[0], behind, choices);
        }

        foreach (Step last in Enumerable.Reverse(behind).Select(to.Find).OfType<Step>())
        {
            if (Following(last, next.Step, choices) is not { } following)
            {
                return to.PathTo(last.Id).Count == 1 || At(last, behind, choices) is not null ? new VersionPlace.Ends() : null;
            }

            if (At(following, behind, choices) is { } there)
            {
                return there;
            }
        }

        return null;
    }

    /// <summary>Null at the end of the journey.</summary>
    private Step? Following(Step last, Step next, IReadOnlyDictionary<string, Choice> choices) =>
        from.Find(last.Id) is { } known && choices.TryGetValue(last.Id, out Choice? choice) && JourneyDefinition.IsInside(known, next.Id)
        && ArmOf(last, known, choice, choice.Arm, null) is { } arm && last.Arms.ElementAtOrDefault(last.WayOf(arm)) is [var first, ..]
            ? first
            : to.After(last.Id);

    /// <summary>At a step, with the ways that led them there; at the first step around it that they have not come to. Null where it does not
    /// lie on their way.</summary>
    private VersionPlace.Goes? At(Step target, string[] behind, IReadOnlyDictionary<string, Choice> choices)
    {
        List<Choice> ways = [];
        IReadOnlyList<Step> path = to.PathTo(target.Id);
        foreach ((Step around, Step inner) in path.Zip(path.Skip(1)))
        {
            if (!choices.TryGetValue(around.Id, out Choice? choice) || from.Find(around.Id) is not { } known)
            {
                return behind.Contains(around.Id) ? null : new VersionPlace.Goes(around.Id, behind, ways);
            }

            int way = around.Arms.Index().First(a => a.Item.Contains(inner)).Index;
            if (ArmOf(around, known, choice, way, target.Id) is not { } arm || around.WayOf(arm) != way)
            {
                return null;
            }

            ways.Add(new Choice(choice.EnrollmentId, around.Id, arm, choice.At));
        }

        return new VersionPlace.Goes(target.Id, behind, ways);
    }

    /// <summary>The arm of the other version that stands for the one that was chosen. Arms of experiments have ids, by which customers stay
    /// apart; of others it is the one in which the step lies now, or the one at the same place.</summary>
    /// <returns>Null where there is none, or it does not lead there.</returns>
    private static int? ArmOf(Step around, Step known, Choice choice, int way, string? targetId)
    {
        if (around is Step.Split split)
        {
            if (known is not Step.Split before || before.ExperimentId != split.ExperimentId || before.Choices.ElementAtOrDefault(choice.Arm)?.Id is not { } armId)
            {
                return null;
            }

            int index = split.Choices.Index().Where(c => c.Item.Id == armId).Select(c => c.Index).FirstOrDefault(Choice.None);
            return index != Choice.None && split.IsHeldOut(index) == before.IsHeldOut(choice.Arm) ? index : null;
        }

        bool wasInside = targetId is not null && known.Arms.ElementAtOrDefault(choice.Arm)?.SelectMany(JourneyDefinition.WithInner).Any(s => s.Id == targetId) == true;
        return wasInside || choice.Arm == way ? way : null;
    }
}

/// <summary>What a change of version means for somebody.</summary>
public abstract record VersionPlace
{
    private VersionPlace()
    {
    }

    /// <summary>They go on.</summary>
    /// <param name="StepId">With that step.</param>
    /// <param name="Passed">What they had, in that order; ids of any version.</param>
    /// <param name="Ways">The ways that lead to the step; choices by chance were drawn before, and are no draw of an experiment again.</param>
    public sealed record Goes(string StepId, IReadOnlyList<string> Passed, IReadOnlyList<Choice> Ways) : VersionPlace
    {
        /// <summary>Since when they have been waiting there for something, UTC; null where they do not.</summary>
        public DateTimeOffset? WaitingSince { get; init; }
    }

    /// <summary>Nothing of the version remains for them.</summary>
    public sealed record Ends : VersionPlace;

    /// <summary>They go through to the end of their version.</summary>
    public sealed record Stays(StayReason Reason) : VersionPlace;
}

/// <summary>Why somebody stays in their version. Words are kept for ever.</summary>
public enum StayReason
{
    /// <summary>They have the last step behind them: only a message that was put off is to come.</summary>
    Finishing,

    /// <summary>The new version has neither the step before which they stand nor any that they had.</summary>
    NoPlace,

    /// <summary>The new version belongs to another plan, and the customer is in another journey of it.</summary>
    PlanTaken,
}
