using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Templates;
using NodaTime;
using NodaTime.Text;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Reads lengths of time: <c>3d</c>, <c>PT2H</c>.</summary>
internal static class PlanTimeReader
{
    /// <summary>What can be written, for faults.</summary>
    public static string Shape(string first) =>
        $"days such as {first} or 3d (at most {StepTiming.DaysMax}d), or an exact time such as PT2H or PT30M";

    /// <summary>A length above 0; null, with a fault, for anything else.</summary>
    public static PlanTime? Read(TemplateMap map, string key)
    {
        if (map.OptionalText(key) is not { } text)
        {
            return null;
        }

        PlanTime? time = Parse(text);
        if (time is null or PlanTime.Days { Count: 0 } or PlanTime.Exactly { Time.Ticks: 0 })
        {
            map.Refuse(key, $"'{key}' must be {Shape("1d")}, not '{text}'");
            return null;
        }

        return time;
    }

    /// <summary>The same, of a key that must be there.</summary>
    public static PlanTime ReadRequired(TemplateMap map, string key, string example)
    {
        if (!map.Has(key))
        {
            map.RefuseAt(map.Line, $"'{key}' is missing; write for example {example}");
        }

        return Read(map, key) ?? new PlanTime.Days(1);
    }

    /// <summary>Null for a text that is no length.</summary>
    public static PlanTime? Parse(string text) =>
        text.EndsWith('d') && TemplateWords.IsWholeNumber(text[..^1], 0, StepTiming.DaysMax, out int days) ? new PlanTime.Days(days)
        : ParseExact(text) is { } time ? new PlanTime.Exactly(time)
        : null;

    private static TimeSpan? ParseExact(string text)
    {
        if (!text.StartsWith("PT", StringComparison.Ordinal) || !PeriodPattern.NormalizingIso.Parse(text).TryGetValue(Period.Zero, out Period period))
        {
            return null;
        }

        // Each number may fill 64 bits, and NodaTime throws when their sum does not fit.
        Int128 seconds = (((Int128)period.Hours * 60) + period.Minutes) * 60 + period.Seconds;
        Int128 nanoseconds = (seconds * NodaConstants.NanosecondsPerSecond) + ((Int128)period.Milliseconds * NodaConstants.NanosecondsPerMillisecond)
            + ((Int128)period.Ticks * NodaConstants.NanosecondsPerTick) + period.Nanoseconds;
        return nanoseconds >= 0 && nanoseconds <= (Int128)StepTiming.DaysMax * NodaConstants.NanosecondsPerDay
            ? TimeSpan.FromTicks((long)(nanoseconds / NodaConstants.NanosecondsPerTick))
            : null;
    }
}
