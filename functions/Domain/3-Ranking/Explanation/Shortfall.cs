using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>The smallest change that would make a condition hold, all else as it is.</summary>
public abstract record Shortfall
{
    private Shortfall()
    {
    }

    /// <summary>So many more orders (あと2回).</summary>
    public sealed record Orders(long Count) : Shortfall;

    /// <summary>So much more bought in total (あと2,300円), at today's figures of the shop.</summary>
    public sealed record Amount(Money Money) : Shortfall;

    /// <summary>One more order of at least this amount, which lifts the average far enough.</summary>
    public sealed record OrderOf(Money Money) : Shortfall;

    /// <summary>Nothing but time (12日後).</summary>
    public sealed record Days(int Count, DateOnly On) : Shortfall;

    /// <summary>One more order on that day or later.</summary>
    public sealed record OrderFrom(DateOnly On) : Shortfall;

    /// <summary>A first order, and then so many days.</summary>
    public sealed record FirstOrderThenDays(long ThenDays) : Shortfall;

    /// <summary>So many more points or events.</summary>
    public sealed record Points(long Count) : Shortfall;

    /// <summary>A consent, a friendship, a tag or an attribute must become what the condition says.</summary>
    public sealed record Trait : Shortfall;
}
