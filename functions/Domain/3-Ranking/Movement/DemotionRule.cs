namespace FollowUpFlows.Domain.Ranking;

/// <summary>When a placement below the held rank takes effect. A higher one always does so at once.</summary>
public abstract record DemotionRule
{
    private DemotionRule()
    {
    }

    /// <summary>The day on which a fall that is first seen on <paramref name="seenOn"/> takes effect; never before it.</summary>
    public abstract DateOnly DueOn(DateOnly seenOn);

    /// <summary>On the day itself.</summary>
    public sealed record AtOnce : DemotionRule
    {
        /// <inheritdoc/>
        public override DateOnly DueOn(DateOnly seenOn) => seenOn;
    }

    /// <summary>On the last day of the month.</summary>
    public sealed record MonthEnd : DemotionRule
    {
        /// <inheritdoc/>
        public override DateOnly DueOn(DateOnly seenOn) =>
            new(seenOn.Year, seenOn.Month, DateTime.DaysInMonth(seenOn.Year, seenOn.Month));
    }

    /// <summary>After a number of days, so that the customer can still buy.</summary>
    /// <param name="Days">≥ 1.</param>
    public sealed record Grace(int Days) : DemotionRule
    {
        /// <inheritdoc/>
        public override DateOnly DueOn(DateOnly seenOn) => seenOn.AddDays(Days);
    }
}
