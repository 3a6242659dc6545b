using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Analytics;

namespace FollowUpFlows.Cli.Output;

/// <summary>Verdicts as JSON; money in major units.</summary>
internal static class VerdictJson
{
    public static object Of(Judged judged, Currency currency)
    {
        (Experiment experiment, Verdict verdict) = (judged.Experiment, judged.Verdict);
        return new
        {
            experiment.Id,
            experiment.Kind,
            Journeys = experiment.JourneyIds,
            Hypothesis = experiment.Hypothesis.Text,
            experiment.Hypothesis.Metric,
            experiment.Since,
            experiment.CheckAt,
            judged.At,
            Verdict = verdict.Kind,
            Words = VerdictWords.Of(judged, currency),
            Weak = verdict.IsWeak,
            Due = verdict.IsDue,
            verdict.SampleRatioPValue,
            Alarms = verdict.Alarms.Select(a => new { a.Kind, a.ArmId, a.BaseId, a.Rate.Hits, Customers = a.Rate.Trials }),
            Arms = verdict.Arms.Select(a => Of(a, currency)),
            Comparisons = verdict.Comparisons,
            verdict.Weeks,
        };
    }

    private static object Of(ArmFigures arm, Currency currency) => new
    {
        arm.Arm.Id,
        arm.Arm.IsHoldout,
        arm.Entered,
        arm.Complete,
        Buyers = arm.Buyers.Hits,
        arm.Orders,
        Revenue = new Money(arm.RevenueMinor, currency).Major,
        Margin = arm.MarginMinor is { } margin ? new Money(margin, currency).Major : (decimal?)null,
        MetricHits = arm.Rate.Hits,
        MetricCustomers = arm.Rate.Trials,
        arm.Values.Mean,
        arm.Interval,
        Clicked = arm.Clicked.Hits,
        Unsubscribed = arm.Unsubscribed.Hits,
        Complained = arm.Complained.Hits,
    };
}
