namespace FollowUpFlows.Domain.Analytics;

/// <summary>The beta function and what is made of it.</summary>
internal static class BetaFunction
{
    private const double Tiny = 1e-300;
    private const double Precision = 1e-16;
    private const int TermsMax = 100_000;

    /// <summary>ln B(a, b).</summary>
    public static double Log(double a, double b) => GammaFunction.Log(a) + GammaFunction.Log(b) - GammaFunction.Log(a + b);

    /// <summary>I<sub>x</sub>(a, b): the chance that a beta-distributed value is at most x.</summary>
    /// <param name="a">&gt; 0.</param>
    /// <param name="b">&gt; 0.</param>
    /// <param name="x">0–1.</param>
    /// <remarks>DLMF 8.17.22, by the method of Lentz; mirrored (8.17.4) where the fraction would converge slowly.</remarks>
    public static double LowerTail(double a, double b, double x)
    {
        if (x is <= 0 or >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        double front = Math.Exp((a * Math.Log(x)) + (b * Math.Log(1 - x)) - Log(a, b));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(a, b, x) / a : 1 - (front * Fraction(b, a, 1 - x) / b);
    }

    /// <summary>The chance that a value of Student's t is at least that far from zero, on either side.</summary>
    /// <param name="degrees">Of freedom, &gt; 0, whole or not.</param>
    public static double StudentTails(double t, double degrees) => LowerTail(degrees / 2, 0.5, degrees / (degrees + (t * t)));

    private static double Fraction(double a, double b, double x)
    {
        double c = 1;
        double d = 1 / Away(1 - ((a + b) * x / (a + 1)));
        double value = d;
        for (int m = 1; m < TermsMax; m++)
        {
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Away(1 + (even * d));
            c = Away(1 + (even / c));
            value *= c * d;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Away(1 + (odd * d));
            c = Away(1 + (odd / c));
            value *= c * d;
            if (Math.Abs((c * d) - 1) < Precision)
            {
                break;
            }
        }

        return value;
    }

    private static double Away(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
