using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Templates;
using NodaTime;
using NodaTime.Text;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Reads one step of a journey.</summary>
internal static class StepReader
{
    private const int IdLengthMax = 60;

    private static readonly string[] KindsToCome =
        ["waitFor", "branch", "split", "tag", "points", "coupon", "task", "paper", "webhook", "exit"];

    private static readonly LocalTimePattern TimeOfDay = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    private static readonly Dictionary<string, Channel?> Channels = new()
    {
        ["email"] = Channel.Email,
        ["line"] = Channel.Line,
    };

    public static Step Read(TemplateMap map)
    {
        string id = map.RequiredText("id");
        if (map.Has("id") && !TemplateIds.IsId(id, IdLengthMax))
        {
            map.Refuse("id", $"a step's 'id' must be lower-case letters, digits and hyphens, at most {IdLengthMax}, not '{id}'");
        }

        StepTiming timing = ReadTiming(map);
        Step step = map.OptionalMap("send") is { } send ? ReadSend(id, timing, send) : new Step.Wait(id, timing);
        map.RefuseKeysToCome(KindsToCome.Append("expire"));
        map.RefuseOtherKeys();
        if (!map.Has("send") && !map.Has("after") && !KindsToCome.Any(map.Has))
        {
            map.Refuse("id", $"the step '{id}' does nothing; give it 'send', or 'after' to wait");
        }

        return step;
    }

    private static Step.Send ReadSend(string id, StepTiming timing, TemplateMap send)
    {
        List<Channel> channels = [];
        foreach ((string text, int line) in send.TextList("channel"))
        {
            if (Channels.GetValueOrDefault(text) is not { } channel)
            {
                send.RefuseAt(line, $"'{text}' is not a channel; expected email, line");
            }
            else if (channels.Contains(channel))
            {
                send.RefuseAt(line, $"the channel '{text}' is named twice");
            }
            else
            {
                channels.Add(channel);
            }
        }

        if (!send.Has("channel") || send.IsEmptyList("channel"))
        {
            send.Refuse("channel", "'channel' is missing; write for example [line, email]: the first that can be used is taken");
        }

        string messageId = send.RequiredText("message");
        if (send.Has("message") && !TemplateIds.IsId(messageId, IdLengthMax))
        {
            send.Refuse("message", $"'message' must be the name of a message: lower-case letters, digits and hyphens, not '{messageId}'");
        }

        send.RefuseOtherKeys();
        return new Step.Send(id, timing, channels, messageId);
    }

    private static StepTiming ReadTiming(TemplateMap map)
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

        if (after.EndsWith('d') && TemplateWords.IsWholeNumber(after[..^1], 0, StepTiming.DaysMax, out int days))
        {
            return new StepTiming.OnDay(days, at);
        }

        if (ReadExactTime(after) is { } time)
        {
            if (at is not null)
            {
                map.Refuse("at", "'at' goes with days such as 3d; PT2H already says the exact time");
            }

            return new StepTiming.Exactly(time);
        }

        map.Refuse("after", $"'after' must be days such as 0d or 3d (at most {StepTiming.DaysMax}d), or an exact time such as PT2H or PT30M, not '{after}'");
        return new StepTiming.AtOnce();
    }

    private static TimeSpan? ReadExactTime(string text)
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

    private static LocalTime? ReadTimeOfDay(TemplateMap map)
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
