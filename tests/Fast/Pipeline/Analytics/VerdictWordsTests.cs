using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Analytics;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Analytics;

/// <summary>What a marketer reads.</summary>
public sealed class VerdictWordsTests
{
    private static readonly ExperimentArm A = new("a", 1, false);
    private static readonly ExperimentArm B = new("b", 1, false);
    private static readonly ExperimentArm Held = new(ExperimentArm.Holdout, 1, true);

    [Fact]
    public void NotYet_SaysHowLongItStillTakes() => Says(
        Verdict(VerdictKind.NotYet, A, B) with { Decisive = Compared("a", "b") with { DaysNeeded = 12, CustomersNeeded = 1430 } },
        "まだ判断できません。あと約12日（1,430人）。購入率: B 13.0%（13/100人）、A 10.0%（10/100人）、差 +3.0pt（95%信頼区間 -6.1pt〜+12.1pt）。",
        "Nothing can be said yet. About 12 more days (1,430 customers). purchase rate: B 13.0% (13 of 100), A 10.0% (10 of 100), difference +3.0pt (95 % interval -6.1pt to +12.1pt).");

    [Fact]
    public void NotYet_WithoutAnEndInSight_SaysNoDays()
    {
        Assert.StartsWith("まだ判断できません。購入率", Words(Verdict(VerdictKind.NotYet, A, B)).Ja, StringComparison.Ordinal);
        Assert.StartsWith("まだ判断できません。あと約90人。購入率", Words(Verdict(VerdictKind.NotYet, A, B) with { Decisive = Compared("a", "b") with { CustomersNeeded = 90 } }).Ja, StringComparison.Ordinal);
    }

    [Fact]
    public void NotYet_WithNobodyOnOneSide_ComparesNothing() => Says(
        Verdict(VerdictKind.NotYet, A, B) with { Arms = [Figures(A, 0.10, 10), Figures(B, 0) with { Values = new Sample(0, 0, 0), Rate = new Proportion(0, 0) }] },
        "まだ判断できません。購入率: B まだ0人、A 10.0%（10/100人）。",
        "Nothing can be said yet. purchase rate: B nobody yet, A 10.0% (10 of 100).");

    [Theory]
    [InlineData(VerdictKind.Better, "Bの方がAより良いと言えます。", "B is better than A.")]
    [InlineData(VerdictKind.Worse, "BはAより悪いと言えます。", "B is worse than A.")]
    [InlineData(VerdictKind.NoDifference, "期待したほどの差はありません（BとA）。", "There is no difference as large as was expected between B and A.")]
    public void Finding_NamesBothArms(VerdictKind kind, string ja, string en)
    {
        LocalText words = Words(Verdict(kind, A, B) with { Decisive = Compared("a", "b") with { Finding = kind == VerdictKind.Worse ? Finding.Worse : Finding.Better } });
        Assert.StartsWith(ja, words.Ja, StringComparison.Ordinal);
        Assert.StartsWith(en, words.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Holdout_IsCalledByItsName() => Assert.StartsWith(
        "Aの方が非配信群より良いと言えます。", Words(Verdict(VerdictKind.Better, Held, A) with { Decisive = Compared(ExperimentArm.Holdout, "a") }).Ja, StringComparison.Ordinal);

    [Fact]
    public void Besides_WhatElseWasFound_IsSaidBehind()
    {
        Comparison decisive = Compared("a", "b");
        Verdict verdict = new(VerdictKind.NotYet, [Figures(A, 0.1, 10), Figures(B, 0.13, 13), Figures(Held, 0.01, 1)], [decisive, Compared("holdout", "a") with { Finding = Finding.Better }, Compared("holdout", "b")])
        {
            Decisive = decisive,
        };
        Assert.EndsWith("。なお、Aの方が非配信群より良いと言えます。", Words(verdict).Ja, StringComparison.Ordinal);
        Assert.EndsWith(" Besides: A is better than the holdout.", Words(verdict).En, StringComparison.Ordinal);
    }

    [Fact]
    public void Weak_IsSaidFirst()
    {
        LocalText words = Words(Verdict(VerdictKind.Better, A, B) with { IsWeak = true });
        Assert.StartsWith("弱い根拠（前後の比較で、同じ時期に並べていません）: Bの方が", words.Ja, StringComparison.Ordinal);
        Assert.StartsWith("Weaker evidence (before and after, not side by side): B is", words.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Alarms_SayWhatToDo()
    {
        Verdict harm = Verdict(VerdictKind.Guardrail, A, B) with { Alarms = [new(GuardrailKind.Unsubscribe, "b", "a", new Proportion(5, 200)), new(GuardrailKind.Complaint, "b", null, new Proportion(1, 100))] };
        Says(
            harm,
            "Bの配信停止が多すぎます（2.50%、Aとの比較）。Bの迷惑報告が多すぎます（1.00%）。配信を見直してください。",
            "B has too many refusals (2.50%, compared with A). B has too many complaints (1.00%). Think these messages over.");
        Assert.Contains("この結果は使えません", Words(Verdict(VerdictKind.SampleRatio, A, B)).Ja, StringComparison.Ordinal);
        Assert.Contains("計測期間が終わったお客さまがいません", Words(Verdict(VerdictKind.NobodyYet, A, B)).Ja, StringComparison.Ordinal);
    }

    [Fact]
    public void Money_IsInTheShopsCurrency()
    {
        Verdict verdict = Verdict(VerdictKind.Better, A, B) with
        {
            Arms = [Figures(A, 1234.4), Figures(B, 2000)],
            Decisive = Compared("a", "b") with { Difference = 765.6, Interval = new Interval(-20, 1500) },
        };
        Assert.Equal(
            "Bの方がAより良いと言えます。1人あたり売上: B 2,000 JPY（100人）、A 1,234 JPY（100人）、差 +766 JPY（95%信頼区間 -20 JPY〜+1,500 JPY）。",
            Words(verdict, Metric.Revenue).Ja);
    }

    private static void Says(Verdict verdict, string ja, string en) => Assert.Equal(new LocalText(ja, en), Words(verdict));

    private static LocalText Words(Verdict verdict, Metric metric = Metric.Purchase) => VerdictWords.Of(
        new Judged(
            new Experiment("try", ExperimentKind.Split, ["j"], new LocalText("名", "name"), [A, B], Hypothesis.Unsaid with { Metric = metric }, DateTimeOffset.UnixEpoch) { CheckAt = DateTimeOffset.UnixEpoch },
            verdict,
            DateTimeOffset.UnixEpoch),
        Currency.Yen);

    private static Verdict Verdict(VerdictKind kind, ExperimentArm first, ExperimentArm second) =>
        new(kind, [Figures(first, 0.10, 10), Figures(second, 0.13, 13)], []) { Decisive = Compared(first.Id, second.Id) };

    private static Comparison Compared(string baseId, string armId) => new(baseId, armId, 0.03, new Interval(-0.061, 0.121), null, 1);

    private static ArmFigures Figures(ExperimentArm arm, double mean, long hits = 0) =>
        new(arm, 100, 100) { Values = new Sample(100, mean, 1), Rate = new Proportion(hits, 100) };
}
