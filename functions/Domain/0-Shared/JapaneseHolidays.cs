namespace FollowUpFlows.Domain.Shared;

/// <summary>A public holiday of Japan.</summary>
/// <param name="Name">As the law calls it; of a day that only follows from others, what people call it.</param>
public sealed record PublicHoliday(DateOnly On, LocalText Name, HolidayKind Kind);

/// <summary>Why a day is a public holiday. Words are kept for ever.</summary>
public enum HolidayKind
{
    /// <summary>The law names it (国民の祝日).</summary>
    Named,

    /// <summary>A named one fell on a Sunday (振替休日).</summary>
    Substitute,

    /// <summary>It lies between two named ones (国民の休日).</summary>
    Between,
}

/// <summary>The public holidays of Japan, 2000–2099, as the law stands; what will be enacted nobody knows.</summary>
/// <remarks>Source: 国民の祝日に関する法律 (昭和23年法律第178号) with its amendments: happy Mondays (2000, 2003), Showa Day and the present rule of
/// substitutes (2007), Mountain Day (2016), the succession (平成30年法律第99号, 2019) and the Olympic years (平成30年法律第57号, 令和2年法律第68号:
/// 2020, 2021). The equinoxes, which are announced every February, follow the usual approximation of the Sun's longitude for 1980–2099.</remarks>
public static class JapaneseHolidays
{
    /// <summary>First year that is known.</summary>
    public const int FirstYear = 2000;

    /// <summary>Last year that is known.</summary>
    public const int LastYear = 2099;

    private static readonly LocalText SubstituteName = new("振替休日", "Substitute holiday");
    private static readonly LocalText BetweenName = new("国民の休日", "Citizens' holiday");

    /// <summary>Those of a year, in order; none outside the years that are known.</summary>
    public static IReadOnlyList<PublicHoliday> Of(int year)
    {
        if (year is < FirstYear or > LastYear)
        {
            return [];
        }

        Dictionary<DateOnly, LocalText> named = JapaneseHolidayLaw.NamedIn(year).ToDictionary(n => n.On, n => n.Name);
        PublicHoliday[] substitutes = [.. named.Keys.Where(d => d.DayOfWeek == DayOfWeek.Sunday).Select(d => new PublicHoliday(FreeAfter(d, named), SubstituteName, HolidayKind.Substitute))];
        IEnumerable<PublicHoliday> between = named.Keys
            .Select(d => d.AddDays(1))
            .Where(d => !named.ContainsKey(d) && named.ContainsKey(d.AddDays(1)) && IsFreeBetween(d, substitutes))
            .Select(d => new PublicHoliday(d, BetweenName, HolidayKind.Between));
        return [.. named.Select(n => new PublicHoliday(n.Key, n.Value, HolidayKind.Named)).Concat(substitutes).Concat(between).OrderBy(h => h.On)];
    }

    /// <summary>Those of some days, in order.</summary>
    /// <param name="from">Belongs to them, as does <paramref name="until"/>.</param>
    public static IEnumerable<PublicHoliday> Within(DateOnly from, DateOnly until) =>
        Enumerable.Range(from.Year, Math.Max(0, until.Year - from.Year + 1)).SelectMany(Of).Where(h => from <= h.On && h.On <= until);

    /// <summary>§3 II: the nearest day after it that is no named holiday. Before 2007 it was the next day, which then was never one.</summary>
    private static DateOnly FreeAfter(DateOnly sunday, Dictionary<DateOnly, LocalText> named)
    {
        DateOnly day = sunday.AddDays(1);
        while (named.ContainsKey(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>§3 III: before 2007 Sundays were left out; a day that is a substitute already is called so.</summary>
    private static bool IsFreeBetween(DateOnly day, PublicHoliday[] substitutes) =>
        !(day.Year < 2007 && day.DayOfWeek == DayOfWeek.Sunday) && Array.TrueForAll(substitutes, s => s.On != day);
}
