using System.Globalization;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Reads when a broadcast begins, for whom, and within which limits.</summary>
internal static class BroadcastReader
{
    private const int CountMax = 10_000_000;

    private static readonly IReadOnlyDictionary<string, bool?> YesOrNo = new Dictionary<string, bool?> { ["true"] = true, ["false"] = false };

    public static Trigger.Broadcast Read(TemplateMap map, JourneyScope scope) => new(
        ReadDay(map),
        StepTimingReader.ReadTimeOfDay(map),
        map.OptionalMap("segment") is { } segment ? BranchReader.ReadCondition(segment, scope, "segment", "leave it out for everybody") : null)
    {
        PerHour = map.OptionalInt("perHour", 1, CountMax),
        Max = map.OptionalInt("max", 1, CountMax),
        LineMax = map.OptionalInt("lineMax", 1, CountMax),
        NeedsApproval = map.Word("approval", YesOrNo) ?? false,
    };

    private static DateOnly ReadDay(TemplateMap map)
    {
        string text = map.RequiredText("on");
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && text.Length > 0)
        {
            map.Refuse("on", $"'on' must be a day such as 2026-12-10, not '{text}'");
        }

        return day;
    }
}
