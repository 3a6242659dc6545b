using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Journeys;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics;

public sealed class JudgementTests
{
    private static readonly ExperimentArm A = new("a", 1, false);
    private static readonly ExperimentArm B = new("b", 1, false);
    private static readonly ExperimentArm Nothing = new("nothing", 1, true);
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Verdict_OfALargeDifference_IsBetterOrWorse()
    {
        Verdict better = Judge([A, B], People(800, "a", 0.10), People(800, "b", 0.20));
        Assert.Equal((VerdictKind.Better, "b", "a"), (better.Kind, better.Decisive!.ArmId, better.Decisive.BaseId));
        Assert.Equal(0.1, better.Decisive.Difference, 2);
        Assert.True(better.Decisive.Interval!.Value.Low > 0 && better.Decisive.AlwaysInterval!.Value.Low > 0);
        Assert.True(better.Decisive.ChanceAbove > 0.99 && better.Decisive.ClassicPValue < 0.01);
        Verdict worse = Judge([A, B], People(800, "a", 0.20), People(800, "b", 0.10));
        Assert.Equal((VerdictKind.Worse, "b"), (worse.Kind, worse.Decisive!.ArmId));
    }

    [Fact]
    public void Verdict_OfTooFew_SaysHowManyMore()
    {
        Verdict verdict = Judge([A, B], People(100, "a", 0.10), People(100, "b", 0.13));
        Assert.Equal((VerdictKind.NotYet, Finding.NotYet), (verdict.Kind, verdict.Decisive!.Finding));
        long inAll = Remaining.Customers(0.03, 0.115 * 0.885, 0.5, 0.05)!.Value;
        Assert.InRange(verdict.Decisive.CustomersNeeded!.Value, (inAll * 0.9) - 200, (inAll * 1.1) - 200);
        Assert.Equal(Math.Ceiling((verdict.Decisive.CustomersNeeded.Value / 10.0) + 14), verdict.Decisive.DaysNeeded!.Value);
    }

    [Fact]
    public void Verdict_ExpectedSizeOutOfQuestion_IsNoDifference()
    {
        Hypothesis said = Hypothesis.Unsaid with { Expected = new ExpectedSize(10, ExpectedUnit.Points) };
        Assert.Equal(VerdictKind.NoDifference, Judge(said, [A, B], People(2000, "a", 0.10), People(2000, "b", 0.10)).Kind);
        Assert.Equal(VerdictKind.NotYet, Judge(said, [A, B], People(50, "a", 0.10), People(50, "b", 0.10)).Kind);
        Assert.Equal(VerdictKind.NotYet, Judge(Hypothesis.Unsaid, [A, B], People(2000, "a", 0.10), People(2000, "b", 0.10)).Kind);
    }

    [Fact]
    public void Verdict_BeforeAnyWindowHasPassed_IsOfNobody()
    {
        Observation[] waiting = [.. People(50, "a", 0.1).Concat(People(50, "b", 0.9)).Select(o => o with { IsComplete = false })];
        Verdict verdict = Judge([A, B], waiting);
        Assert.Equal((VerdictKind.NobodyYet, 50L, 0L), (verdict.Kind, verdict.Arms[0].Entered, verdict.Arms[0].Complete));
        Assert.False(verdict.IsReached);
        Assert.Equal(VerdictKind.NobodyYet, Judge([A, B]).Kind);
    }

    [Fact]
    public void Verdict_ArmsOfTheWrongSizes_AreWorthless()
    {
        Verdict verdict = Judge([A, B], People(1000, "a", 0.10), People(800, "b", 0.30));
        Assert.Equal(VerdictKind.SampleRatio, verdict.Kind);
        Assert.True(verdict.SampleRatioPValue < SampleRatio.AlarmBelow);
        Assert.NotEqual(VerdictKind.SampleRatio, Judge([A with { Weight = 5 }, B with { Weight = 4 }], People(1000, "a", 0.10), People(800, "b", 0.30)).Kind);
    }

