using System.Text.RegularExpressions;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Reads what a customer may do: of a goal and of a step that waits.</summary>
internal static partial class AwaitedReader
{
    private static readonly IReadOnlyDictionary<string, bool?> Types = new Dictionary<string, bool?>
    {
        ["order"] = false,
        ["event"] = true,
    };

    public static Goal ReadGoal(TemplateMap map, bool endsJourney)
    {
        Goal goal = new(Read(map), PlanTimeReader.ReadRequired(map, "within", "within: 30d"), endsJourney);
        map.RefuseOtherKeys();
        return goal;
    }

    public static Awaited Read(TemplateMap map)
    {
        bool isEvent = map.Word("type", Types, isRequired: true) ?? map.Has("event");
        if (isEvent)
        {
            return new Awaited.Event(ReadEventType(map));
        }

        if (map.Has("event"))
        {
            map.Refuse("event", "'event' goes with 'type: event'");
        }

        return new Awaited.Order();
    }

    /// <summary>The type under <c>event</c>, which must be there.</summary>
    public static string ReadEventType(TemplateMap map)
    {
        string type = map.RequiredText("event");
        if (map.Has("event") && !EventType().IsMatch(type))
        {
            map.Refuse("event", $"'event' must be the type of an event such as survey: lower-case letters, digits, '-', '_' and '.', at most 60, not '{type}'");
        }

        return type;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,59}\z")]
    private static partial Regex EventType();
}
