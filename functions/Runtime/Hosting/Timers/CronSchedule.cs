namespace FollowUpFlows.Runtime.Hosting;

/// <summary>A schedule of six fields, <c>second minute hour day month day-of-week</c>, in UTC.</summary>
/// <remarks>Day of month and day of week must both hold, as on a real host: <c>0 0 0 13 * Fri</c> is Friday the 13th alone.
/// Sunday is 0; there is no 7.</remarks>
internal sealed class CronSchedule
{
    private const int LeapYear = 2000; // any: February's longest
    private readonly CronField second;
    private readonly CronField minute;
    private readonly CronField hour;
    private readonly CronField day;
    private readonly CronField month;
    private readonly CronField dayOfWeek;

    private CronSchedule(CronField[] fields) =>
        (second, minute, hour, day, month, dayOfWeek) = (fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);

    /// <exception cref="FormatException">The text says what is wrong; so it does for a date that no year has, such as
    /// 31 February.</exception>
    public static CronSchedule Parse(string text)
    {
        string[] fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != CronUnit.InOrder.Length)
        {
            throw new FormatException($"it has {fields.Length} fields instead of six (second minute hour day month day-of-week)");
        }

        CronSchedule schedule = new([.. fields.Zip(CronUnit.InOrder, CronField.Parse)]);
        return schedule.HasAnyDate()
            ? schedule
            : throw new FormatException($"no month that it names has a day {schedule.day.First}");
    }

    /// <summary>The first occurrence after the instant, never the instant itself; null when the calendar ends before it.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset instant)
    {
        DateTime utc = instant.UtcDateTime;
        if (utc >= DateTime.MaxValue.AddSeconds(-1))
        {
            return null;
        }

        DateTime from = utc.AddTicks(TimeSpan.TicksPerSecond - utc.Ticks % TimeSpan.TicksPerSecond);
        DateOnly date = DateOnly.FromDateTime(from);
        TimeOnly? time = Admits(date) ? NextTime(from.Hour, from.Minute, from.Second) : null;
        while (time is null)
        {
            if (date == DateOnly.MaxValue)
            {
                return null;
            }

            date = date.AddDays(1);
            time = Admits(date) ? new TimeOnly(hour.First, minute.First, second.First) : null;
        }

        return new DateTimeOffset(date.ToDateTime(time.Value), TimeSpan.Zero);
    }

    private bool HasAnyDate() =>
        Enumerable.Range(1, 12).Any(m => month.Admits(m) && day.First <= DateTime.DaysInMonth(LeapYear, m));

    private bool Admits(DateOnly date) => month.Admits(date.Month) && day.Admits(date.Day) && dayOfWeek.Admits((int)date.DayOfWeek);

    /// <summary>The first time of a day that is not before the given one.</summary>
    private TimeOnly? NextTime(int fromHour, int fromMinute, int fromSecond)
    {
        for (int? h = hour.FirstFrom(fromHour); h is not null; h = hour.FirstFrom(h.Value + 1))
        {
            bool isFirstHour = h == fromHour;
            for (int? m = minute.FirstFrom(isFirstHour ? fromMinute : 0); m is not null; m = minute.FirstFrom(m.Value + 1))
            {
                if (second.FirstFrom(isFirstHour && m == fromMinute ? fromSecond : 0) is { } s)
                {
                    return new TimeOnly(h.Value, m.Value, s);
                }
            }
        }

        return null;
    }
}
