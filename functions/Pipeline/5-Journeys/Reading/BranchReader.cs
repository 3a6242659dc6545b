using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Templates;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Reads the arms of <c>branch</c>.</summary>
internal static class BranchReader
{
    private static readonly IReadOnlyDictionary<string, bool?> Yes = new Dictionary<string, bool?> { ["true"] = true };

    public static IReadOnlyList<BranchArm> Read(TemplateMap step, JourneyScope scope)
    {
        IReadOnlyList<TemplateMap> arms = step.MapList("branch");
        if (step.IsEmptyList("branch"))
        {
            step.Refuse("branch", "'branch' has no arms; write for example [ { when: { rank: [new] }, steps: [ … ] }, { otherwise: true, steps: [ … ] } ]");
        }

        return [.. arms.Select(a => ReadArm(a, scope))];
    }

    private static BranchArm ReadArm(TemplateMap arm, JourneyScope scope)
    {
        TemplateMap? when = arm.OptionalMap("when");
        arm.Word("otherwise", Yes);
        if (arm.Has("when") == arm.Has("otherwise"))
        {
            arm.RefuseAt(arm.Line, "an arm needs either 'when: { … }' or 'otherwise: true'");
        }

        BranchCondition? condition = when is null ? null : ReadCondition(when, scope);
        if (!arm.Has("steps"))
        {
            arm.RefuseAt(arm.Line, "'steps' is missing; write 'steps: []' where nothing is to be done");
        }

        IReadOnlyList<Step> steps = scope.Steps(arm, "steps");
        arm.RefuseOtherKeys();
        return new BranchArm(condition, steps);
    }

    /// <summary>For whom something is: of an arm, and of a segment.</summary>
    internal static BranchCondition ReadCondition(TemplateMap when, JourneyScope scope, string name = "when", string instead = "write 'otherwise: true'")
    {
        bool hasGate = when.Has("rank") || when.Has("half");
        RankGate gate = new(
            when.OptionalText("model") ?? scope.ModelId,
            RankGateReader.ReadRanks(when, "rank"),
            when.Word("half", RankGateReader.Halves) ?? Half.Any);
        List<Condition> facts = [.. ReadFacts(when), .. ReadAttributes(when)];
        when.RefuseKeysToCome(["segment"]);
        if (when.Has("model") && !hasGate)
        {
            when.Refuse("model", "'model' goes with 'rank' or 'half'");
        }

        if (!hasGate && !when.Has("fact") && !when.Has("attribute") && !when.KeyLines().ContainsKey("segment"))
        {
            when.RefuseAt(when.Line, $"'{name}' says nothing; give it 'rank', 'half', 'fact' or 'attribute', or {instead}");
        }

        when.RefuseOtherKeys();
        return new BranchCondition(hasGate ? gate : null, facts);
    }

    private static IEnumerable<Condition> ReadFacts(TemplateMap when)
    {
        if (when.IsEmptyList("fact"))
        {
            when.Refuse("fact", "'fact' has no condition; write for example \"orderCount >= 2\"");
        }

        foreach ((string text, int line) in when.TextList("fact"))
        {
            (Condition? condition, string? fault) = ConditionText.Parse(text);
            fault ??= BranchCondition.FaultOf(condition!);
            if (fault is not null)
            {
                when.RefuseAt(line, fault);
            }
            else
            {
                yield return condition!;
            }
        }
    }

    /// <summary><c>attribute: { member: gold }</c> is short for <c>fact: 'attribute.member = "gold"'</c>.</summary>
    private static IEnumerable<Condition> ReadAttributes(TemplateMap when)
    {
        if (when.OptionalMap("attribute") is not { } map)
        {
            return [];
        }

        IReadOnlyDictionary<string, string> values = map.Texts();
        if (values.Count == 0)
        {
            when.Refuse("attribute", "'attribute' must name attributes with their values, for example { member: gold }");
        }

        return values.Select(v => new Condition(new Subject.OfFact(Fact.Find($"attribute.{v.Key}")!), Comparison.Equal, new Operand.Text(v.Value)));
    }
}
