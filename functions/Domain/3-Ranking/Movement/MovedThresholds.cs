using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>Which customers a change of the shop's figures can touch at all: those whose amounts lie where a threshold has passed.</summary>
public sealed class MovedThresholds
{
    /// <summary>Far above what a division of two doubles may be off, far below what anybody notices.</summary>
    private const double Margin = 1e-9;

    private readonly List<(bool IsAverage, double From, double To)> ranges = [];

    /// <summary>The thresholds of a model under several states of the figures.</summary>
    /// <param name="figures">In any order, at least one; a threshold may have been anywhere between the least and the greatest.</param>
    public MovedThresholds(RankModel model, IReadOnlyCollection<ShopFigures> figures)
    {
        long minorPerMajor = figures.First().Currency.MinorPerMajor;
        foreach ((Fact fact, Operand.FigureShare share) in model.Live.Shares)
        {
            List<Fraction?> values = [.. figures.Select(f => f.Value(share.Figure))];
            if (values.Any(v => v is null != values[0] is null))
            {
                ranges.Add((false, double.NegativeInfinity, double.PositiveInfinity));  // the first order, or the last one cancelled
            }
            else if (values[0] is { } first && values.Any(v => v != first))
            {
                ranges.Add(Range(fact, share, [.. values.Select(v => (double)v!.Value.Numerator / (double)v.Value.Denominator)], minorPerMajor));
            }
        }
    }

    /// <summary>No threshold has moved.</summary>
    public bool IsEmpty => ranges.Count == 0;

    /// <summary>False when no threshold has passed the customer, so that the placement is as before; true when one may have.</summary>
    public bool MayTouch(long totalMinor, int orderCount)
    {
        foreach ((bool isAverage, double from, double to) in ranges)
        {
            // An average without orders is not known, and so on neither side.
            double value = isAverage ? (double)totalMinor / orderCount : totalMinor;
            if (value >= from && value <= to)
            {
                return true;
            }
        }

        return false;
    }

    private static (bool IsAverage, double From, double To) Range(Fact fact, Operand.FigureShare share, double[] values, long minorPerMajor)
    {
        double[] thresholds = [.. values.Select(v => (double)share.Factor * v * minorPerMajor)];
        (double from, double to) = (thresholds.Min(), thresholds.Max());
        return (fact.Name == "averageOrderValue", from - (Margin * (1 + Math.Abs(from))), to + (Margin * (1 + Math.Abs(to))));
    }
}
