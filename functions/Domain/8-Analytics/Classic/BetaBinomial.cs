namespace FollowUpFlows.Domain.Analytics;

/// <summary>How sure one may be, having seen these figures and nothing else, that one rate is above another (ベイズ).</summary>
public static class BetaBinomial
{
    /// <summary>The chance that the true rate of <paramref name="first"/> is above that of <paramref name="second"/>, where before the first
    /// customer every rate was as likely as any other.</summary>
    /// <returns>0–1; one half of nothing.</returns>
    /// <remarks>∫ f₁(x) F₂(x) dx of the two beta distributions (Gelman and others, "Bayesian data analysis", 2.4), by Simpson's rule over the
    /// part where f₁ is not negligible. Looking daily makes it no less true, but a rule "stop above 95 %" is no promise about false
    /// alarms.</remarks>
    public static double IsAbove(Proportion first, Proportion second)
    {
        double a = first.Hits + 1;
        double b = first.Trials - first.Hits + 1;
        double otherA = second.Hits + 1;
        double otherB = second.Trials - second.Hits + 1;
        double mean = a / (a + b);
        double reach = 30 * Math.Sqrt(mean * (1 - mean) / (a + b + 1));
        double low = Math.Max(0, mean - reach);
        double high = Math.Min(1, mean + reach);
        double width = (high - low) / Parts;
        double front = BetaFunction.Log(a, b);
        double sum = 0;
        for (int i = 0; i <= Parts; i++)
        {
            double x = low + (i * width);
            double weight = i is 0 or Parts ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Density(a, b, front, x) * BetaFunction.LowerTail(otherA, otherB, x);
        }

        return Math.Clamp(sum * width / 3, 0, 1);
    }

    private const int Parts = 600;

    private static double Density(double a, double b, double front, double x) =>
        Math.Exp(Part(a - 1, x) + Part(b - 1, 1 - x) - front);

    /// <summary>Of 0⁰ it is 1.</summary>
    private static double Part(double power, double x) => power == 0 ? 0 : power * Math.Log(x);
}
