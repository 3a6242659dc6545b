using System.Globalization;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Reads a journey (<c>templates/journeys/*.yaml</c>).</summary>
public static class JourneyReader
{
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
        ["restart"] = ReEntry.Restart,
    };

    private static readonly IReadOnlyDictionary<string, RankChangePolicy?> RankChanges = new Dictionary<string, RankChangePolicy?>
    {
        ["stay"] = RankChangePolicy.Stay,
        ["move"] = RankChangePolicy.Move,
        ["finish-then-move"] = RankChangePolicy.FinishThenMove,
        ["exit"] = RankChangePolicy.Exit,
    };

    private static readonly IReadOnlyDictionary<string, NewOrderPolicy?> NewOrders = new Dictionary<string, NewOrderPolicy?>
    {
        ["continue"] = NewOrderPolicy.Continue,
        ["restart"] = NewOrderPolicy.Restart,
        ["exit"] = NewOrderPolicy.Exit,
    };

    private static readonly string[] NotOfBroadcasts = ["plan", "reentry"];

    private static readonly IReadOnlyDictionary<string, bool?> YesOrNo = new Dictionary<string, bool?> { ["true"] = true, ["false"] = false };

    /// <summary>The journey, or every fault of the file with its line. Nothing in the file is ignored: an unknown key is a fault.</summary>
    /// <param name="file">The name for the faults.</param>
    /// <param name="mainModelId">The shop's rank model. A trigger or a branch that names no model means the one under <c>rank</c>,
    /// and where that names none, this one.</param>
    public static TemplateReading<JourneyDefinition> Read(string file, string text, string mainModelId = ShopSettings.DefaultRankModelId)
    {
        TemplateReading<JourneyText> reading = ReadText(file, text, mainModelId);
        return new TemplateReading<JourneyDefinition>(reading.Value?.Definition, reading.Faults);
    }

    internal static TemplateReading<JourneyText> ReadText(string file, string text, string mainModelId)
    {
        TemplateFile template = new(file);
        if (template.Parse(text) is not { } root)
        {
            return new TemplateReading<JourneyText>(null, template.Faults);
        }

        RankGate? gate = root.OptionalMap("rank") is { } rank ? RankGateReader.Read(rank, mainModelId) : null;
        JourneyScope scope = new(gate?.ModelId ?? mainModelId, root.OptionalText("id") ?? "");
        JourneyDefinition journey = ReadJourney(root, gate, scope);
        root.RefuseOtherKeys();
        Check(journey, root);
        JourneyText result = new(journey, new JourneyLines(scope.Lines, root.KeyLines()));
        return new TemplateReading<JourneyText>(template.Faults.Count == 0 ? result : null, template.Faults);
    }

    private static JourneyDefinition ReadJourney(TemplateMap root, RankGate? gate, JourneyScope scope)
    {
        string id = root.RequiredText("id");
        bool? endsJourney = root.Word("exitOnGoal", YesOrNo);
        return new JourneyDefinition
        {
            Id = id,
            Name = root.LocalText("name", id),
            Plan = root.OptionalText("plan"),
            Gate = gate,
            Purpose = root.Word("purpose", Purposes) ?? Purpose.Marketing,
            Topic = root.OptionalText("topic"),
            Priority = root.OptionalInt("priority", 1, JourneyDefinition.PriorityMax) ?? JourneyDefinition.DefaultPriority,
            Trigger = TriggerReader.Read(root, scope),
            ReEntry = root.Word("reentry", ReEntries) ?? ReEntry.PerKey,
            OnRankChange = root.Word("onRankChange", RankChanges) ?? RankChangePolicy.Stay,
            OnNewOrder = root.Word("onNewOrder", NewOrders) ?? NewOrderPolicy.Continue,
            Goal = root.OptionalMap("goal") is { } goal ? AwaitedReader.ReadGoal(goal, endsJourney ?? false) : null,
            Holdout = ReadHoldout(root),
            Hypothesis = root.OptionalMap("hypothesis") is { } hypothesis ? HypothesisReader.Read(hypothesis) : null,
            Steps = scope.Steps(root, "steps"),
        };
    }

    private static decimal ReadHoldout(TemplateMap root)
    {
        if (root.OptionalText("holdout") is not { } text)
        {
            return 0;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal share) && share is >= 0 and < 1)
        {
            return share;
        }

        root.Refuse("holdout", $"'holdout' must be a share of the customers from 0 to below 1, such as 0.1, not '{text}'");
        return 0;
    }

    private static void Check(JourneyDefinition journey, TemplateMap root)
    {
        CheckId(root, "id", journey.Id);
        CheckId(root, "plan", journey.Plan ?? "");
        CheckId(root, "topic", journey.Topic ?? "");
        if (journey is { Topic: not null, Purpose: Purpose.Transactional })
        {
            root.Refuse("topic", "'topic' is for marketing: what belongs to a purchase cannot be refused");
        }

        if (journey.Purpose == Purpose.Transactional && root.Has("priority"))
        {
            root.Refuse("priority", "'priority' is for marketing: what belongs to a purchase waits for nothing");
        }

        if (journey.Steps.Count == 0 && !root.Has("steps"))
        {
            root.Refuse("steps", "'steps' is missing");
        }
        else if (root.IsEmptyList("steps"))
        {
            root.Refuse("steps", "a journey needs at least one step");
        }

        if (root.Has("onRankChange") && journey.Gate is null && !root.Has("rank"))
        {
            root.Refuse("onRankChange", "'onRankChange' needs 'rank': without it the journey is for every rank");
        }

        if (journey.OnRankChange is RankChangePolicy.Move or RankChangePolicy.FinishThenMove && !root.Has("plan"))
        {
            root.Refuse("onRankChange", "moving needs 'plan': the family of journeys among which customers move");
        }

        foreach (string key in NotOfBroadcasts.Where(k => journey.Trigger is Trigger.Broadcast && root.Has(k)))
        {
            root.Refuse(key, $"'{key}' does not go with a broadcast: it stands alone, and everybody gets it once");
        }

        if (root.Has("exitOnGoal") && !root.Has("goal"))
        {
            root.Refuse("exitOnGoal", "'exitOnGoal' needs 'goal'");
        }
    }

    private static void CheckId(TemplateMap root, string key, string id)
    {
        if (root.Has(key) && !TemplateIds.IsId(id, JourneyDefinition.IdLengthMax) && (key == "id" || id.Length > 0))
        {
            root.Refuse(key, $"'{key}' must be lower-case letters, digits and hyphens, at most {JourneyDefinition.IdLengthMax}, not '{id}'");
        }
    }
}
