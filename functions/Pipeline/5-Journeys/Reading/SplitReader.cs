using System.Globalization;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Reads <c>split</c>.</summary>
internal static class SplitReader
{
    private const string ShopWide = "holdout";

    private const int IdLengthMax = 60;
    private const int ArmsMax = 10;
    private const decimal WeightMax = 1_000_000;

    public static Step.Split Read(string id, StepTiming timing, TemplateMap split, JourneyScope scope)
    {
        string? experiment = split.OptionalText("experiment");
        if (experiment == ShopWide)
        {
            split.Refuse("experiment", $"'{ShopWide}' is the name of the shop's own holdout; choose another");
        }
        else if (experiment is not null && !TemplateIds.IsId(experiment, IdLengthMax))
        {
            split.Refuse("experiment", $"'experiment' must be lower-case letters, digits and hyphens, at most {IdLengthMax}, not '{experiment}'");
        }

        IReadOnlyList<TemplateMap> arms = split.MapList("arms");
        if (!split.Has("arms") || split.IsEmptyList("arms") || arms.Count > ArmsMax)
        {
            split.Refuse("arms", $"'arms' needs from 1 to {ArmsMax} entries; write for example [ {{ id: a, steps: [ … ] }}, {{ id: b, steps: [ … ] }} ]");
        }

        List<SplitArm> read = [];
        foreach (TemplateMap arm in arms)
        {
            read.Add(ReadArm(arm, read, scope));
        }

        split.RefuseOtherKeys();
        return new Step.Split(id, timing, experiment ?? $"{scope.JourneyId}.{id}", read);
    }

    private static SplitArm ReadArm(TemplateMap arm, List<SplitArm> before, JourneyScope scope)
    {
        string id = arm.RequiredText("id");
        if (arm.Has("id") && !TemplateIds.IsId(id, IdLengthMax))
        {
            arm.Refuse("id", $"an arm's 'id' must be lower-case letters, digits and hyphens, at most {IdLengthMax}, not '{id}'");
        }
        else if (id.Length > 0 && before.Any(a => a.Id == id))
        {
            arm.Refuse("id", $"the arm id '{id}' is used twice");
        }

        decimal weight = ReadWeight(arm);
        if (!arm.Has("steps"))
        {
            arm.RefuseAt(arm.Line, "'steps' is missing; write 'steps: []' for those who get nothing");
        }

        IReadOnlyList<Step> steps = scope.Steps(arm, "steps");
        arm.RefuseOtherKeys();
        return new SplitArm(id, weight, steps);
    }

    private static decimal ReadWeight(TemplateMap arm)
    {
        if (arm.OptionalText("weight") is not { } text)
        {
            return 1;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal weight) && weight <= WeightMax)
        {
            return weight;
        }

        arm.Refuse("weight", $"'weight' must be a number from 0 to {WeightMax:0}, not '{text}'");
        return 1;
    }
}
