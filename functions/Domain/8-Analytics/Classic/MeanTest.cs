namespace FollowUpFlows.Domain.Analytics;

/// <summary>Whether means differ, looked at once (<see cref="RateTest"/>).</summary>
public static class MeanTest
{
    /// <summary>The chance of a difference at least so large between two means that are truly alike, on either side; 1 where nothing can be
    /// said.</summary>
    /// <remarks>t = (x̄₁ − x̄₂)/√(s₁²/n₁ + s₂²/n₂), with the degrees of freedom (v₁ + v₂)²/(v₁²/(n₁ − 1) + v₂²/(n₂ − 1)) of vᵢ = sᵢ²/nᵢ:
    /// Welch, "The generalization of Student's problem when several different population variances are involved", Biometrika 34
    /// (1947).</remarks>
    public static WelchResult Welch(Sample first, Sample second)
    {
        if (first.Count < 2 || second.Count < 2)
        {
            return WelchResult.Unknown;
        }

        double v1 = first.Variance / first.Count;
        double v2 = second.Variance / second.Count;
        if (v1 + v2 == 0)
        {
            return WelchResult.Unknown;
        }

        double t = (first.Mean - second.Mean) / Math.Sqrt(v1 + v2);
        double degrees = Math.Pow(v1 + v2, 2) / ((v1 * v1 / (first.Count - 1)) + (v2 * v2 / (second.Count - 1)));
        return new WelchResult(t, degrees, BetaFunction.StudentTails(t, degrees));
    }
}

/// <summary>What came of Welch's test.</summary>
/// <param name="Degrees">Of freedom.</param>
/// <param name="PValue">0–1, on both sides.</param>
public sealed record WelchResult(double T, double Degrees, double PValue)
{
    /// <summary>Too little to say anything.</summary>
    public static WelchResult Unknown { get; } = new(0, 0, 1);
}
