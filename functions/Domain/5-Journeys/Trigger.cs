namespace FollowUpFlows.Domain.Journeys;

/// <summary>What enrolls a customer in a journey.</summary>
public abstract partial record Trigger
{
    private Trigger()
    {
    }

    /// <summary>An order that counts.</summary>
    /// <param name="From">Of the customer's counting orders, the first whose number enrolls, ≥ 1.</param>
    /// <param name="To">The last whose number enrolls; null for all further ones.</param>
    /// <param name="Skus">Only an order with at least one of these goods; empty for any order.</param>
    public sealed record OrderPlaced(int From, int? To, IReadOnlyList<string> Skus) : Trigger
    {
        /// <summary>Any goods.</summary>
        public OrderPlaced(int from, int? to)
            : this(from, to, [])
        {
        }

        /// <summary>Whether the customer's order of that number enrolls.</summary>
        /// <param name="nth">1 for the first counting order.</param>
        public bool Admits(int nth) => nth >= From && (To is null || nth <= To);
    }

    /// <summary>The held rank has moved under the model.</summary>
    /// <param name="ModelId">The rank model.</param>
    /// <param name="From">Ranks that are left; empty for any.</param>
    /// <param name="To">Ranks that are reached; empty for any.</param>
    public sealed record RankChanged(string ModelId, IReadOnlyList<string> From, IReadOnlyList<string> To, RankDirection Direction) : Trigger;

    /// <summary>The customer has registered with the shop.</summary>
    public sealed record Registered : Trigger;

    /// <summary>No order for so many days, once each time that happens; an order arms it again.</summary>
    /// <param name="Days">Since the last counting order, 1–<see cref="StepTiming.DaysMax"/>.</param>
    public sealed record Lapsed(int Days) : Trigger;

    /// <summary>An event of that type, such as <c>survey</c>.</summary>
    public sealed record EventReceived(string Type) : Trigger;

    /// <summary>The customer has added the shop's LINE account as a friend (友だち追加), or unblocked it.</summary>
    public sealed record LineFriendAdded : Trigger
    {
        /// <summary>The type of the event by which LINE tells it.</summary>
        public const string EventType = "line-follow";
    }
}

/// <summary>Which way a rank has moved.</summary>
public enum RankDirection
{
    /// <summary>Either way.</summary>
    Any,

    /// <summary>To a higher rank.</summary>
    Up,

    /// <summary>To a lower rank.</summary>
    Down,
}
