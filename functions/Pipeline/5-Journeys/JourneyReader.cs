using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Reads a journey (<c>templates/journeys/*.yaml</c>).</summary>
public static class JourneyReader
{
    /// <summary>Known to the format, refused until they work: a plan that is only half obeyed would mislead its author.</summary>
    private static readonly string[] KeysToCome = ["plan", "rank", "onRankChange", "onNewOrder", "goal", "exitOnGoal", "holdout"];

    /// <summary>The journey, or every fault of the file with its line. Nothing in the file is ignored: an unknown key is a fault.</summary>
    /// <param name="file">The name for the faults.</param>
    public static TemplateReading<JourneyDefinition> Read(string file, string text)
    {
        TemplateFile template = new(file);
        if (template.Parse(text) is not { } root)
        {
            return new TemplateReading<JourneyDefinition>(null, template.Faults);
        }

        string id = root.RequiredText("id");
        IReadOnlyList<TemplateMap> steps = root.MapList("steps");
        JourneyDefinition journey = new()
        {
            Id = id,
            Name = root.LocalText("name", id),
            Purpose = root.Word("purpose", Purposes) ?? Purpose.Marketing,
            Trigger = ReadTrigger(root),
            ReEntry = root.Word("reentry", ReEntries) ?? ReEntry.PerKey,
            Steps = [.. steps.Select(StepReader.Read)],
        };
        root.RefuseKeysToCome(KeysToCome);
        root.RefuseOtherKeys();
        Check(journey, root, steps);
        return new TemplateReading<JourneyDefinition>(template.Faults.Count == 0 ? journey : null, template.Faults);
    }

    private static readonly IReadOnlyDictionary<string, Purpose?> Purposes = new Dictionary<string, Purpose?>
    {
        ["marketing"] = Purpose.Marketing,
        ["transactional"] = Purpose.Transactional,
    };

    private static readonly IReadOnlyDictionary<string, ReEntry?> ReEntries = new Dictionary<string, ReEntry?>
    {
        ["once"] = ReEntry.Once,
        ["per-key"] = ReEntry.PerKey,
        ["wait"] = ReEntry.Wait,
        ["restart"] = null,
    };

    private static Trigger ReadTrigger(TemplateMap root)
    {
        if (root.OptionalMap("trigger") is not { } map)
        {
            if (!root.Has("trigger"))
            {
                root.Refuse("trigger", "'trigger' is missing; write for example { type: order, nth: 1 }");
            }

            return new Trigger.OrderPlaced(1, null);
        }

        map.Word("type", TriggerTypes, isRequired: true);
        Trigger trigger = ReadNth(map, map.OptionalText("nth") ?? "every");
        map.RefuseKeysToCome(["product", "sku"]);
        map.RefuseOtherKeys();
        return trigger;
    }

    private static readonly IReadOnlyDictionary<string, bool?> TriggerTypes = new Dictionary<string, bool?>
    {
        ["order"] = true,
        ["rank-changed"] = null,
        ["registered"] = null,
        ["lapsed"] = null,
        ["event"] = null,
        ["line-friend-added"] = null,
        ["survey-answered"] = null,
        ["cart-left"] = null,
        ["birthday"] = null,
        ["anniversary"] = null,
        ["before-lapse"] = null,
        ["broadcast"] = null,
    };

    /// <summary><c>1</c> is the first order only, <c>2+</c> the second and all further ones, <c>every</c> each.</summary>
    private static Trigger.OrderPlaced ReadNth(TemplateMap map, string nth)
    {
        if (nth == "every")
        {
            return new Trigger.OrderPlaced(1, null);
        }

        bool isOpen = nth.EndsWith('+');
        if (TemplateWords.IsWholeNumber(isOpen ? nth[..^1] : nth, 1, NthMax, out int from))
        {
            return new Trigger.OrderPlaced(from, isOpen ? null : from);
        }

        map.Refuse("nth", $"'nth' must be a number from 1 to {NthMax}, a number with '+' such as 2+, or every, not '{nth}'");
        return new Trigger.OrderPlaced(1, null);
    }

    private const int NthMax = 1000;

    private static void Check(JourneyDefinition journey, TemplateMap root, IReadOnlyList<TemplateMap> steps)
    {
        if (!TemplateIds.IsId(journey.Id, JourneyDefinition.IdLengthMax) && root.Has("id"))
        {
            root.Refuse("id", $"'id' must be lower-case letters, digits and hyphens, at most {JourneyDefinition.IdLengthMax}, not '{journey.Id}'");
        }

        if (journey.Steps.Count == 0)
        {
            root.Refuse("steps", root.Has("steps") ? "a journey needs at least one step" : "'steps' is missing");
        }

        HashSet<string> ids = [];
        foreach ((int index, Step step) in journey.Steps.Index())
        {
            if (step.Id.Length > 0 && !ids.Add(step.Id))
            {
                steps[index].Refuse("id", $"the step id '{step.Id}' is used twice");
            }
        }
    }
}