    [Fact]
    public void Verdict_OfAnArmThatDrivesPeopleAway_IsAnAlarm()
    {
        Observation[] driven = [.. People(500, "b", 0.4).Select((o, i) => o with { HasUnsubscribed = i % 12 == 0 })];
        Verdict verdict = Judge([A, B], People(500, "a", 0.10), driven);
        Assert.Equal(VerdictKind.Guardrail, verdict.Kind);
        Assert.Contains(verdict.Alarms, a => a is { Kind: GuardrailKind.Unsubscribe, ArmId: "b" });
        Observation[] few = [.. People(500, "b", 0.4).Select((o, i) => o with { HasUnsubscribed = i % 100 == 0 })];
        Assert.Equal(VerdictKind.Better, Judge([A, B], People(500, "a", 0.10), few).Kind);
    }

    [Fact]
    public void Guardrail_BesideAControl_SeesWhatIsBelowTheLimitByItself()
    {
        Observation[] complained = [.. People(3000, "b", 0.1).Select((o, i) => o with { HasUnsubscribed = i % 55 == 0 })];
        GuardrailAlarm alarm = Assert.Single(Judge([A, B], People(3000, "a", 0.1), complained).Alarms);
        Assert.Equal((GuardrailKind.Unsubscribe, "b", "a"), (alarm.Kind, alarm.ArmId, alarm.BaseId));
    }

    /// <summary>Whoever gets nothing has nothing to refuse.</summary>
    [Fact]
    public void Guardrail_BesideAHoldout_IsTheLimitAlone()
    {
        Observation[] some = [.. People(3000, "a", 0.1).Select((o, i) => o with { HasUnsubscribed = i % 100 == 0, HasComplained = i % 1000 == 0 })];
        Assert.Empty(Judge([A, Nothing], some, People(3000, "nothing", 0.1)).Alarms);
        Observation[] many = [.. some.Select((o, i) => o with { HasComplained = i % 100 == 0 })];
        Assert.Equal(GuardrailKind.Complaint, Assert.Single(Judge([A, Nothing], many, People(3000, "nothing", 0.1)).Alarms).Kind);
    }

    [Fact]
    public void Comparisons_OfTwoArmsAndAHoldout_AreThree_AndTheArmsComeFirst()
    {
        Verdict verdict = Judge([A, B, Nothing], People(900, "a", 0.20), People(900, "b", 0.21), People(900, "nothing", 0.05));
        Assert.Equal([("a", "b"), ("nothing", "a"), ("nothing", "b")], verdict.Comparisons.Select(c => (c.BaseId, c.ArmId)));
        Assert.Equal([Finding.NotYet, Finding.Better, Finding.Better], verdict.Comparisons.Select(c => c.Finding));
        Assert.Equal((VerdictKind.NotYet, "b", "a"), (verdict.Kind, verdict.Decisive!.ArmId, verdict.Decisive.BaseId));
    }

    [Fact]
    public void Decisive_OfSeveralBetterArms_IsTheBest()
    {
        ExperimentArm c = new("c", 1, false);
        Verdict verdict = Judge([A, B, c], People(900, "a", 0.05), People(900, "b", 0.20), People(900, "c", 0.30));
        Assert.Equal(("c", "a"), (verdict.Decisive!.ArmId, verdict.Decisive.BaseId));
    }

    [Fact]
    public void Revenue_IsComparedByMeans_WithBootstrapAndWithoutWhatWasForeseeable()
    {
        Hypothesis revenue = Hypothesis.Unsaid with { Metric = Metric.Revenue };
        Observation[] a = [.. People(1000, "a", 0.3).Select((o, i) => o with { RevenueMinor = o.Orders * (1000 + (i % 7 * 100)), RevenueBeforeMinor = i % 7 * 100 })];
        Observation[] b = [.. People(1000, "b", 0.3).Select((o, i) => o with { RevenueMinor = o.Orders * (3000 + (i % 7 * 100)), RevenueBeforeMinor = i % 7 * 100 })];
        Comparison comparison = Judge(revenue, [A, B], a, b).Decisive!;
        Assert.Equal(Finding.Better, comparison.Finding);
        Assert.Equal(600, comparison.Difference, 20.0);
        Assert.True(comparison.Interval!.Value.Contains(600) && comparison.AlwaysInterval!.Value.Contains(600));
        Assert.Equal(600, comparison.AdjustedDifference!.Value, 20.0);
        Assert.Null(comparison.ChanceAbove);
    }

