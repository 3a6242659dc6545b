namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Something that happened to a customer, and why.</summary>
/// <param name="At">UTC, on the shop clock.</param>
/// <param name="What">A word that is kept for ever: an order's status, an event's type, a rank, a state of the send ledger.</param>
/// <param name="Reason">A word, or what a provider said; null when there is none to give.</param>
public sealed record TimelineEntry(DateTimeOffset At, TimelineKind Kind, string What, string? Reason)
{
    /// <summary>Order, journey, rank model, message, topic or experiment that it is about; null for consents to a whole channel and for choices that are not by chance.</summary>
    public string? Subject { get; init; }

    /// <summary>Null when it does not belong to an enrollment.</summary>
    public string? EnrollmentId { get; init; }

    /// <summary>Null when it is not about a step.</summary>
    public string? StepId { get; init; }

    /// <summary>Null where no channel matters.</summary>
    public string? Channel { get; init; }

    /// <summary>Of a message that went over another channel than the preferred one: the preferred one; null for all else.</summary>
    public string? FallbackFrom { get; init; }

    /// <summary>Why the preferred channel could not be used; null for all else.</summary>
    public string? FallbackReason { get; init; }

    /// <summary>Who wrote a note; null for all else.</summary>
    public string? By { get; init; }

    /// <summary>Of an order or a refund, in minor units of the shop's currency.</summary>
    public long? AmountMinor { get; init; }

    /// <summary>When a message was due, UTC; null for all else.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>Kinds of entries; at one instant they happened in this order.</summary>
public enum TimelineKind
{
    /// <summary>An order, as it stands now, at its purchase; the reason says why it does not count.</summary>
    Order,

    /// <summary>Money that went back.</summary>
    Refund,

    /// <summary>What the customer did other than buying.</summary>
    Event,

    /// <summary>A statement about marketing; the reason says where it was made.</summary>
    Consent,

    /// <summary>The held rank moved; the reason says by what.</summary>
    RankMove,

    /// <summary>A journey began; the reason is its cause.</summary>
    Enrollment,

    /// <summary>The way at a step was chosen; the reason is the arm of an experiment.</summary>
    Choice,

    /// <summary>A message, at the moment of its latest state.</summary>
    Send,

    /// <summary>What a provider told of a message after it was handed over; the reason is the provider's.</summary>
    Delivery,

    /// <summary>The goal of a journey was reached.</summary>
    Goal,

    /// <summary>A journey ended; the reason says why.</summary>
    End,

    /// <summary>A person of the shop wrote or did something; the reason is what they wrote.</summary>
    Note,
}
