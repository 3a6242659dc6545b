using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>Reads one axis of a rank model.</summary>
internal static class ScoreAxisReader
{
    public static ScoreAxis Read(TemplateFile template, TemplateMap map)
    {
        string id = map.RequiredText("id");
        ScoreAxis axis = new(
            id,
            map.LocalText("name", id),
            map.RequiredInt("max", 1, ScoreAxis.PointsMax),
            [.. map.MapList("bands").Select(b => ReadBand(template, b)).OfType<ScoreBand>()],
            [.. map.MapList("add").Select(a => ReadAddition(template, a)).OfType<ScoreAddition>()]);
        map.RefuseOtherKeys();
        return axis;
    }

    private static ScoreBand? ReadBand(TemplateFile template, TemplateMap map)
    {
        int points = map.RequiredInt("points", 0, ScoreAxis.PointsMax);
        string text = map.RequiredText("when");
        Condition? when = text.Length == 0 ? null : RankModelReader.ReadCondition(template, text, map.LineOf("when"));
        map.RefuseOtherKeys();
        return when is null ? null : new ScoreBand(points, when);
    }

    private static ScoreAddition? ReadAddition(TemplateFile template, TemplateMap map)
    {
        int points = map.RequiredInt("points", -ScoreAxis.PointsMax, ScoreAxis.PointsMax);
        string? per = map.OptionalText("per");
        string? when = map.OptionalText("when");
        map.RefuseOtherKeys();
        if (map.Has("per") == map.Has("when"))
        {
            template.Refuse(map.Line, "an addition needs either 'when: CONDITION' (once) or 'per: FACT' (for every one)");
            return null;
        }

        if (when is not null)
        {
            return RankModelReader.ReadCondition(template, when, map.LineOf("when")) is { } condition
                ? new ScoreAddition.Once(points, condition)
                : null;
        }

        return per is null ? null : ReadPerFact(points, per, map);
    }

    private static ScoreAddition.PerFact? ReadPerFact(int points, string per, TemplateMap map)
    {
        if (Fact.Find(per) is { Unit: FactUnit.Points or FactUnit.Events or FactUnit.Orders } fact)
        {
            return new ScoreAddition.PerFact(points, fact);
        }

        map.Refuse("per", $"'{per}' cannot be counted; write advocacyCount, behaviourScore, relationshipScore or orderCount");
        return null;
    }
}
