using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Journeys;

public abstract partial record Trigger
{
    /// <summary>The longest time by which a day that comes back every year may be anticipated.</summary>
    public const int YearlyBeforeDaysMax = 180;

    /// <summary>A day on which time alone enrolls.</summary>
    /// <param name="BeforeDays">How many days before the day itself the journey begins; 0 for on the day. Its steps count from there.</param>
    public abstract record Calendar(int BeforeDays, MissedDays Missed) : Trigger
    {
        /// <summary>A day that was missed is still made good after so many days where the journey says so: later, wishes come too late.</summary>
        public const int LateDaysMax = 7;

        /// <summary>Whether somebody whose day was missed is enrolled late.</summary>
        /// <param name="on">The day that was missed, or today.</param>
        public bool MakesGood(DateOnly on, DateOnly today) =>
            on >= today || (Missed == MissedDays.SendLate && today.DayNumber - on.DayNumber <= LateDaysMax);
    }

    /// <summary>The customer's birthday, or the month of it; once a year.</summary>
    /// <param name="OfMonth">Null for the day itself. Else 1–28, that day of the month of the birthday: also for those of whom only the
    /// month is known.</param>
    public sealed record Birthday(int? OfMonth, LeapDay LeapDay, int BeforeDays, MissedDays Missed) : Calendar(BeforeDays, Missed)
    {
        /// <summary>A day that every month has.</summary>
        public const int OfMonthMax = 28;

        /// <summary>The year of the birthday that begins the journey on that day; null when none does.</summary>
        public int? YearOn(DateOnly on, Ledger.Birthday birthday)
        {
            DateOnly day = on.AddDays(BeforeDays);
            bool comes = OfMonth is { } ofMonth ? (day.Month, day.Day) == (birthday.Month, ofMonth)
                : birthday.Day is { } known && new YearDay(birthday.Month, known).In(day.Year, LeapDay) == day;
            return comes && !(birthday.Year >= day.Year) ? day.Year : null;
        }

        /// <summary>Birthdays that may begin the journey on that day.</summary>
        public IEnumerable<YearDay> DaysOn(DateOnly on)
        {
            DateOnly day = on.AddDays(BeforeDays);
            return OfMonth is null ? YearDay.On(day, LeapDay)
                : day.Day == OfMonth ? Enumerable.Range(0, 32).Select(d => new YearDay(day.Month, d))
                : [];
        }
    }

    /// <summary>The day of the customer's first counting order, in every later year.</summary>
    public sealed record Anniversary(LeapDay LeapDay, int BeforeDays, MissedDays Missed) : Calendar(BeforeDays, Missed)
    {
        /// <summary>The year of the anniversary that begins the journey on that day; null when none does.</summary>
        public int? YearOn(DateOnly on, DateOnly firstOn)
        {
            DateOnly day = on.AddDays(BeforeDays);
            return day.Year > firstOn.Year && YearDay.Of(firstOn).In(day.Year, LeapDay) == day ? day.Year : null;
        }

        /// <summary>Days of first orders that may begin the journey on that day.</summary>
        public IEnumerable<YearDay> DaysOn(DateOnly on) => YearDay.On(on.AddDays(BeforeDays), LeapDay);
    }

    /// <summary>Some days before the customer lapses, if nothing is bought until then; once for each lapse, and an order arms it again.</summary>
    /// <param name="ModelId">Whose number of days counts, that of the held rank where it has one of its own.</param>
    /// <param name="BeforeDays">≥ 1.</param>
    public sealed record BeforeLapse(string ModelId, int BeforeDays, MissedDays Missed) : Calendar(BeforeDays, Missed);
}

/// <summary>What becomes of days that passed while nothing ran.</summary>
public enum MissedDays
{
    /// <summary>Their customers are enrolled late, up to <see cref="Trigger.Calendar.LateDaysMax"/> days; after that it is noted that they were missed.</summary>
    SendLate,

    /// <summary>It is noted that they were missed.</summary>
    Skip,
}
