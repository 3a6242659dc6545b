using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>Reads a rank model (<c>templates/ranks/*.yaml</c>).</summary>
public static class RankModelReader
{
    /// <summary>The model, or every fault of the file with its line. Nothing in the file is ignored: an unknown key is a fault.</summary>
    /// <param name="file">The name for the faults.</param>
    public static TemplateReading<RankModel> Read(string file, string text)
    {
        TemplateFile template = new(file);
        if (template.Parse(text) is not { } root)
        {
            return new TemplateReading<RankModel>(null, template.Faults);
        }

        string id = root.RequiredText("id");
        TemplateMap? scores = root.OptionalMap("scores");
        RankModelDefinition definition = new()
        {
            Id = id,
            Name = root.LocalText("name", id),
            LapsedAfterDays = root.OptionalInt("lapsedAfterDays", 1, RankModelDefinition.DaysMax) ?? RankModelDefinition.DefaultLapsedAfterDays,
            Demotion = ReadDemotion(root),
            FixedFigures = ReadFigures(root.OptionalMap("shopFigures")),
            Behaviour = ReadScore(scores, "behaviour"),
            Relationship = ReadScore(scores, "relationship"),
            Axes = [.. root.MapList("axes").Select(a => ScoreAxisReader.Read(template, a))],
            Ranks = [.. root.MapList("ranks").Select(r => ReadRank(template, r))],
        };
        scores?.RefuseOtherKeys();
        root.RefuseOtherKeys();

        // Faults of form come first: what the file means can only be judged once it is read completely.
        if (template.Faults.Count == 0)
        {
            foreach (RankModelFault fault in RankModelCheck.Faults(definition))
            {
                template.Refuse(root.LineAt(fault.Place), fault.Message);
            }
        }

        return new TemplateReading<RankModel>(template.Faults.Count == 0 ? new RankModel(definition) : null, template.Faults);
    }

    internal static Condition? ReadCondition(TemplateFile template, string text, int line)
    {
        (Condition? condition, string? fault) = ConditionText.Parse(text);
        if (fault is not null)
        {
            template.Refuse(line, fault);
        }

        return condition;
    }

    private static Rank ReadRank(TemplateFile template, TemplateMap map)
    {
        string id = map.RequiredText("id");
        Rank rank = new(
            id,
            map.LocalText("name", id),
            [.. map.TextList("when").Select(w => ReadCondition(template, w.Text, w.Line)).OfType<Condition>()],
            map.OptionalInt("lapsedAfterDays", 1, RankModelDefinition.DaysMax));
        map.RefuseOtherKeys();
        return rank;
    }

    private static DemotionRule ReadDemotion(TemplateMap root)
    {
        if (root.IsMap("demotion"))
        {
            TemplateMap map = root.OptionalMap("demotion")!;
            DemotionRule.Grace grace = new(map.RequiredInt("graceDays", 1, RankModelDefinition.DaysMax));
            map.RefuseOtherKeys();
            return grace;
        }

        switch (root.OptionalText("demotion"))
        {
            case null or "at-once":
                return new DemotionRule.AtOnce();
            case "month-end":
                return new DemotionRule.MonthEnd();
            case { } other:
                root.Refuse("demotion", $"'demotion' must be at-once, month-end or {{ graceDays: N }}, not '{other}'");
                return new DemotionRule.AtOnce();
        }
    }

    private static Dictionary<ShopFigure, decimal> ReadFigures(TemplateMap? map)
    {
        Dictionary<ShopFigure, decimal> pinned = [];
        if (map is null)
        {
            return pinned;
        }

        foreach (ShopFigure figure in Enum.GetValues<ShopFigure>())
        {
            // A model names the figure "shop.averageOrderValue"; under shopFigures the first word is understood.
            string key = ConditionText.NameOf(figure).Split('.')[1];
            if (map.OptionalMap(key) is { } entry && ReadPinned(entry) is { } value)
            {
                pinned[figure] = value;
            }
        }

        map.RefuseOtherKeys();
        return pinned;
    }

    private static decimal? ReadPinned(TemplateMap entry)
    {
        string basis = entry.RequiredText("basis");
        decimal? value = entry.OptionalAmount("value");
        entry.RefuseOtherKeys();
        switch (basis)
        {
            case "fixed" when !entry.Has("value"):
                entry.Refuse("value", "basis: fixed needs a value, for example { basis: fixed, value: 12800 }");
                break;
            case "live" when entry.Has("value"):
                entry.Refuse("value", "basis: live is computed from the orders; remove the value or write basis: fixed");
                break;
            case not ("fixed" or "live" or ""):
                entry.Refuse("basis", $"'basis' must be live or fixed, not '{basis}'");
                break;
        }

        return value;
    }

    private static EngagementScore ReadScore(TemplateMap? scores, string key)
    {
        if (scores?.OptionalMap(key) is not { } map)
        {
            return EngagementScore.None;
        }

        EngagementScore score = new(map.OptionalMap("weights")?.Numbers() ?? new Dictionary<string, int>(), map.OptionalInt("withinDays", 0, RankModelDefinition.DaysMax));
        map.RefuseOtherKeys();
        return score;
    }
}
