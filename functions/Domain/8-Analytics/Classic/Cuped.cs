namespace FollowUpFlows.Domain.Analytics;

/// <summary>Takes out of a figure what was foreseeable from before: who spent much last year spends much this year, whatever was sent.</summary>
public static class Cuped
{
    /// <summary>The values less what the figures of before say of them; the mean over all groups stays.</summary>
    /// <param name="groups">Of each customer the value, and the same figure of the time before the first message: nothing that the messages
    /// could have changed.</param>
    /// <returns>In the same groups and order; unchanged where the time before says nothing.</returns>
    /// <remarks>y − θ(x − x̄) with θ = cov(x, y)/var(x) over all groups; the variance shrinks by the share ρ². Deng, Xu, Kohavi and Walker,
    /// "Improving the sensitivity of online controlled experiments by utilizing pre-experiment data", WSDM 2013.</remarks>
    public static IReadOnlyList<IReadOnlyList<double>> Adjusted(IReadOnlyList<IReadOnlyList<(double Value, double Before)>> groups)
    {
        IReadOnlyList<(double Value, double Before)> all = [.. groups.SelectMany(g => g)];
        double mean = all.Count == 0 ? 0 : all.Average(c => c.Value);
        double before = all.Count == 0 ? 0 : all.Average(c => c.Before);
        double covariance = all.Sum(c => (c.Value - mean) * (c.Before - before));
        double variance = all.Sum(c => Math.Pow(c.Before - before, 2));
        double theta = variance == 0 ? 0 : covariance / variance;
        return [.. groups.Select(g => (IReadOnlyList<double>)[.. g.Select(c => c.Value - (theta * (c.Before - before)))])];
    }
}
