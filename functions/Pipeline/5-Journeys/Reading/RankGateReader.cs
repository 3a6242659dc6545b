using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Templates;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Reads ranks. Whether the model has them, publication says: the file alone cannot.</summary>
internal static class RankGateReader
{
    public static readonly IReadOnlyDictionary<string, Half?> Halves = new Dictionary<string, Half?>
    {
        ["current"] = Half.Current,
        ["lapsed"] = Half.Lapsed,
        ["any"] = Half.Any,
    };

    /// <summary><c>rank</c> of a journey.</summary>
    /// <param name="mainModelId">Where it names no model.</param>
    public static RankGate Read(TemplateMap map, string mainModelId)
    {
        RankGate gate = new(map.OptionalText("model") ?? mainModelId, ReadRanks(map, "in"), map.Word("half", Halves) ?? Half.Any);
        if (!map.Has("in") && !map.Has("half"))
        {
            map.RefuseAt(map.Line, "'rank' admits everybody; give it 'in' or 'half', or leave it out");
        }

        map.RefuseOtherKeys();
        return gate;
    }

    /// <summary>Ids of ranks, at least one where the key is there, none twice.</summary>
    public static IReadOnlyList<string> ReadRanks(TemplateMap map, string key)
    {
        List<string> ranks = [];
        foreach ((string rank, int line) in map.TextList(key))
        {
            if (ranks.Contains(rank))
            {
                map.RefuseAt(line, $"the rank '{rank}' is named twice");
            }

            ranks.Add(rank);
        }

        if (map.IsEmptyList(key))
        {
            map.Refuse(key, $"'{key}' names no rank; name some, or leave it out");
        }

        return ranks;
    }
}
