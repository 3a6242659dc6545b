using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Domain.Sending;

/// <summary>What becomes of a message that is due.</summary>
public abstract record SendDecision
{
    /// <summary>After which a message is looked at again that has let others go first.</summary>
    public static readonly TimeSpan GivesWayFor = TimeSpan.FromMinutes(1);

    /// <summary>After which a message of a journey that pauses is looked at again.</summary>
    public static readonly TimeSpan PausesFor = TimeSpan.FromHours(1);

    /// <summary>After which a message of a broadcast that pauses is looked at again.</summary>
    public static readonly TimeSpan BroadcastPausesFor = TimeSpan.FromMinutes(10);

    private SendDecision()
    {
    }

    /// <summary>It goes out over that channel, to that e-mail address or LINE user id.</summary>
    /// <param name="Fallback">Set when it is not the preferred channel.</param>
    public sealed record Send(Channel Channel, string Address, Fallback? Fallback = null) : SendDecision;

    /// <summary>It does not go out, and never will.</summary>
    /// <param name="Channel">In whose row the reason is kept: the preferred one; of somebody who is held out the one that it would have taken.</param>
    public sealed record Withhold(Channel Channel, WithholdReason Reason) : SendDecision;

    /// <summary>It waits; whether it goes then is decided then.</summary>
    /// <param name="Until">UTC; the first moment that its reasons allow, and within the time that the step has.</param>
    public sealed record Defer(DateTimeOffset Until, DeferReason Reason) : SendDecision;

    /// <summary>Its time passed, or will have passed before it may go.</summary>
    /// <param name="Waited">What it waited for until then; null where that does not tell more.</param>
    public sealed record Expire(DeferReason? Waited = null) : SendDecision;

    /// <summary>The first of these that applies: the cause is gone; too late; no channel; the customer pauses, or has got as much as they want; held out; transactional,
    /// which goes at once; too many messages; not at this time of day. Otherwise it goes.</summary>
    public static SendDecision Of(SendCase due)
    {
        if (!due.CauseCounts)
        {
            return new Withhold(due.Step.Channels[0], WithholdReason.OrderNoLongerCounts);
        }

        if (due.ExpiresAt < due.Now)
        {
            return new Expire(due.IsBroadcastPaused ? DeferReason.BroadcastPaused : null);
        }

        SendDecision chosen = ChannelOf(due);
        return chosen is not Send send ? chosen
            : Unwanted(due) is { } unwanted ? new Withhold(send.Channel, unwanted)
            : due.IsHeldOut ? new Withhold(send.Channel, WithholdReason.Holdout)
            : due.IsBroadcastPaused ? BroadcastPause(due)
            : due.Purpose == Purpose.Transactional || Deferral(due) is not { } deferral ? send
            : due.ExpiresAt < deferral.Until ? new Expire()
            : deferral;
    }

    /// <summary>Why a channel cannot be used for messages of that purpose; null when it can.</summary>
    public static WithholdReason? Against(Purpose purpose, Reach reach) =>
        reach.Address is null ? WithholdReason.NoAddress
        : reach.IsOutsideTrial ? WithholdReason.NotOnAllowList
        : reach.IsSuppressed ? WithholdReason.Suppressed
        : purpose == Purpose.Marketing && reach.Consent != ConsentState.Granted ? WithholdReason.NoConsent
        : purpose == Purpose.Marketing && reach.DeclinesTopic ? WithholdReason.TopicDeclined
        : null;

    /// <summary>Why a message must not be handed over again that was claimed before; null when nothing has come up since.</summary>
    public static WithholdReason? Against(SendCase claimed, Channel channel) =>
        !claimed.CauseCounts ? WithholdReason.OrderNoLongerCounts
        : Against(claimed.Purpose, claimed.Reach.GetValueOrDefault(channel, Reach.None)) is { } reason ? reason
        : IsPaused(claimed) ? WithholdReason.Paused
        : null;

    /// <summary>Whether a claim that was surely never called for may still go; if not, it is to be decided anew. Caps are not asked: the claim
    /// counts there itself.</summary>
    public static bool IsStillRight(SendCase claimed, Channel channel) =>
        Against(claimed, channel) is null
        && Spared(claimed.Purpose, claimed.Reach[channel]) is null
        && !claimed.IsBroadcastPaused
        && !(claimed.ExpiresAt < claimed.Now)
        && (claimed.Purpose == Purpose.Transactional || (!claimed.IsJourneyPaused && claimed.Rules.NextOpening(claimed.Now, claimed.Calendar) == claimed.Now));

    private static bool IsPaused(SendCase due) => due.Purpose == Purpose.Marketing && due.Preferences?.IsPausedAt(due.Now) == true;

    /// <summary>What the customer chose against it. It does not wait: who wants one message a week does not want all others later.</summary>
    private static WithholdReason? Unwanted(SendCase due) =>
        IsPaused(due) ? WithholdReason.Paused
        : due is { Purpose: Purpose.Marketing, Preferences.DaysBetween: { } days } && new FrequencyCap(1, days).FreeAt(due.EarlierMarketing, due.Now) > due.Now
            ? WithholdReason.FrequencyChoice
        : null;

