using System.Globalization;
using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>A verdict in Japanese.</summary>
internal sealed class VerdictWordsJa(Judged judged, Currency currency)
{
    private readonly Verdict verdict = judged.Verdict;
    private readonly bool isRate = Observation.IsRate(judged.Experiment.Hypothesis.Metric);

    public string Text() => Weakness() + verdict.Kind switch
    {
        VerdictKind.SampleRatio => "振り分けの人数が設定した割合と合いません。この結果は使えません。振り分けの前後で対象者が選ばれていないかを確かめてください。",
        VerdictKind.Guardrail => string.Concat(verdict.Alarms.Select(Alarm)) + "配信を見直してください。",
        VerdictKind.NobodyYet => "まだ判断できません。計測期間が終わったお客さまがいません。",
        VerdictKind.NotYet => $"まだ判断できません。{Remaining()}{Seen()}{Besides()}",
        VerdictKind.Better or VerdictKind.Worse => $"{Found(Decisive)}{Seen()}{Besides()}",
        VerdictKind.NoDifference => $"期待したほどの差はありません（{Name(Decisive.ArmId)}と{Name(Decisive.BaseId)}）。{Seen()}{Besides()}",
        _ => throw new ArgumentOutOfRangeException(nameof(judged)),
    };

    private Comparison Decisive => verdict.Decisive!;

    private string Weakness() => verdict.IsWeak ? "弱い根拠（前後の比較で、同じ時期に並べていません）: "
        : judged.Experiment.Drawn is { } drawn ? $"段階公開（{Share(drawn)}）の同じ時期に、無作為に分かれた方どうしの比較: "
        : "";

    private static string Share(DrawnPeriod drawn) => drawn.Percent.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private string Found(Comparison found) => found.Finding == Finding.Worse
        ? $"{Name(found.ArmId)}は{Name(found.BaseId)}より悪いと言えます。"
        : $"{Name(found.ArmId)}の方が{Name(found.BaseId)}より良いと言えます。";

    /// <summary>What else was found, such as beside the holdout.</summary>
    private string Besides() => string.Concat(verdict.Comparisons
        .Where(c => c != verdict.Decisive && c.Finding is Finding.Better or Finding.Worse)
        .Select(c => "なお、" + Found(c)));

    private string Remaining() => (Decisive.DaysNeeded, Decisive.CustomersNeeded) switch
    {
        ({ } days, { } customers) => $"あと約{VerdictFigures.Count(days)}日（{VerdictFigures.Count(customers)}人）。",
        (null, { } customers) => $"あと約{VerdictFigures.Count(customers)}人。",
        _ => "",
    };

    private string Seen()
    {
        (ArmFigures arm, ArmFigures control) = (Figures(Decisive.ArmId), Figures(Decisive.BaseId));
        if (arm.Values.Count == 0 || control.Values.Count == 0)
        {
            return $"{Metric()}: {Side(arm)}、{Side(control)}。";
        }

        string metric = $"{Metric()}: {Side(arm)}、{Side(control)}、差 {VerdictFigures.Difference(Decisive.Difference, isRate, currency)}";
        return Decisive.Interval is { } interval
            ? $"{metric}（95%信頼区間 {VerdictFigures.Difference(interval.Low, isRate, currency)}〜{VerdictFigures.Difference(interval.High, isRate, currency)}）。"
            : $"{metric}。";
    }

    private string Side(ArmFigures arm) => arm.Values.Count == 0
        ? $"{Name(arm.Arm.Id)} まだ0人"
        : $"{Name(arm.Arm.Id)} {VerdictFigures.Value(arm.Values.Mean, isRate, currency)}（{(isRate ? $"{VerdictFigures.Count(arm.Rate.Hits)}/" : "")}{VerdictFigures.Count(arm.Values.Count)}人）";

    private string Alarm(GuardrailAlarm alarm) =>
        $"{Name(alarm.ArmId)}の{(alarm.Kind == GuardrailKind.Unsubscribe ? "配信停止" : "迷惑報告")}が多すぎます（{VerdictFigures.Percent(alarm.Rate)}{(alarm.BaseId is { } other ? $"、{Name(other)}との比較" : "")}）。";

    private ArmFigures Figures(string armId) => verdict.Arms.First(a => a.Arm.Id == armId);

    private string Name(string armId) => verdict.Arms.First(a => a.Arm.Id == armId).Arm switch
    {
        { IsHoldout: true } => "非配信群",
        { Id: ExperimentArm.Sent } => "配信群",
        { Id: var id } => id.ToUpperInvariant(),
    };

    private string Metric() => judged.Experiment.Hypothesis.Metric switch
    {
        Domain.Journeys.Metric.Purchase => "購入率",
        Domain.Journeys.Metric.Revenue => "1人あたり売上",
        Domain.Journeys.Metric.Margin => "1人あたり粗利",
        Domain.Journeys.Metric.Repeat => "リピート率",
        Domain.Journeys.Metric.SecondPurchase => "F2転換率",
        _ => "クリック率",
    };
}
