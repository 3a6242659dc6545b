using FollowUpFlows.Domain.Shared;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Shared;

/// <summary>Years as the Cabinet Office published them, and the equinoxes of a century by Meeus, Astronomical Algorithms, chapter 27.</summary>
public sealed class JapaneseHolidaysTests
{
    private const string S = " substitute";
    private const string B = " between";

    public static TheoryData<int, string[]> Years => new()
    {
        { 2001, ["01-01", "01-08", "02-11", "02-12" + S, "03-20", "04-29", "04-30" + S, "05-03", "05-04" + B, "05-05", "07-20", "09-15", "09-23", "09-24" + S, "10-08", "11-03", "11-23", "12-23", "12-24" + S] },
        { 2003, ["01-01", "01-13", "02-11", "03-21", "04-29", "05-03", "05-05", "07-21", "09-15", "09-23", "10-13", "11-03", "11-23", "11-24" + S, "12-23"] },  // 4 May was a Sunday
        { 2008, ["01-01", "01-14", "02-11", "03-20", "04-29", "05-03", "05-04", "05-05", "05-06" + S, "07-21", "09-15", "09-23", "10-13", "11-03", "11-23", "11-24" + S, "12-23"] },
        { 2015, ["01-01", "01-12", "02-11", "03-21", "04-29", "05-03", "05-04", "05-05", "05-06" + S, "07-20", "09-21", "09-22" + B, "09-23", "10-12", "11-03", "11-23", "12-23"] },
        { 2019, ["01-01", "01-14", "02-11", "03-21", "04-29", "04-30" + B, "05-01", "05-02" + B, "05-03", "05-04", "05-05", "05-06" + S, "07-15", "08-11", "08-12" + S, "09-16", "09-23", "10-14", "10-22", "11-03", "11-04" + S, "11-23"] },
        { 2020, ["01-01", "01-13", "02-11", "02-23", "02-24" + S, "03-20", "04-29", "05-03", "05-04", "05-05", "05-06" + S, "07-23", "07-24", "08-10", "09-21", "09-22", "11-03", "11-23"] },
        { 2021, ["01-01", "01-11", "02-11", "02-23", "03-20", "04-29", "05-03", "05-04", "05-05", "07-22", "07-23", "08-08", "08-09" + S, "09-20", "09-23", "11-03", "11-23"] },
        { 2024, ["01-01", "01-08", "02-11", "02-12" + S, "02-23", "03-20", "04-29", "05-03", "05-04", "05-05", "05-06" + S, "07-15", "08-11", "08-12" + S, "09-16", "09-22", "09-23" + S, "10-14", "11-03", "11-04" + S, "11-23"] },
        { 2026, ["01-01", "01-12", "02-11", "02-23", "03-20", "04-29", "05-03", "05-04", "05-05", "05-06" + S, "07-20", "08-11", "09-21", "09-22" + B, "09-23", "10-12", "11-03", "11-23"] },
        { 2027, ["01-01", "01-11", "02-11", "02-23", "03-21", "03-22" + S, "04-29", "05-03", "05-04", "05-05", "07-19", "08-11", "09-20", "09-23", "10-11", "11-03", "11-23"] },
    };

    [Theory]
    [MemberData(nameof(Years))]
    public void Holidays_OfAKnownYear_AreThoseOfTheCalendar(int year, string[] days) => Assert.Equal(
        days,
        JapaneseHolidays.Of(year).Select(h => $"{h.On:MM-dd}{(h.Kind == HolidayKind.Substitute ? S : h.Kind == HolidayKind.Between ? B : "")}"));

    [Fact]
    public void Equinoxes_OfTheCentury_FallOnTheirDays()
    {
        int[] march21 = [2002, 2003, 2006, 2007, 2010, 2011, 2014, 2015, 2018, 2019, 2022, 2023, 2027, 2031, 2035, 2039, 2043, 2047, 2051, 2055];
        int[] march19 = [2092, 2096];
        int[] september22 =
        [
            2012, 2016, 2020, 2024, 2028, 2032, 2036, 2040, 2044, 2045, 2048, 2049, 2052, 2053, 2056, 2057, 2060, 2061, 2064, 2065, 2068, 2069, 2072, 2073, 2076, 2077, 2078,
            2080, 2081, 2082, 2084, 2085, 2086, 2088, 2089, 2090, 2092, 2093, 2094, 2096, 2097, 2098,
        ];
        for (int year = JapaneseHolidays.FirstYear; year <= JapaneseHolidays.LastYear; year++)
        {
            int march = march21.Contains(year) ? 21 : march19.Contains(year) ? 19 : 20;
            int september = september22.Contains(year) ? 22 : 23;
            Assert.Equal([new DateOnly(year, 3, march), new DateOnly(year, 9, september)], JapaneseHolidays.Of(year).Where(h => h.Name.Ja is "春分の日" or "秋分の日").Select(h => h.On));
        }
    }

    [Theory]
    [InlineData(2006, "みどりの日", 4, 29)]
    [InlineData(2007, "昭和の日", 4, 29)]
    [InlineData(2007, "みどりの日", 5, 4)]
    [InlineData(2002, "海の日", 7, 20)]
    [InlineData(2003, "海の日", 7, 21)]
    [InlineData(2019, "体育の日", 10, 14)]
    [InlineData(2020, "スポーツの日", 7, 24)]
    [InlineData(2018, "天皇誕生日", 12, 23)]
    [InlineData(2020, "天皇誕生日", 2, 23)]
    public void Holiday_BeforeAndAfterAnAmendment_IsWhereItWas(int year, string name, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), JapaneseHolidays.Of(year).Single(h => h.Name.Ja == name).On);

    [Fact]
    public void Holidays_OfNoReignOrBeforeMountainDay_AreMissing()
    {
        Assert.DoesNotContain(JapaneseHolidays.Of(2019), h => h.Name.Ja == "天皇誕生日");
        Assert.DoesNotContain(JapaneseHolidays.Of(2015), h => h.Name.Ja == "山の日");
        Assert.Contains(JapaneseHolidays.Of(2016), h => h.Name.Ja == "山の日");
    }

    [Fact]
    public void Holidays_OutsideTheYearsThatAreKnown_AreNone()
    {
        Assert.Empty(JapaneseHolidays.Of(1999));
        Assert.NotEmpty(JapaneseHolidays.Of(2000));
        Assert.NotEmpty(JapaneseHolidays.Of(2099));
        Assert.Empty(JapaneseHolidays.Of(2100));
    }

    [Fact]
    public void Holidays_WithinSomeDays_CountTheEnds()
    {
        Assert.Equal(["2025-12-31..2026-01-12: 2"], [Within("2025-12-31", "2026-01-12")]);
        Assert.Equal(["2026-01-02..2026-01-11: 0"], [Within("2026-01-02", "2026-01-11")]);

        static string Within(string from, string until) => $"{from}..{until}: {JapaneseHolidays.Within(Day(from), Day(until)).Count()}";
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
