namespace FollowUpFlows.Domain.Shared;

/// <summary>The days that §2 of the law names, year by year, with what held in some years alone.</summary>
internal static class JapaneseHolidayLaw
{
    private static readonly LocalText Emperor = new("天皇誕生日", "Emperor's Birthday");
    private static readonly LocalText Greenery = new("みどりの日", "Greenery Day");
    private static readonly LocalText Marine = new("海の日", "Marine Day");
    private static readonly LocalText Mountain = new("山の日", "Mountain Day");
    private static readonly LocalText Aged = new("敬老の日", "Respect for the Aged Day");

    /// <summary>In no order. The year is one that <see cref="JapaneseHolidays"/> knows.</summary>
    public static IEnumerable<(DateOnly On, LocalText Name)> NamedIn(int year) =>
        [.. Always(year), .. Spring(year), .. Summer(year), .. Autumn(year), .. OfReign(year)];

    private static IEnumerable<(DateOnly On, LocalText Name)> Always(int year) =>
    [
        (new DateOnly(year, 1, 1), new("元日", "New Year's Day")),
        (Monday(year, 1, 2), new("成人の日", "Coming of Age Day")),
        (new DateOnly(year, 2, 11), new("建国記念の日", "National Foundation Day")),
        (new DateOnly(year, 3, VernalEquinox(year)), new("春分の日", "Vernal Equinox Day")),
        (new DateOnly(year, 5, 3), new("憲法記念日", "Constitution Memorial Day")),
        (new DateOnly(year, 5, 5), new("こどもの日", "Children's Day")),
        (new DateOnly(year, 9, AutumnalEquinox(year)), new("秋分の日", "Autumnal Equinox Day")),
        (new DateOnly(year, 11, 3), new("文化の日", "Culture Day")),
        (new DateOnly(year, 11, 23), new("勤労感謝の日", "Labor Thanksgiving Day")),
    ];

    private static IEnumerable<(DateOnly On, LocalText Name)> Spring(int year)
    {
        yield return (new DateOnly(year, 4, 29), year < 2007 ? Greenery : new("昭和の日", "Showa Day"));
        if (year >= 2007)
        {
            yield return (new DateOnly(year, 5, 4), Greenery);
        }
    }

    private static IEnumerable<(DateOnly On, LocalText Name)> Summer(int year)
    {
        yield return (year switch
        {
            < 2003 => new DateOnly(year, 7, 20),
            2020 => new DateOnly(year, 7, 23),
            2021 => new DateOnly(year, 7, 22),
            _ => Monday(year, 7, 3),
        }, Marine);
        if (year >= 2016)
        {
            yield return (new DateOnly(year, 8, year == 2020 ? 10 : year == 2021 ? 8 : 11), Mountain);
        }
    }

    private static IEnumerable<(DateOnly On, LocalText Name)> Autumn(int year)
    {
        yield return (year < 2003 ? new DateOnly(year, 9, 15) : Monday(year, 9, 3), Aged);
        LocalText sports = year < 2020 ? new("体育の日", "Health and Sports Day") : new("スポーツの日", "Sports Day");
        yield return (year switch
        {
            2020 => new DateOnly(year, 7, 24),
            2021 => new DateOnly(year, 7, 23),
            _ => Monday(year, 10, 2),
        }, sports);
    }

    private static IEnumerable<(DateOnly On, LocalText Name)> OfReign(int year) => year switch
    {
        < 2019 => [(new DateOnly(year, 12, 23), Emperor)],
        2019 =>
        [
            (new DateOnly(year, 5, 1), new("即位の日", "Day of the Accession")),
            (new DateOnly(year, 10, 22), new("即位礼正殿の儀の行われる日", "Day of the Enthronement Ceremony")),
        ],
        _ => [(new DateOnly(year, 2, 23), Emperor)],
    };

    /// <summary>The so-many-th Monday of the month.</summary>
    private static DateOnly Monday(int year, int month, int number)
    {
        DateOnly first = new(year, month, 1);
        int until = ((int)DayOfWeek.Monday - (int)first.DayOfWeek + 7) % 7;
        return first.AddDays(until + (7 * (number - 1)));
    }

    /// <summary>Of March; 1980–2099.</summary>
    private static int VernalEquinox(int year) => Equinox(20.8431m, year);

    /// <summary>Of September; 1980–2099.</summary>
    private static int AutumnalEquinox(int year) => Equinox(23.2488m, year);

    /// <summary>The tropical year is so much longer than 365 days; leap years make good for it.</summary>
    private static int Equinox(decimal in1980, int year) => (int)(in1980 + (0.242194m * (year - 1980)) - ((year - 1980) / 4));
}
