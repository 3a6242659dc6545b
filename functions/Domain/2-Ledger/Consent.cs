namespace FollowUpFlows.Domain.Ledger;

/// <summary>By which means a step reaches somebody.</summary>
public enum Channel
{
    /// <summary>E-mail.</summary>
    Email,

    /// <summary>The shop's LINE official account.</summary>
    Line,

    /// <summary>No customer, but a program of the shop's that is told of one.</summary>
    Webhook,
}

/// <summary>The channels by which customers are written to, and which they can refuse.</summary>
public static class CustomerChannels
{
    /// <summary>Every one.</summary>
    public static IReadOnlyList<Channel> All { get; } = [Channel.Email, Channel.Line];
}

/// <summary>What the customer has said about marketing messages on a channel; the more careful the later.</summary>
public enum ConsentState
{
    /// <summary>Agreed.</summary>
    Granted,

    /// <summary>Agreed once, confirmation still missing: counts as not granted.</summary>
    Pending,

    /// <summary>Refused, or withdrawn.</summary>
    Withdrawn,
}

/// <summary>One statement of consent. A purchase is never one: silence leaves no record, and no record means no consent.</summary>
/// <param name="At">When it was stated, UTC; of two statements on one channel the later one holds, of two of one instant the refusal.</param>
/// <param name="Source">Where it was stated, for the proof: <c>shopify:single_opt_in</c>, a form's name.</param>
public sealed record Consent(Channel Channel, ConsentState State, DateTimeOffset At, string Source)
{
    /// <summary>Which of two statements on one channel holds; this one when there is no other.</summary>
    public Consent Over(Consent? other) =>
        other is null || At > other.At || (At == other.At && State >= other.State) ? this : other;
}