    [Fact]
    public void BeforeAndAfter_IsJudgedOnce_AndMarkedAsWeak()
    {
        Question question = new("j:versions", [A with { Weight = 0 }, B with { Weight = 0 }], Hypothesis.Unsaid, 10) { IsWeak = true, IsDue = true };
        Verdict verdict = Judgement.Of(question, [.. People(900, "a", 0.10), .. People(300, "b", 0.20)], Week);
        Assert.Equal((VerdictKind.Better, true, true), (verdict.Kind, verdict.IsWeak, verdict.IsDue));
        Assert.Equal(verdict.Decisive!.ClassicPValue, verdict.Decisive.PValue);
        Assert.Equal(1, verdict.SampleRatioPValue);
    }

    [Fact]
    public void Weeks_ShowHowTheFiguresWent()
    {
        Observation[] people = [.. People(140, "a", 0.5).Select((o, i) => o with { ExposedAt = Start.AddDays(i / 10), Orders = i < 70 ? 1 : 0 })];
        Assert.Equal(
            [new WeekFigures("a", new DateOnly(2026, 11, 2), 70, 1), new WeekFigures("a", new DateOnly(2026, 11, 9), 70, 0)],
            Judge([A, B], people).Weeks);
    }

    /// <summary>Shops that test two messages and a holdout which all do the same, and look at the verdict on every other day of two months.</summary>
    [Fact]
    public void Verdict_OfArmsThatAreAlike_LookedAtOften_IsRarelyADiscovery()
    {
        int shops = Environment.GetEnvironmentVariable("FOLLOWUP_NIGHTLY") == "true" ? 1000 : 40;
        int fooled = Enumerable.Range(0, shops).AsParallel().Count(seed =>
        {
            Random random = new(seed);
            Observation[] all = [.. Enumerable.Range(0, 900).Select(i => new Observation($"c{i:D4}", new[] { "a", "b", "nothing" }[random.Next(3)], Start.AddHours(i * 1.6), false)
            {
                Orders = random.NextDouble() < 0.15 ? 1 : 0,
            })];
            return Enumerable.Range(1, 30).Any(look => Judge([A, B, Nothing], [.. all.Where(o => o.ExposedAt < Start.AddDays(look * 2)).Select(o => o with { IsComplete = true })])
                .Comparisons.Any(c => c.Finding is Finding.Better or Finding.Worse));
        });
        Assert.InRange(fooled, 0, (int)(shops * 0.05));
    }

    private static Verdict Judge(IReadOnlyList<ExperimentArm> arms, params Observation[][] people) => Judge(Hypothesis.Unsaid, arms, people);

    private static Verdict Judge(Hypothesis hypothesis, IReadOnlyList<ExperimentArm> arms, params Observation[][] people) =>
        Judgement.Of(new Question("test", arms, hypothesis, 10), [.. people.SelectMany(p => p)], Week);

    private static DateOnly Week(DateTimeOffset at) => new DateOnly(2026, 11, 2).AddDays((int)(at - Start).TotalDays / 7 * 7);

    /// <summary>Evenly spread buyers, so that the share is exact.</summary>
    private static Observation[] People(int count, string arm, double rate) =>
    [
        .. Enumerable.Range(0, count).Select(i => new Observation($"{arm}{i:D5}", arm, Start.AddMinutes(i), true)
        {
            Orders = (int)((i + 1) * rate) > (int)(i * rate) ? 1 : 0,
        }),
    ];
}
