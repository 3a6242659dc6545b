using System.Globalization;
using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>Figures of a verdict as both languages write them.</summary>
internal static class VerdictFigures
{
    /// <summary>A rate as <c>12.3%</c>, money in major units.</summary>
    public static string Value(double mean, bool isRate, Currency currency) => isRate
        ? (mean * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%"
        : Money(mean, currency);

    /// <summary>A difference with its sign.</summary>
    public static string Difference(double difference, bool isRate, Currency currency)
    {
        string sign = difference < 0 ? "-" : "+";
        return isRate
            ? sign + (Math.Abs(difference) * 100).ToString("0.0", CultureInfo.InvariantCulture) + "pt"
            : sign + Money(Math.Abs(difference), currency);
    }

    public static string Percent(Proportion rate) => (rate.Rate * 100).ToString("0.00", CultureInfo.InvariantCulture) + "%";

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Money(double minor, Currency currency) =>
        (minor / currency.MinorPerMajor).ToString("N" + currency.MinorDigits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + " " + currency.Code;
}
