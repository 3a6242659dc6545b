namespace FollowUpFlows.Domain.Analytics;

/// <summary>What an experiment, a holdout or a new version has shown (判定), with the figures behind it.</summary>
/// <param name="Kind">In one word.</param>
/// <param name="Arms">In the order of the experiment.</param>
/// <param name="Comparisons">The first is the one that the verdict is about; empty where there is nothing to compare.</param>
public sealed record Verdict(VerdictKind Kind, IReadOnlyList<ArmFigures> Arms, IReadOnlyList<Comparison> Comparisons)
{
    /// <summary>The comparison that the verdict is about; null where there is none.</summary>
    public Comparison? Decisive { get; init; }

    /// <summary>The chance of arms so unequal in size (<see cref="SampleRatio"/>).</summary>
    public double SampleRatioPValue { get; init; } = 1;

    /// <summary>What does harm; empty when nothing does.</summary>
    public IReadOnlyList<GuardrailAlarm> Alarms { get; init; } = [];

    /// <summary>Nobody was parted by chance: before was compared with after, and whatever else changed in between is in the difference
    /// (弱い根拠).</summary>
    public bool IsWeak { get; init; }

    /// <summary>The day for which a verdict was asked has come.</summary>
    public bool IsDue { get; init; }

    /// <summary>How the figures went, week by week of entering.</summary>
    public IReadOnlyList<WeekFigures> Weeks { get; init; } = [];

    /// <summary>Whether it is settled: a later look may only confirm it, or raise an alarm.</summary>
    public bool IsReached => Kind is not (VerdictKind.NotYet or VerdictKind.NobodyYet);
}

/// <summary>A verdict in one word. Words are kept for ever in the log of learnings.</summary>
public enum VerdictKind
{
    /// <summary>Too little is known (まだ判断できません).</summary>
    NotYet,

    /// <summary>Nobody's window has passed.</summary>
    NobodyYet,

    /// <summary>The arm is better than what it is compared with.</summary>
    Better,

    /// <summary>It is worse.</summary>
    Worse,

    /// <summary>A difference as large as was expected is out of question.</summary>
    NoDifference,

    /// <summary>Customers did not come into the arms as they should have: the figures say nothing.</summary>
    SampleRatio,

    /// <summary>An arm does harm.</summary>
    Guardrail,
}

/// <summary>A week of one arm.</summary>
/// <param name="From">The first of seven days of the shop.</param>
/// <param name="Customers">Who came in then, whose window has passed and who counts for the metric.</param>
/// <param name="Mean">Of the metric; 0 of nobody.</param>
public sealed record WeekFigures(string ArmId, DateOnly From, long Customers, double Mean);
