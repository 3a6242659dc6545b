using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Reads what enrolls a customer.</summary>
internal static class TriggerReader
{
    private const int NthMax = 1000;

    private enum Kind
    {
        Order,
        RankChanged,
        Registered,
        Lapsed,
        Event,
        LineFriendAdded,
        Birthday,
        Anniversary,
        BeforeLapse,
        Broadcast,
    }

    private static readonly IReadOnlyDictionary<string, Kind?> Kinds = new Dictionary<string, Kind?>
    {
        ["order"] = Kind.Order,
        ["rank-changed"] = Kind.RankChanged,
        ["registered"] = Kind.Registered,
        ["lapsed"] = Kind.Lapsed,
        ["event"] = Kind.Event,
        ["line-friend-added"] = Kind.LineFriendAdded,
        ["survey-answered"] = null,
        ["cart-left"] = null,
        ["birthday"] = Kind.Birthday,
        ["anniversary"] = Kind.Anniversary,
        ["before-lapse"] = Kind.BeforeLapse,
        ["broadcast"] = Kind.Broadcast,
    };

    private static readonly IReadOnlyDictionary<string, RankDirection?> Directions = new Dictionary<string, RankDirection?>
    {
        ["up"] = RankDirection.Up,
        ["down"] = RankDirection.Down,
        ["any"] = RankDirection.Any,
    };

    public static Trigger Read(TemplateMap root, JourneyScope scope)
    {
        if (root.OptionalMap("trigger") is not { } map)
        {
            if (!root.Has("trigger"))
            {
                root.Refuse("trigger", "'trigger' is missing; write for example { type: order, nth: 1 }");
            }

            return new Trigger.OrderPlaced(1, null);
        }

        Kind? kind = map.Word("type", Kinds, isRequired: true);
        Trigger trigger = kind switch
        {
            Kind.RankChanged => ReadRankChanged(map, scope),
            Kind.Registered => new Trigger.Registered(),
            Kind.Lapsed => new Trigger.Lapsed(map.RequiredInt("days", 1, StepTiming.DaysMax)),
            Kind.Event => new Trigger.EventReceived(AwaitedReader.ReadEventType(map)),
            Kind.LineFriendAdded => new Trigger.LineFriendAdded(),
            Kind.Birthday => CalendarTriggerReader.ReadBirthday(map),
            Kind.Anniversary => CalendarTriggerReader.ReadAnniversary(map),
            Kind.BeforeLapse => CalendarTriggerReader.ReadBeforeLapse(map, scope),
            Kind.Broadcast => BroadcastReader.Read(map, scope),
            _ => ReadOrder(map),
        };
        if (kind is not null)
        {
            map.RefuseOtherKeys();  // of a kind that is not understood, nobody knows the keys
        }

        return trigger;
    }

    private static Trigger.OrderPlaced ReadOrder(TemplateMap map)
    {
        Trigger.OrderPlaced orders = ReadNth(map, map.OptionalText("nth") ?? "every");
        List<string> skus = [.. map.TextList("sku").Select(s => s.Text)];
        if (map.IsEmptyList("sku") || skus.Contains(""))
        {
            map.Refuse("sku", "'sku' must name goods by their SKU; name some, or leave it out for any order");
        }

        map.RefuseKeysToCome(["product"]);
        return skus.Count == 0 ? orders : orders with { Skus = skus };
    }

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

    private static Trigger.RankChanged ReadRankChanged(TemplateMap map, JourneyScope scope) => new(
        map.OptionalText("model") ?? scope.ModelId,
        RankGateReader.ReadRanks(map, "from"),
        RankGateReader.ReadRanks(map, "to"),
        map.Word("direction", Directions) ?? RankDirection.Any);
}
