namespace FollowUpFlows.Domain.Analytics;

/// <summary>Whether customers came into the arms as they were meant to. Where they did not, something chose among them, and every other
/// figure of the experiment is worthless (SRM).</summary>
public static class SampleRatio
{
    /// <summary>Below this an alarm is raised: it may be looked at daily, and a false alarm would throw away a good experiment.</summary>
    public const double AlarmBelow = 0.001;

    /// <summary>The chance of counts at least so far from their shares; 1 where there are too few to say.</summary>
    /// <param name="arms">With the weight of each, in any unit; an arm of weight 0 is left out.</param>
    /// <remarks>Chi-square of fit; Fabijan and others, "Diagnosing sample ratio mismatch in online controlled experiments", KDD 2019.</remarks>
    public static double PValue(IReadOnlyList<(long Count, double Weight)> arms)
    {
        (long Count, double Weight)[] open = [.. arms.Where(a => a.Weight > 0)];
        double weights = open.Sum(a => a.Weight);
        double count = open.Sum(a => a.Count);
        double[] expected = [.. open.Select(a => count * a.Weight / weights)];
        return open.Length < 2 || expected.Any(e => e < ExpectedMin) ? 1 : RateTest.ChiSquare([.. open.Select(a => (double)a.Count)], expected, open.Length - 1);
    }

    /// <summary>Below it the distribution does not hold; a customary rule (Cochran 1954).</summary>
    private const double ExpectedMin = 5;
}
