using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Sending;

/// <summary>Days in a row on which the shop sends no marketing (休止期間: 年末年始, お盆).</summary>
public abstract record PauseDates
{
    private PauseDates()
    {
    }

    /// <summary>The last of these days when the day is one of them; else null.</summary>
    public abstract DateOnly? LastOf(DateOnly day);

    /// <summary>The parts of a calendar that they take, in order, each with its first and last day; as far as they lie in it.</summary>
    /// <param name="from">Belongs to the calendar, as does <paramref name="until"/>.</param>
    public IEnumerable<(DateOnly First, DateOnly Last)> Within(DateOnly from, DateOnly until)
    {
        for (DateOnly day = from; day <= until; day = day.AddDays(1))
        {
            if (LastOf(day) is { } last)
            {
                DateOnly end = last < until ? last : until;
                yield return (day, end);
                day = end;
            }
        }
    }

    /// <summary>In one year alone.</summary>
    /// <param name="Last">Belongs to them; not before <paramref name="First"/>.</param>
    public sealed record Once(DateOnly First, DateOnly Last) : PauseDates
    {
        /// <inheritdoc/>
        public override DateOnly? LastOf(DateOnly day) => First <= day && day <= Last ? Last : null;
    }

    /// <summary>In every year. 29 February is the 28th where there is none.</summary>
    /// <param name="Last">Belongs to them; before <paramref name="First"/> it is a day of the year after.</param>
    public sealed record EveryYear(YearDay First, YearDay Last) : PauseDates
    {
        /// <summary>How many days they are in a leap year.</summary>
        public int Days => On(Last, LeapYear + Over).DayNumber - On(First, LeapYear).DayNumber + 1;

        /// <inheritdoc/>
        public override DateOnly? LastOf(DateOnly day)
        {
            for (int year = Math.Max(1, day.Year - Over); year <= day.Year; year++)
            {
                if (On(First, year) <= day && day <= On(Last, year + Over))
                {
                    return On(Last, year + Over);
                }
            }

            return null;
        }

        private const int LeapYear = 2024;

        private int Over => (Last.Month, Last.Day).CompareTo((First.Month, First.Day)) < 0 ? 1 : 0;

        private static DateOnly On(YearDay day, int year) => day.In(year, LeapDay.February28);
    }
}
