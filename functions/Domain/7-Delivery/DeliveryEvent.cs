namespace FollowUpFlows.Domain.Deliveries;

/// <summary>What a provider tells of a message after it was handed over (配信結果). May come twice, late and in any order.</summary>
/// <param name="EventId">The provider's own id; the same for every delivery of one event.</param>
/// <param name="MessageKey">Ours, as the provider was given it.</param>
/// <param name="At">By the provider's clock, UTC.</param>
public sealed record DeliveryEvent(string EventId, Guid MessageKey, DeliveryKind Kind, DateTimeOffset At)
{
    /// <summary>The provider's id of the message; null where the event has none.</summary>
    public string? ProviderId { get; init; }

    /// <summary>To whom it went; never kept. Null where the event does not say.</summary>
    public string? Address { get; init; }

    /// <summary>What was said, without addresses; null where nothing was.</summary>
    public string? Reason { get; init; }

    /// <summary>Where the link leads that was followed; null where none was, or the event does not say.</summary>
    public string? Link { get; init; }

    /// <summary>Why nothing may be sent to the address any more; null when it may.</summary>
    public DeliveryStop? Stop { get; init; }

    /// <summary>The provider has, or had, the message: it was handed over. False only where the provider let it fall.</summary>
    public bool IsTaken => Kind != DeliveryKind.Dropped;
}

/// <summary>What became of a message. Words are kept for ever.</summary>
public enum DeliveryKind
{
    /// <summary>The provider has begun to deliver it.</summary>
    Accepted,

    /// <summary>The mailbox's server wants it later; the provider tries again.</summary>
    Delayed,

    /// <summary>The mailbox's server has taken it (到達).</summary>
    Delivered,

    /// <summary>The address does not exist (不達, hard).</summary>
    Bounced,

    /// <summary>The mailbox's server did not want this one (不達, soft).</summary>
    Blocked,

    /// <summary>The provider did not even try, because of its own list of addresses or a fault of the message.</summary>
    Dropped,

    /// <summary>Its pictures were fetched, so far as is known by a person (開封).</summary>
    Opened,

    /// <summary>Its pictures were fetched by a mail program ahead of any person: says nothing about the customer.</summary>
    OpenedByMachine,

    /// <summary>A link was followed, so far as is known by a person (クリック).</summary>
    Clicked,

    /// <summary>A link was followed by a scanner of mails or another program: says nothing about the customer.</summary>
    ClickedByMachine,

    /// <summary>The customer called it spam (迷惑報告).</summary>
    Complained,

    /// <summary>The customer unsubscribed at the provider (配信停止).</summary>
    Unsubscribed,
}

/// <summary>Why nothing may be sent to an address any more.</summary>
public enum DeliveryStop
{
    /// <summary>It does not exist.</summary>
    Gone,

    /// <summary>Its owner called a message spam.</summary>
    Complaint,

    /// <summary>Its owner unsubscribed.</summary>
    Unsubscribe,
}
