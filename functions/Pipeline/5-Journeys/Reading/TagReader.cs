using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Reads <c>tag</c>.</summary>
internal static class TagReader
{
    public static Step.Tag Read(string id, StepTiming timing, TemplateMap map)
    {
        IReadOnlyList<string> add = ReadTags(map, "add");
        IReadOnlyList<string> remove = ReadTags(map, "remove");
        if (!map.Has("add") && !map.Has("remove"))
        {
            map.Refuse("add", "'tag' changes nothing; write for example { add: [fan] } or { remove: [trial] }");
        }

        foreach (string tag in add.Intersect(remove, StringComparer.Ordinal))
        {
            map.Refuse("remove", $"the tag '{tag}' is added and removed by one step; make two steps of it");
        }

        map.RefuseOtherKeys();
        return new Step.Tag(id, timing, add, remove);
    }

    private static IReadOnlyList<string> ReadTags(TemplateMap map, string key)
    {
        List<string> tags = [];
        foreach ((string text, int line) in map.TextList(key))
        {
            if (CustomerDetails.NormalizeTags([text]) is [var tag])
            {
                tags.Add(tag);
            }
            else
            {
                map.RefuseAt(line, $"a tag has 1 to {CustomerDetails.TagLengthMax} characters");
            }
        }

        if (map.IsEmptyList(key))
        {
            map.Refuse(key, $"'{key}' names no tag; name some, or leave it out");
        }

        return CustomerDetails.NormalizeTags(tags)!;
    }
}
