using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>One customer's facts seen through one model: what its conditions, axes and ranks read.</summary>
/// <param name="LapsedAfterDays">Of the rank whose conditions are being read.</param>
internal readonly record struct FactReading(RankModel Model, CustomerFacts Facts, ShopFigures Figures, int LapsedAfterDays)
{
    public PurchaseSummary Purchases => Facts.Purchases;

    public bool IsLapsed => Purchases.DaysSinceLast >= LapsedAfterDays;

    /// <summary>A condition on something unknown does not hold, whatever its comparison.</summary>
    public bool Holds(Condition condition)
    {
        if (condition.Subject is Subject.OfFact { Fact: { Unit: FactUnit.Text } fact })
        {
            return condition.Operand is Operand.Text expected
                && fact.Text(this) is { } text
                && condition.Comparison.Holds(string.CompareOrdinal(text, expected.Value));
        }

        return Value(condition.Subject) is { } value
            && Value(condition.Operand) is { } threshold
            && condition.Comparison.Holds(value.CompareTo(threshold));
    }

    public bool Holds(Rank rank)
    {
        for (int i = 0; i < rank.Conditions.Count; i++)  // a loop over an interface makes an object each time
        {
            if (!Holds(rank.Conditions[i]))
            {
                return false;
            }
        }

        return true;
    }

    public Fraction? Value(Subject subject) => subject switch
    {
        Subject.OfFact of => of.Fact.Number(this),
        Subject.OfScore of => Points(of.AxisIds),
        _ => throw new NotSupportedException(subject.ToString()),
    };

    public Fraction? Value(Operand operand) => operand switch
    {
        Operand.Number n => n.Exact,
        Operand.FigureShare share => Model.Figure(share.Figure, Figures) is { } figure ? share.ExactFactor * figure : null,
        Operand.Date date => date.Value.DayNumber,
        Operand.Flag flag => flag.Value ? 1 : 0,
        Operand.Score score => Points(score.AxisIds),
        _ => null,
    };

    public int Points(ScoreAxis axis)
    {
        int points = 0;
        foreach (ScoreBand band in axis.Bands)
        {
            if (Holds(band.When))
            {
                points = band.Points;
                break;
            }
        }

        foreach (ScoreAddition addition in axis.Additions)
        {
            points += addition.Points * Times(addition);
        }

        return Math.Clamp(points, 0, axis.MaxPoints);
    }

    public int Times(ScoreAddition addition) => addition switch
    {
        ScoreAddition.Once once => Holds(once.When) ? 1 : 0,
        ScoreAddition.PerFact per => (int)Math.Clamp(per.Fact.Number(this)?.Floor() ?? 0, 0, ScoreAxis.PointsMax),
        _ => throw new NotSupportedException(addition.ToString()),
    };

    private long Points(IReadOnlyList<string> axisIds)
    {
        long points = 0;
        foreach (string id in axisIds)
        {
            points += Points(Model.Axis(id));
        }

        return points;
    }
}
