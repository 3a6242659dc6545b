using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Reads triggers that the calendar pulls.</summary>
internal static class CalendarTriggerReader
{
    private static readonly IReadOnlyDictionary<string, bool?> Moments = new Dictionary<string, bool?> { ["day"] = false, ["month"] = true };

    private static readonly IReadOnlyDictionary<string, LeapDay?> LeapDays = new Dictionary<string, LeapDay?>
    {
        ["feb-28"] = LeapDay.February28,
        ["mar-1"] = LeapDay.March1,
    };

    private static readonly IReadOnlyDictionary<string, MissedDays?> Policies = new Dictionary<string, MissedDays?>
    {
        ["send-late"] = MissedDays.SendLate,
        ["skip"] = MissedDays.Skip,
    };

    public static Trigger.Birthday ReadBirthday(TemplateMap map)
    {
        bool isOfMonth = map.Word("on", Moments) ?? false;
        int? day = map.OptionalInt("day", 1, Trigger.Birthday.OfMonthMax);
        if (map.Has("day") && !isOfMonth)
        {
            map.Refuse("day", "'day' goes with 'on: month': the day of the month on which the journey begins");
        }

        if (map.Has("leapDay") && isOfMonth)
        {
            map.Refuse("leapDay", "'leapDay' goes with 'on: day': a month has 29 February in every year");
        }

        return new Trigger.Birthday(isOfMonth ? day ?? 1 : null, ReadLeapDay(map), ReadBefore(map, Trigger.YearlyBeforeDaysMax) ?? 0, ReadMissed(map));
    }

    public static Trigger.Anniversary ReadAnniversary(TemplateMap map) =>
        new(ReadLeapDay(map), ReadBefore(map, Trigger.YearlyBeforeDaysMax) ?? 0, ReadMissed(map));

    public static Trigger.BeforeLapse ReadBeforeLapse(TemplateMap map, JourneyScope scope)
    {
        if (!map.Has("before"))
        {
            map.RefuseAt(map.Line, "'before' is missing; write for example before: 30d");
        }

        return new Trigger.BeforeLapse(map.OptionalText("model") ?? scope.ModelId, ReadBefore(map, StepTiming.DaysMax) ?? 1, ReadMissed(map));
    }

    private static LeapDay ReadLeapDay(TemplateMap map) => map.Word("leapDay", LeapDays) ?? LeapDay.February28;

    private static MissedDays ReadMissed(TemplateMap map) => map.Word("missed", Policies) ?? MissedDays.SendLate;

    /// <summary>Whole days: a day has no time from which an exact one could be counted back.</summary>
    private static int? ReadBefore(TemplateMap map, int max)
    {
        if (map.OptionalText("before") is not { } text)
        {
            return null;
        }

        if (PlanTimeReader.Parse(text) is PlanTime.Days { Count: >= 1 and var days } && days <= max)
        {
            return days;
        }

        map.Refuse("before", $"'before' must be days from 1d to {max}d such as 7d, not '{text}'");
        return null;
    }
}
