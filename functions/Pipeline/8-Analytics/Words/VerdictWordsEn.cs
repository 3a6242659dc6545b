using System.Globalization;
using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>A verdict in English.</summary>
internal sealed class VerdictWordsEn(Judged judged, Currency currency)
{
    private readonly Verdict verdict = judged.Verdict;
    private readonly bool isRate = Observation.IsRate(judged.Experiment.Hypothesis.Metric);

    public string Text() => Weakness() + verdict.Kind switch
    {
        VerdictKind.SampleRatio => "The arms do not have the sizes that were set, so nothing of this can be used. Find out what chose among the customers.",
        VerdictKind.Guardrail => string.Concat(verdict.Alarms.Select(Alarm)) + "Think these messages over.",
        VerdictKind.NobodyYet => "Nothing can be said yet: nobody's window has passed.",
        VerdictKind.NotYet => $"Nothing can be said yet. {Remaining()}{Seen()}{Besides()}",
        VerdictKind.Better or VerdictKind.Worse => $"{Found(Decisive)} {Seen()}{Besides()}",
        VerdictKind.NoDifference => $"There is no difference as large as was expected between {Name(Decisive.ArmId)} and {Name(Decisive.BaseId)}. {Seen()}{Besides()}",
        _ => throw new ArgumentOutOfRangeException(nameof(judged)),
    };

    private Comparison Decisive => verdict.Decisive!;

    private string Weakness() => verdict.IsWeak ? "Weaker evidence (before and after, not side by side): "
        : judged.Experiment.Drawn is { } drawn ? $"Side by side, drawn by chance in the same days of the roll-out ({Share(drawn)}): "
        : "";

    private static string Share(DrawnPeriod drawn) => drawn.Percent.ToString("0.##", CultureInfo.InvariantCulture) + " %";

    private string Found(Comparison found) =>
        $"{Name(found.ArmId)} is {(found.Finding == Finding.Worse ? "worse" : "better")} than {Name(found.BaseId)}.";

    /// <summary>What else was found, such as beside the holdout.</summary>
    private string Besides() => string.Concat(verdict.Comparisons
        .Where(c => c != verdict.Decisive && c.Finding is Finding.Better or Finding.Worse)
        .Select(c => " Besides: " + Found(c)));

    private string Remaining() => (Decisive.DaysNeeded, Decisive.CustomersNeeded) switch
    {
        ({ } days, { } customers) => $"About {VerdictFigures.Count(days)} more days ({VerdictFigures.Count(customers)} customers). ",
        (null, { } customers) => $"About {VerdictFigures.Count(customers)} more customers. ",
        _ => "",
    };

    private string Seen()
    {
        (ArmFigures arm, ArmFigures control) = (Figures(Decisive.ArmId), Figures(Decisive.BaseId));
        if (arm.Values.Count == 0 || control.Values.Count == 0)
        {
            return $"{Metric()}: {Side(arm)}, {Side(control)}.";
        }

        string metric = $"{Metric()}: {Side(arm)}, {Side(control)}, difference {VerdictFigures.Difference(Decisive.Difference, isRate, currency)}";
        return Decisive.Interval is { } interval
            ? $"{metric} (95 % interval {VerdictFigures.Difference(interval.Low, isRate, currency)} to {VerdictFigures.Difference(interval.High, isRate, currency)})."
            : $"{metric}.";
    }

    private string Side(ArmFigures arm) => arm.Values.Count == 0
        ? $"{Name(arm.Arm.Id)} nobody yet"
        : $"{Name(arm.Arm.Id)} {VerdictFigures.Value(arm.Values.Mean, isRate, currency)} ({(isRate ? $"{VerdictFigures.Count(arm.Rate.Hits)} of " : "of ")}{VerdictFigures.Count(arm.Values.Count)})";

    private string Alarm(GuardrailAlarm alarm) =>
        $"{Name(alarm.ArmId)} has too many {(alarm.Kind == GuardrailKind.Unsubscribe ? "refusals" : "complaints")} ({VerdictFigures.Percent(alarm.Rate)}{(alarm.BaseId is { } other ? $", compared with {Name(other)}" : "")}). ";

    private ArmFigures Figures(string armId) => verdict.Arms.First(a => a.Arm.Id == armId);

    private string Name(string armId) => verdict.Arms.First(a => a.Arm.Id == armId).Arm switch
    {
        { IsHoldout: true } => "the holdout",
        { Id: ExperimentArm.Sent } => "those who get it",
        { Id: var id } => id.ToUpperInvariant(),
    };

    private string Metric() => judged.Experiment.Hypothesis.Metric switch
    {
        Domain.Journeys.Metric.Purchase => "purchase rate",
        Domain.Journeys.Metric.Revenue => "revenue per customer",
        Domain.Journeys.Metric.Margin => "margin per customer",
        Domain.Journeys.Metric.Repeat => "repeat rate",
        Domain.Journeys.Metric.SecondPurchase => "second-purchase rate",
        _ => "click rate",
    };
}
