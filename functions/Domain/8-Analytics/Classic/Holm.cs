namespace FollowUpFlows.Domain.Analytics;

/// <summary>Corrects for several questions asked at once: of twenty arms that do nothing, one looks good by chance.</summary>
public static class Holm
{
    /// <summary>The p-values so raised that calling those below α discoveries is wrong at all, in the whole family, with a chance of at most
    /// α.</summary>
    /// <returns>In the same order; never below what was given, never above 1.</returns>
    /// <remarks>The k-th smallest of m times m − k + 1, and never below the one before: Holm, "A simple sequentially rejective multiple test
    /// procedure", Scandinavian Journal of Statistics 6 (1979). p-values that hold at any time still do so afterwards.</remarks>
    public static IReadOnlyList<double> Adjusted(IReadOnlyList<double> pValues)
    {
        double[] adjusted = new double[pValues.Count];
        double highest = 0;
        foreach ((int rank, int index) in Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]).Index())
        {
            highest = Math.Max(highest, Math.Min(1, pValues[index] * (pValues.Count - rank)));
            adjusted[index] = highest;
        }

        return adjusted;
    }
}
