using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Domain.Sending;

/// <summary>What becomes of a message that is due.</summary>
public abstract record SendDecision
{
    private SendDecision()
    {
    }

    /// <summary>It goes out over that channel, to that e-mail address or LINE user id.</summary>
    public sealed record Send(Channel Channel, string Address) : SendDecision;

    /// <summary>It does not go out, and never will.</summary>
    /// <param name="Channel">The preferred one, in whose row the reason is kept.</param>
    public sealed record Withhold(Channel Channel, WithholdReason Reason) : SendDecision;

    /// <summary>The first channel of the step that has an address and, for marketing, a consent.</summary>
    /// <param name="reach">What is known of the customer on each channel; a channel that is not there has no address.</param>
    /// <returns>Of several reasons to withhold, the one of the preferred channel.</returns>
    public static SendDecision Of(Step.Send step, Purpose purpose, IReadOnlyDictionary<Channel, Reach> reach)
    {
        WithholdReason? first = null;
        foreach (Channel channel in step.Channels)
        {
            Reach known = reach.GetValueOrDefault(channel, Reach.None);
            if (known.Address is null)
            {
                first ??= WithholdReason.NoAddress;
            }
            else if (purpose == Purpose.Marketing && known.Consent != ConsentState.Granted)
            {
                first ??= WithholdReason.NoConsent;
            }
            else
            {
                return new Send(channel, known.Address);
            }
        }

        return new Withhold(step.Channels[0], first!.Value);
    }
}

/// <summary>Why a message that was due did not go out.</summary>
public enum WithholdReason
{
    /// <summary>The preferred channel has no address, and no other can be used.</summary>
    NoAddress,

    /// <summary>The order that caused the enrollment was cancelled, or all of its money went back.</summary>
    OrderNoLongerCounts,

    /// <summary>Marketing without the customer's consent on the preferred channel, and no other can be used.</summary>
    NoConsent,
}

/// <summary>How a customer can be reached on a channel.</summary>
/// <param name="Address">E-mail address or LINE user id; null when there is none that could work.</param>
/// <param name="Consent">Null when the customer never said anything.</param>
public sealed record Reach(string? Address, ConsentState? Consent)
{
    /// <summary>Not at all.</summary>
    public static Reach None { get; } = new(null, null);
}
