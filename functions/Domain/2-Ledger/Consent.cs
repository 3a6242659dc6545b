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
    /// <summary>The topic that it is about; null for all marketing on the channel. A customer who agreed to the channel gets every topic but
    /// those refused; agreeing to a topic never replaces agreeing to the channel.</summary>
    public string? Topic { get; init; }

    /// <summary>By which way it came; null of statements older than this fact.</summary>
    public ConsentOrigin? Origin { get; init; }

    /// <summary>The version of the words that the customer agreed to; null when the source does not say.</summary>
    public string? Wording { get; init; }

    /// <summary>From where a form was sent, as the form says; null for every other way. Personal: never in logs.</summary>
    public string? Ip { get; init; }

    /// <summary>Who of the shop entered it, as the shop calls them; null for every other way.</summary>
    public string? By { get; init; }

    /// <summary>Under which it was entered: once only; null for every other way.</summary>
    public string? Key { get; init; }

    /// <summary>Which of two statements on one channel holds; this one when there is no other.</summary>
    public Consent Over(Consent? other) =>
        other is null || At > other.At || (At == other.At && State >= other.State) ? this : other;
}

/// <summary>By which way a statement of consent came. Words are kept for ever.</summary>
public enum ConsentOrigin
{
    /// <summary>A shop system told it.</summary>
    Webhook,

    /// <summary>A form, which names its words or where it was sent from.</summary>
    Form,

    /// <summary>A file of customers.</summary>
    Import,

    /// <summary>The customer, on the page of their preferences.</summary>
    PreferencePage,

    /// <summary>The customer, by the link or the button for opting out.</summary>
    UnsubscribeLink,

    /// <summary>The customer, by the link that confirms what a form said (double opt-in).</summary>
    ConfirmationLink,

    /// <summary>A provider told what the customer did there.</summary>
    ProviderEvent,

    /// <summary>A person of the shop.</summary>
    Operator,
}
