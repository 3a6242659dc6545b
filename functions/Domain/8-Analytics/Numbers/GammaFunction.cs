namespace FollowUpFlows.Domain.Analytics;

/// <summary>The gamma function and what is made of it.</summary>
internal static class GammaFunction
{
    private const double Lanczos = 7;
    private const double Tiny = 1e-300;
    private const double Precision = 1e-16;
    private const int TermsMax = 100_000;

    private static readonly double[] Terms =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>ln Γ(x).</summary>
    /// <param name="x">&gt; 0.</param>
    /// <remarks>Lanczos, "A precision approximation of the gamma function" (1964), with g = 7 and nine terms: about 15 digits.</remarks>
    public static double Log(double x)
    {
        double sum = Terms[0];
        for (int i = 1; i < Terms.Length; i++)
        {
            sum += Terms[i] / (x - 1 + i);
        }

        double t = x - 0.5 + Lanczos;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x - 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>Q(a, x) = Γ(a, x) / Γ(a), the upper tail.</summary>
    /// <param name="a">&gt; 0.</param>
    /// <param name="x">≥ 0.</param>
    /// <remarks>DLMF 8.7.1 (series) below a + 1, 8.9.2 (continued fraction, by the method of Lentz) above it.</remarks>
    public static double UpperTail(double a, double x)
    {
        if (x <= 0)
        {
            return 1;
        }

        double front = Math.Exp((a * Math.Log(x)) - x - Log(a));
        return x < a + 1 ? 1 - (front * Series(a, x)) : front * Fraction(a, x);
    }

    private static double Series(double a, double x)
    {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; n < TermsMax && term > sum * Precision; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return sum;
    }

    private static double Fraction(double a, double x)
    {
        double b = x + 1 - a;
        double c = 1 / Tiny;
        double d = 1 / b;
        double value = d;
        for (int n = 1; n < TermsMax; n++)
        {
            double an = -n * (n - a);
            b += 2;
            d = 1 / Away(b + (an * d));
            c = Away(b + (an / c));
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
