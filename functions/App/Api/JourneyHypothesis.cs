using System.Globalization;
using FollowUpFlows.Domain.Journeys;

namespace FollowUpFlows.App.Api;

/// <summary>What a version of a journey is expected to do. Lengths of time are written as in the journey's file.</summary>
/// <param name="Text">In the shop's own words.</param>
/// <param name="Metric">What is compared.</param>
/// <param name="Expected">How large the difference should be, such as 20%, 3pt or an amount per customer; null where nobody said.</param>
/// <param name="CheckAfter">From the publication to the verdict.</param>
/// <param name="Window">How long after a customer came in something counts.</param>
/// <param name="Attribution">Which orders count.</param>
internal sealed record JourneyHypothesis(string Text, Metric Metric, string? Expected, string CheckAfter, string Window, Credit Attribution)
{
    public static JourneyHypothesis? Of(Hypothesis? hypothesis) => hypothesis is null ? null : new JourneyHypothesis(
        hypothesis.Text, hypothesis.Metric, SizeOf(hypothesis.Expected), LengthOf(hypothesis.CheckAfter), LengthOf(hypothesis.Window), hypothesis.Credit);

    private static string? SizeOf(ExpectedSize? expected) => expected?.Unit switch
    {
        null => null,
        ExpectedUnit.Percent => Number(expected.Size) + "%",
        ExpectedUnit.Points => Number(expected.Size) + "pt",
        _ => Number(expected.Size),
    };

    private static string LengthOf(PlanTime time) => time switch
    {
        PlanTime.Days days => string.Create(CultureInfo.InvariantCulture, $"{days.Count}d"),
        PlanTime.Exactly exactly => System.Xml.XmlConvert.ToString(exactly.Time),
        _ => throw new NotSupportedException(time.ToString()),
    };

    private static string Number(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
