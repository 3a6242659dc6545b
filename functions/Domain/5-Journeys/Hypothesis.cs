namespace FollowUpFlows.Domain.Journeys;

/// <summary>What a version of a journey is expected to do, and how that is found out (仮説).</summary>
/// <param name="Text">In the shop's own words.</param>
/// <param name="Expected">How large the difference should be; null where nobody said.</param>
/// <param name="CheckAfter">Counted from the publication: the day of the verdict.</param>
/// <param name="Window">How long after a customer's first message, or the moment at which it would have gone, something counts (成果計測期間); its
/// last instant included.</param>
public sealed record Hypothesis(string Text, Metric Metric, ExpectedSize? Expected, PlanTime CheckAfter, PlanTime Window, Credit Credit)
{
    /// <summary>What is measured where a journey has none.</summary>
    public static Hypothesis Unsaid { get; } =
        new("", Metric.Purchase, null, new PlanTime.Days(CheckAfterDays), new PlanTime.Days(WindowDays), Credit.None);

    /// <summary>A month.</summary>
    public const int CheckAfterDays = 30;

    /// <summary>Two weeks.</summary>
    public const int WindowDays = 14;
}

/// <summary>What is compared, for each customer, within the window.</summary>
public enum Metric
{
    /// <summary>Whether they ordered.</summary>
    Purchase,

    /// <summary>What they spent, less what went back.</summary>
    Revenue,

    /// <summary>The same less what the goods cost; only of customers all of whose orders say it.</summary>
    Margin,

    /// <summary>Whether somebody ordered again who had ordered before (リピート率).</summary>
    Repeat,

    /// <summary>Whether somebody ordered again who had ordered once (F2転換率).</summary>
    SecondPurchase,

    /// <summary>Whether they followed a link.</summary>
    Click,
}

/// <summary>Which orders of a customer count (成果帰属).</summary>
public enum Credit
{
    /// <summary>All within the window: what makes arms comparable.</summary>
    None,

    /// <summary>Those whose last click before them was on a message of the experiment.</summary>
    LastClick,

    /// <summary>Those whose last message before them was one of the experiment.</summary>
    LastSend,
}

/// <summary>How large a difference should be.</summary>
/// <param name="Size">&gt; 0.</param>
public sealed record ExpectedSize(decimal Size, ExpectedUnit Unit)
{
    /// <summary>The difference, as a rate or in minor units.</summary>
    /// <param name="before">Of those to whom is compared.</param>
    /// <param name="minorPerMajor">Of the shop's currency.</param>
    public double Of(double before, long minorPerMajor) => Unit switch
    {
        ExpectedUnit.Percent => (double)Size / 100 * before,
        ExpectedUnit.Points => (double)Size / 100,
        _ => (double)Size * minorPerMajor,
    };
}

/// <summary>In what a difference is stated.</summary>
public enum ExpectedUnit
{
    /// <summary>Of the figure to which is compared: 20 % more than 10 % is 12 %.</summary>
    Percent,

    /// <summary>Of a rate: 2 points more than 10 % is 12 %.</summary>
    Points,

    /// <summary>Of money per customer, in the currency's major units.</summary>
    Money,
}
