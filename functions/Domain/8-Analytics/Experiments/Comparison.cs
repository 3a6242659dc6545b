namespace FollowUpFlows.Domain.Analytics;

/// <summary>One arm beside another.</summary>
/// <param name="BaseId">To which is compared.</param>
/// <param name="Difference">Of the means, the other arm less the base; a rate, or minor units per customer.</param>
/// <param name="Interval">Where the true difference may lie, looked at once: Newcombe of rates, bootstrap of money; null of nobody.</param>
/// <param name="AlwaysInterval">The same, right on all days together; null before there are enough.</param>
/// <param name="PValue">Always valid, after the correction for several comparisons.</param>
public sealed record Comparison(string BaseId, string ArmId, double Difference, Interval? Interval, Interval? AlwaysInterval, double PValue)
{
    /// <summary>What can be said.</summary>
    public Finding Finding { get; init; } = Finding.NotYet;

    /// <summary>Customers of both arms that it still takes; null when it is settled, or no end is in sight.</summary>
    public long? CustomersNeeded { get; init; }

    /// <summary>Days that it still takes, as customers come in now; null where <see cref="CustomersNeeded"/> is, or nobody comes.</summary>
    public int? DaysNeeded { get; init; }

    /// <summary>Beside the verdict, for those who ask: the usual test of a single look (two proportions, or Welch).</summary>
    public double ClassicPValue { get; init; } = 1;

    /// <summary>Beside the verdict: how sure one may be that the arm is above the base, of rates; null of money.</summary>
    public double? ChanceAbove { get; init; }

    /// <summary>Beside the verdict, of money: the difference without what was foreseeable from before (CUPED); null of rates.</summary>
    public double? AdjustedDifference { get; init; }
}

/// <summary>What a comparison says.</summary>
public enum Finding
{
    /// <summary>Too little is known.</summary>
    NotYet,

    /// <summary>The arm is above the base.</summary>
    Better,

    /// <summary>The arm is below the base.</summary>
    Worse,

    /// <summary>A difference as large as was expected is out of question, in either direction.</summary>
    NoDifference,
}
