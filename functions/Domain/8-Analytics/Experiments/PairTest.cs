using FollowUpFlows.Domain.Journeys;

namespace FollowUpFlows.Domain.Analytics;

/// <summary>Tests one arm against another.</summary>
internal sealed class PairTest
{
    private readonly Question question;
    private readonly ArmFigures control;
    private readonly ArmFigures arm;
    private readonly Observation[] complete;
    private readonly bool isRate;

    /// <param name="ordered">Of all arms, in the order of entering.</param>
    public PairTest(Question question, IReadOnlyList<Observation> ordered, ArmFigures control, ArmFigures arm)
    {
        (this.question, this.control, this.arm) = (question, control, arm);
        complete = [.. ordered.Where(o => o.IsComplete && (o.ArmId == control.Arm.Id || o.ArmId == arm.Arm.Id) && o.Value(Metric) is not null)];
        isRate = Observation.IsRate(Metric);
        PValue = question.IsWeak ? Classic() : isRate ? OfRates() : OfMeans();
    }

    /// <summary>Before any correction. Of before and after it is the usual one: nobody came in side by side.</summary>
    public double PValue { get; }

    private Metric Metric => question.Hypothesis.Metric;

    private double Difference => arm.Values.Mean - control.Values.Mean;

    /// <param name="adjusted">The p-value after the correction.</param>
    /// <param name="alpha">What is left for this comparison at worst.</param>
    public Comparison Result(double adjusted, double alpha)
    {
        Interval? always = isRate ? AlwaysValid.OfRates(arm.Rate, control.Rate, 1 - alpha) : AlwaysValid.OfMeans(arm.Values, control.Values, 1 - alpha);
        Finding finding = control.Values.Count == 0 || arm.Values.Count == 0 ? Finding.NotYet
            : adjusted <= Judgement.Alpha ? (Difference > 0 ? Finding.Better : Finding.Worse)
            : IsRuledOut(always) ? Finding.NoDifference
            : Finding.NotYet;
        Comparison result = new(control.Arm.Id, arm.Arm.Id, Difference, Interval(), always, adjusted)
        {
            Finding = finding,
            ClassicPValue = Classic(),
            ChanceAbove = isRate ? BetaBinomial.IsAbove(arm.Rate, control.Rate) : null,
            AdjustedDifference = isRate ? null : Adjusted(),
        };
        return finding == Finding.NotYet && !question.IsWeak ? WithRemaining(result, alpha) : result;
    }

    private double OfRates()
    {
        SequentialRates test = new();
        foreach (Observation each in complete)
        {
            test.Take(each.ArmId == arm.Arm.Id, each.Value(Metric) > 0);
        }

        return test.PValue;
    }

    private double OfMeans()
    {
        SequentialMeans test = new();
        foreach (Observation each in complete)
        {
            test.Take(each.ArmId == arm.Arm.Id, each.Value(Metric)!.Value);
        }

        return test.PValue;
    }

    private double Classic() => isRate ? RateTest.TwoProportions(arm.Rate, control.Rate) : MeanTest.Welch(arm.Values, control.Values).PValue;

    private Interval? Interval() =>
        isRate ? (control.Rate.Trials == 0 || arm.Rate.Trials == 0 ? null : arm.Rate.Newcombe(control.Rate))
        : Bootstrap.OfDifference(Values(arm), Values(control), $"{question.Id}|{control.Arm.Id}|{arm.Arm.Id}");

    private double[] Values(ArmFigures figures) => [.. complete.Where(o => o.ArmId == figures.Arm.Id).Select(o => o.Value(Metric)!.Value)];

    /// <summary>Where nobody said what was expected, nothing can be ruled out.</summary>
    private bool IsRuledOut(Interval? always) =>
        question.Hypothesis.Expected?.Of(control.Values.Mean, question.MinorPerMajor) is { } expected and > 0 && always is { } around && around.High < expected && around.Low > -expected;

    private double? Adjusted()
    {
        IReadOnlyList<IReadOnlyList<double>> adjusted = Cuped.Adjusted([Pairs(control), Pairs(arm)]);
        return adjusted.Any(g => g.Count == 0) ? null : adjusted[1].Average() - adjusted[0].Average();
    }

    private (double, double)[] Pairs(ArmFigures figures) =>
        [.. complete.Where(o => o.ArmId == figures.Arm.Id).Select(o => (o.Value(Metric)!.Value, (double)o.RevenueBeforeMinor))];

    /// <summary>For the difference that was expected, else for the one that is seen.</summary>
    private Comparison WithRemaining(Comparison result, double alpha)
    {
        double expected = question.Hypothesis.Expected?.Of(control.Values.Mean, question.MinorPerMajor) is { } said and > 0 ? said : Difference;
        double variance = isRate ? Pooled() : (control.Values.SquaredDeviations + arm.Values.SquaredDeviations) / Math.Max(1, complete.Length - 2);
        double weights = control.Arm.Weight + arm.Arm.Weight;
        if (weights <= 0 || complete.Length == 0 || Remaining.Customers(expected, variance, arm.Arm.Weight / weights, alpha) is not { } inAll)
        {
            return result;
        }

        long missing = Math.Max(1, inAll - complete.Length);
        double share = weights / question.Arms.Sum(a => a.Weight) * complete.Length / Math.Max(1, control.Complete + arm.Complete);
        long waiting = (long)((control.Entered + arm.Entered - control.Complete - arm.Complete) * (double)complete.Length / Math.Max(1, control.Complete + arm.Complete));
        return result with { CustomersNeeded = missing, DaysNeeded = Remaining.Days(missing, question.PerDay * share, waiting, question.WindowDays) };
    }

    private double Pooled()
    {
        double rate = (control.Rate.Hits + arm.Rate.Hits + 1.0) / (control.Rate.Trials + arm.Rate.Trials + 2.0);
        return rate * (1 - rate);
    }
}