    /// <summary>The first channel that can be used; of several reasons to withhold, the one of the preferred channel.</summary>
    private static SendDecision ChannelOf(SendCase due)
    {
        Channel preferred = due.Step.Channels[0];
        Fallback? fallback = null;
        foreach (Channel channel in due.Step.Channels)
        {
            Reach reach = due.Reach.GetValueOrDefault(channel, Reach.None);
            if ((Against(due.Purpose, reach) ?? Spared(due.Purpose, reach)) is not { } reason)
            {
                return new Send(channel, reach.Address!, fallback);
            }

            fallback ??= new Fallback(preferred, reason);
        }

        return new Withhold(preferred, fallback!.Reason);
    }

    /// <summary>Only what is decided now gives way: a claim that is repeated costs no message more.</summary>
    private static WithholdReason? Spared(Purpose purpose, Reach reach) =>
        purpose == Purpose.Marketing && reach.IsReserved ? WithholdReason.QuotaReserved
        : reach.IsOverBudget ? WithholdReason.LineBudget
        : null;

    /// <summary>Up to the moment at which it is too late, so that a resumption before then is not missed.</summary>
    private static Defer BroadcastPause(SendCase due)
    {
        DateTimeOffset until = due.Now + BroadcastPausesFor;
        return new Defer(due.ExpiresAt < until ? due.ExpiresAt.Value.AddTicks(1) : until, DeferReason.BroadcastPaused);
    }

    private static Defer? Deferral(SendCase due)
    {
        if (due.IsJourneyPaused)
        {
            return new Defer(due.Now + PausesFor, DeferReason.JourneyPaused);
        }

        DateTimeOffset freeAt = due.Rules.CapsOf(due.Standing).Select(c => FreeAt(due, c)).Append(due.Now).Max();
        DateTimeOffset until = due.Rules.NextOpening(freeAt, due.Calendar);
        return until == due.Now ? null
            : freeAt > due.Now ? new Defer(until, DeferReason.FrequencyCap)
            : due.Rules.IsPaused(due.Now, due.Calendar) ? new Defer(until, DeferReason.PauseDates)
            : new Defer(until, due.Rules.IsQuiet(due.Now, due.Calendar) ? DeferReason.QuietHours : DeferReason.Window);
    }

    /// <summary>Where there is room, but not for those who wait before it, too, it lets them go first, and is looked at again soon: whether
    /// they have gone is known then. It is never too late for that.</summary>
    private static DateTimeOffset FreeAt(SendCase due, FrequencyCap cap)
    {
        DateTimeOffset freeAt = cap.FreeAt(due.EarlierMarketing, due.Now);
        DateTimeOffset later = due.Now + GivesWayFor;
        bool givesWay = freeAt == due.Now
            && cap.FreeAt([.. due.EarlierMarketing, .. Enumerable.Repeat(due.Now, due.WaitingBefore)], due.Now) > due.Now
            && due.Rules.NextOpening(later, due.Calendar) == later
            && !(due.ExpiresAt < later);
        return givesWay ? later : freeAt;
    }
}

/// <summary>Another channel stands in for the preferred one.</summary>
/// <param name="From">The preferred channel.</param>
/// <param name="Reason">Why it could not be used.</param>
public sealed record Fallback(Channel From, WithholdReason Reason);

/// <summary>Why a message that was due did not go out. Words are kept for ever in the ledger.</summary>
public enum WithholdReason
{
    /// <summary>The preferred channel has no address, and no other can be used.</summary>
    NoAddress,

    /// <summary>The order that caused the enrollment was cancelled, or all of its money went back.</summary>
    OrderNoLongerCounts,

    /// <summary>Marketing without the customer's consent on the preferred channel, and no other can be used.</summary>
    NoConsent,

    /// <summary>The address of the preferred channel is one that nothing may be sent to (配信停止リスト), and no other can be used.</summary>
    Suppressed,

    /// <summary>It would have gone out, but the customer is kept out at random to measure the effect (非配信群).</summary>
    Holdout,

    /// <summary>The enrollment ended when the message was due, before it could go.</summary>
    EnrollmentEnded,

    /// <summary>The customer refused what it is about, and no other channel can be used.</summary>
    TopicDeclined,

    /// <summary>The customer wants nothing until a later day.</summary>
    Paused,

    /// <summary>The customer has got as much as they want in a week or a month.</summary>
    FrequencyChoice,

    /// <summary>The shop is being tried out, and the address is not on the list of those who may get something.</summary>
    NotOnAllowList,

    /// <summary>Marketing, where what the preferred channel still takes this month is kept for transactional messages, and no other can be
    /// used.</summary>
    QuotaReserved,

    /// <summary>The broadcast has taken as many messages by LINE as it may, and no other channel can be used.</summary>
    LineBudget,
}

/// <summary>Why a message waits. Words are kept for ever in the ledger.</summary>
public enum DeferReason
{
    /// <summary>The hours at which nothing is sent (配信不可時間帯).</summary>
    QuietHours,

    /// <summary>Outside the hours at which something may be sent (配信可能時間帯).</summary>
    Window,

    /// <summary>The customer has got as many messages as the shop allows (配信頻度上限).</summary>
    FrequencyCap,

    /// <summary>The journey pauses because its e-mails did harm; a person lets it go on.</summary>
    JourneyPaused,

    /// <summary>Days on which the shop sends no marketing (休止期間).</summary>
    PauseDates,

    /// <summary>A person pauses the broadcast, until a person lets it go on.</summary>
    BroadcastPaused,
}
