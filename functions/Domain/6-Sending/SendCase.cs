using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Sending;

/// <summary>All that decides about a message that is due.</summary>
public sealed record SendCase
{
    /// <summary>The step that sends it.</summary>
    public required Step.Send Step { get; init; }

    /// <summary>Of its journey.</summary>
    public required Purpose Purpose { get; init; }

    /// <summary>How the customer can be reached on each channel of the step; a channel that is not there has no address.</summary>
    public required IReadOnlyDictionary<Channel, Reach> Reach { get; init; }

    /// <summary>False when the order behind the enrollment was called off: a follow-up to it would be wrong, whatever it says.</summary>
    public bool CauseCounts { get; init; } = true;

    /// <summary>Whether the customer is kept out of the journey to measure its effect.</summary>
    public bool IsHeldOut { get; init; }

    /// <summary>How much marketing the customer wants; null for one who never said.</summary>
    public Preferences? Preferences { get; init; }

    /// <summary>Whether the journey pauses until a person lets it go on.</summary>
    public bool IsJourneyPaused { get; init; }

    /// <summary>Whether a person pauses the broadcast that it is of; whatever it is for, it waits.</summary>
    public bool IsBroadcastPaused { get; init; }

    /// <summary>When the step was due, UTC, on the shop clock.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>UTC, on the shop clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The limits of the shop.</summary>
    public required SendRules Rules { get; init; }

    /// <summary>The shop's.</summary>
    public required ShopCalendar Calendar { get; init; }

    /// <summary>Where the customer stands under the shop's own rank model: by it caps are chosen; null for somebody who has no rank.</summary>
    public Standing? Standing { get; init; }

    /// <summary>When the customer was sent marketing before, by whatever journey, UTC, in any order; matters only where a cap
    /// is set, or the customer has chosen how often.</summary>
    public IReadOnlyList<DateTimeOffset> EarlierMarketing { get; init; } = [];

    /// <summary>How many other messages wait whose moment has come, too, and which go first, whichever is looked at first: those of journeys
    /// with precedence, and those whose steps were due before; matters only where a cap is set.</summary>
    public int WaitingBefore { get; init; }

    /// <summary>The last moment at which it may go; null when it is never too late.</summary>
    public DateTimeOffset? ExpiresAt => Step.ExpiresAfter?.After(DueAt, Calendar);
}

/// <summary>How a customer can be reached on a channel.</summary>
/// <param name="Address">E-mail address or LINE user id; null when there is none that could work.</param>
/// <param name="Consent">Null when the customer never said anything.</param>
/// <param name="IsSuppressed">Nothing may be sent to the address.</param>
public sealed record Reach(string? Address, ConsentState? Consent, bool IsSuppressed = false)
{
    /// <summary>What the channel still takes this month is kept for transactional messages; nothing that was claimed before is held up by it.</summary>
    public bool IsReserved { get; init; }

    /// <summary>The broadcast that it is of has taken as many messages of the channel as it may.</summary>
    public bool IsOverBudget { get; init; }

    /// <summary>Not at all.</summary>
    public static Reach None { get; } = new(null, null);

    /// <summary>The customer refused what the message is about.</summary>
    public bool DeclinesTopic { get; init; }

    /// <summary>The shop is being tried out, and only people on its list get anything (<c>Sending:AllowList</c>).</summary>
    public bool IsOutsideTrial { get; init; }
}
