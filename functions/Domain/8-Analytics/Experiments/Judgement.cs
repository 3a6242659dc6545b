using FollowUpFlows.Domain.Journeys;

namespace FollowUpFlows.Domain.Analytics;

/// <summary>Comes to a verdict. May be asked every day: false discoveries stay below <see cref="Alpha"/> over all days and comparisons of an
/// experiment.</summary>
public static class Judgement
{
    /// <summary>The chance of a false discovery.</summary>
    public const double Alpha = 0.05;

    /// <param name="question">What is asked.</param>
    /// <param name="observations">Of all arms, any order.</param>
    /// <param name="weekOf">The first day of the shop's week in which an instant lies.</param>
    public static Verdict Of(Question question, IReadOnlyList<Observation> observations, Func<DateTimeOffset, DateOnly> weekOf)
    {
        // In the order of entering, which nothing that customers did afterwards can change.
        Observation[] ordered = [.. observations.OrderBy(o => o.ExposedAt).ThenBy(o => o.CustomerId, StringComparer.Ordinal)];
        ILookup<string, Observation> byArm = ordered.ToLookup(o => o.ArmId, StringComparer.Ordinal);
        Metric metric = question.Hypothesis.Metric;
        ArmFigures[] arms = [.. question.Arms.Select(a => ArmFigures.Of(a, [.. byArm[a.Id]], metric, question.Id))];
        IReadOnlyList<Comparison> comparisons = Compared(question, ordered, arms);
        double ratio = question.IsWeak ? 1 : SampleRatio.PValue([.. arms.Select(a => (a.Entered, a.Arm.Weight))]);
        IReadOnlyList<GuardrailAlarm> alarms = Guardrails.Of(arms, ordered, ControlOf(question));
        Comparison? decisive = comparisons.OrderBy(c => Rank(c, question)).FirstOrDefault();
        return new Verdict(KindOf(arms, decisive, ratio, alarms), arms, comparisons)
        {
            Decisive = decisive,
            SampleRatioPValue = ratio,
            Alarms = alarms,
            IsWeak = question.IsWeak,
            IsDue = question.IsDue,
            Weeks = [.. byArm.SelectMany(g => Weeks(g.Key, g, metric, weekOf))],
        };
    }

    /// <summary>The first arm that gets something.</summary>
    private static ExperimentArm? ControlOf(Question question) => question.Arms.FirstOrDefault(a => !a.IsHoldout);

    /// <summary>Arms that get something are compared with the first of them; and each with the holdout.</summary>
    private static List<(ExperimentArm Base, ExperimentArm Arm)> Pairs(Question question)
    {
        ExperimentArm? control = ControlOf(question);
        ExperimentArm[] sending = [.. question.Arms.Where(a => !a.IsHoldout)];
        return
        [
            .. sending.Where(a => a != control).Select(a => (control!, a)),
            .. question.Arms.Where(a => a.IsHoldout).Take(1).SelectMany(h => sending.Select(a => (h, a))),
        ];
    }

    private static IReadOnlyList<Comparison> Compared(Question question, Observation[] ordered, ArmFigures[] arms)
    {
        List<(ExperimentArm Base, ExperimentArm Arm)> pairs = Pairs(question);
        Dictionary<string, ArmFigures> figures = arms.ToDictionary(a => a.Arm.Id, StringComparer.Ordinal);
        PairTest[] tests = [.. pairs.Select(p => new PairTest(question, ordered, figures[p.Base.Id], figures[p.Arm.Id]))];
        IReadOnlyList<double> adjusted = Holm.Adjusted([.. tests.Select(t => t.PValue)]);
        return [.. tests.Select((t, i) => t.Result(adjusted[i], Alpha / tests.Length))];
    }

    /// <summary>What was discovered first, then what was ruled out, each in the order of the questions; of several that are better, the
    /// best.</summary>
    private static (int, double) Rank(Comparison comparison, Question question)
    {
        bool isBesideHoldout = question.Arms.First(a => a.Id == comparison.BaseId).IsHoldout && question.Arms.Count(a => !a.IsHoldout) > 1;
        int side = isBesideHoldout ? 4 : 0;
        return comparison.Finding switch
        {
            Finding.Better => (side, -comparison.Difference),
            Finding.Worse => (side + 1, comparison.Difference),
            Finding.NotYet => (side + 2, 0),
            _ => (side + 3, 0),
        };
    }

    private static VerdictKind KindOf(ArmFigures[] arms, Comparison? decisive, double ratio, IReadOnlyList<GuardrailAlarm> alarms) =>
        ratio < SampleRatio.AlarmBelow ? VerdictKind.SampleRatio
        : alarms.Count > 0 ? VerdictKind.Guardrail
        : decisive is null || arms.All(a => a.Complete == 0) ? VerdictKind.NobodyYet
        : decisive.Finding switch
        {
            Finding.Better => VerdictKind.Better,
            Finding.Worse => VerdictKind.Worse,
            Finding.NoDifference => VerdictKind.NoDifference,
            _ => VerdictKind.NotYet,
        };

    private static IEnumerable<WeekFigures> Weeks(string armId, IEnumerable<Observation> observations, Metric metric, Func<DateTimeOffset, DateOnly> weekOf) => observations
        .Where(o => o.IsComplete && o.Value(metric) is not null)
        .GroupBy(o => weekOf(o.ExposedAt))
        .OrderBy(g => g.Key)
        .Select(g => new WeekFigures(armId, g.Key, g.Count(), g.Average(o => o.Value(metric)!.Value)));
}

/// <summary>What is asked of observations.</summary>
/// <param name="Id">Of the experiment; seeds what is drawn.</param>
/// <param name="Arms">At least one, in the order in which they are shown.</param>
/// <param name="PerDay">Customers of all arms who came in a day, lately.</param>
public sealed record Question(string Id, IReadOnlyList<ExperimentArm> Arms, Hypothesis Hypothesis, double PerDay)
{
    /// <summary>Before and after are compared, and not arms side by side.</summary>
    public bool IsWeak { get; init; }

    /// <summary>The day for the verdict has come.</summary>
    public bool IsDue { get; init; }

    /// <summary>Of the shop's currency.</summary>
    public long MinorPerMajor { get; init; } = 1;

    /// <summary>The window in days.</summary>
    public double WindowDays => Hypothesis.Window switch
    {
        PlanTime.Days days => days.Count,
        PlanTime.Exactly exactly => exactly.Time.TotalDays,
        _ => Hypothesis.WindowDays,
    };
}
