namespace FollowUpFlows.Domain.Journeys;

/// <summary>What enrolls a customer in a journey.</summary>
public abstract record Trigger
{
    private Trigger()
    {
    }

    /// <summary>An order that counts.</summary>
    /// <param name="From">Of the customer's counting orders, the first whose number enrolls, ≥ 1.</param>
    /// <param name="To">The last whose number enrolls; null for all further ones.</param>
    public sealed record OrderPlaced(int From, int? To) : Trigger
    {
        /// <summary>Whether the customer's order of that number enrolls.</summary>
        /// <param name="nth">1 for the first counting order.</param>
        public bool Admits(int nth) => nth >= From && (To is null || nth <= To);
    }
}
