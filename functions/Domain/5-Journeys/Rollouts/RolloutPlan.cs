namespace FollowUpFlows.Domain.Journeys;

/// <summary>In which stages a new version of a journey reaches customers (段階公開).</summary>
public sealed record RolloutPlan
{
    /// <summary>A week: a message of each weekday, and time for complaints.</summary>
    public const int DefaultStageDays = 7;

    /// <summary>Longer ones would be forgotten.</summary>
    public const int StageDaysMax = 90;

    /// <summary>Most stages, the last one included.</summary>
    public const int StagesMax = 10;

    /// <param name="percents">Rising, each above 0 with two decimals at most, the last exactly 100; at least two.</param>
    /// <param name="stageDays">From 1 to <see cref="StageDaysMax"/>.</param>
    /// <exception cref="ArgumentException">They are not so (<see cref="FaultOf"/>).</exception>
    public RolloutPlan(IReadOnlyList<decimal> percents, int stageDays)
    {
        if (FaultOf(percents, stageDays) is { } fault)
        {
            throw new ArgumentException(fault, nameof(percents));
        }

        (Percents, StageDays) = (percents, stageDays);
    }

    /// <summary>5 %, a quarter, all.</summary>
    public static IReadOnlyList<decimal> DefaultPercents { get; } = [5, 25, 100];

    /// <summary>The stages unless somebody says otherwise.</summary>
    public static RolloutPlan Default { get; } = new(DefaultPercents, DefaultStageDays);

    /// <summary>Of those who enter newly, in percent; a stage each.</summary>
    public IReadOnlyList<decimal> Percents { get; }

    /// <summary>How long each stage lasts at least; the last one is the end.</summary>
    public int StageDays { get; }

    /// <summary>What keeps this from being a plan, as a sentence; null when it is one.</summary>
    public static string? FaultOf(IReadOnlyList<decimal> percents, int stageDays) =>
        percents.Count is < 2 or > StagesMax ? $"A roll-out has 2 to {StagesMax} stages."
        : percents[0] <= 0 || percents[^1] != 100 ? "The stages of a roll-out are percentages above 0, and the last is 100."
        : percents.Zip(percents.Skip(1)).Any(p => p.First >= p.Second) ? "Each stage of a roll-out must be larger than the one before."
        : percents.Any(p => decimal.Round(p, 2) != p) ? "A stage of a roll-out has two decimals at most."
        : stageDays is < 1 or > StageDaysMax ? $"A stage of a roll-out lasts 1 to {StageDaysMax} days."
        : null;
}
