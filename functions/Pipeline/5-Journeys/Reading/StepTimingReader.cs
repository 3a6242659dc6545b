using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Templates;
using NodaTime;
using NodaTime.Text;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Reads when a step is due: <c>after</c> and <c>at</c>.</summary>
internal static class StepTimingReader
{
    private static readonly LocalTimePattern TimeOfDay = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public static StepTiming Read(TemplateMap map)
    {
        LocalTime? at = ReadTimeOfDay(map);
        if (map.OptionalText("after") is not { } after)
        {
            if (map.Has("at"))
            {
                map.Refuse("at", "'at' needs 'after': the day on which the step is due");
            }

            return new StepTiming.AtOnce();
        }

        switch (PlanTimeReader.Parse(after))
        {
            case PlanTime.Days { Count: var days }:
                return new StepTiming.OnDay(days, at);
            case PlanTime.Exactly { Time: var time }:
                if (at is not null)
                {
                    map.Refuse("at", "'at' goes with days such as 3d; PT2H already says the exact time");
                }

                return new StepTiming.Exactly(time);
            default:
                map.Refuse("after", $"'after' must be {PlanTimeReader.Shape("0d")}, not '{after}'");
                return new StepTiming.AtOnce();
        }
    }

    /// <summary><c>at</c>; null, with a fault, for what is no time of day.</summary>
    internal static LocalTime? ReadTimeOfDay(TemplateMap map)
    {
        if (map.OptionalText("at") is not { } at)
        {
            return null;
        }

        ParseResult<LocalTime> parsed = TimeOfDay.Parse(at);
        if (!parsed.Success)
        {
            map.Refuse("at", $"'at' must be a time of day such as \"19:00\", not '{at}'");
        }

        return parsed.Success ? parsed.Value : null;
    }
}
