using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Sending;

public sealed class ChannelChoiceTests
{
    private static readonly ConsentState?[] Consents = [null, ConsentState.Granted, ConsentState.Pending, ConsentState.Withdrawn];

    private static readonly Channel[][] Orders = [[Channel.Email], [Channel.Line], [Channel.Email, Channel.Line], [Channel.Line, Channel.Email]];

    /// <summary>How one channel can be: without an address whatever the consent, or with one, which may be suppressed.</summary>
    private static readonly Reach?[] Reaches =
    [
        null,
        .. Consents.Select(c => new Reach(null, c)),
        .. Consents.Select(c => new Reach("address", c)),
        .. Consents.Select(c => new Reach("address", c, IsSuppressed: true)),
    ];

    /// <summary>Every order of channels, purpose, and state of both channels, against the rule in its plainest words.</summary>
    [Fact]
    public void Of_EveryCase_TakesTheFirstChannelThatMayBeUsed()
    {
        int sends = 0;
        foreach (Channel[] channels in Orders)
        {
            foreach (Purpose purpose in Enum.GetValues<Purpose>())
            {
                foreach (Reach? email in Reaches)
                {
                    foreach (Reach? line in Reaches)
                    {
                        SendCase due = DueCases.Of(channels) with { Purpose = purpose, Reach = Known(email, line) };
                        Assert.Equal(Expected(channels, purpose, email, line), SendDecision.Of(due));
                        sends += SendDecision.Of(due) is SendDecision.Send ? 1 : 0;
                    }
                }
            }
        }

        // Of 13 states of a channel 1 may get marketing and 4 transactional messages; two channels fail together or not at all.
        Assert.Equal((2 * 13 * (1 + 4)) + (2 * ((169 - (12 * 12)) + (169 - (9 * 9)))), sends);
    }

    [Theory]
    [InlineData(Purpose.Marketing, ConsentState.Granted, false, null)]
    [InlineData(Purpose.Marketing, ConsentState.Granted, true, WithholdReason.Suppressed)]
    [InlineData(Purpose.Marketing, ConsentState.Pending, false, WithholdReason.NoConsent)]
    [InlineData(Purpose.Marketing, ConsentState.Withdrawn, false, WithholdReason.NoConsent)]
    [InlineData(Purpose.Marketing, null, false, WithholdReason.NoConsent)] // silence is no consent
    [InlineData(Purpose.Transactional, ConsentState.Withdrawn, false, null)]
    [InlineData(Purpose.Transactional, null, false, null)]
    [InlineData(Purpose.Transactional, ConsentState.Granted, true, WithholdReason.Suppressed)]
    public void Of_AddressKnown_DependsOnPurposeConsentAndSuppression(Purpose purpose, ConsentState? consent, bool isSuppressed, WithholdReason? reason)
    {
        SendCase due = DueCases.Of(Channel.Email) with { Purpose = purpose, Reach = Known(new Reach("hanako@example.com", consent, isSuppressed), null) };
        SendDecision expected = reason is { } why
            ? new SendDecision.Withhold(Channel.Email, why)
            : new SendDecision.Send(Channel.Email, "hanako@example.com");
        Assert.Equal(expected, SendDecision.Of(due));
    }

    [Fact]
    public void Of_PreferredChannelCannotBeUsed_FallsBackWithItsOwnAddressAndSaysWhy() => Assert.Equal(
        new SendDecision.Send(Channel.Email, "hanako@example.com", new Fallback(Channel.Line, WithholdReason.NoConsent)),
        SendDecision.Of(DueCases.Of(Channel.Line, Channel.Email) with
        {
            Reach = Known(new Reach("hanako@example.com", ConsentState.Granted), new Reach("U1", ConsentState.Withdrawn)),
        }));

    /// <summary>Both could be used; what LINE still takes is kept for messages that customers wait for.</summary>
    [Theory]
    [InlineData(Purpose.Marketing, true, Channel.Email)]
    [InlineData(Purpose.Marketing, false, Channel.Line)]
    [InlineData(Purpose.Transactional, true, Channel.Line)]
    public void Of_PreferredChannelReserved_MarketingGivesWay(Purpose purpose, bool isReserved, Channel channel)
    {
        SendCase due = DueCases.Of(Channel.Line, Channel.Email) with
        {
            Purpose = purpose,
            Reach = Known(new Reach("a", ConsentState.Granted), new Reach("a", ConsentState.Granted) { IsReserved = isReserved }),
        };
        Fallback? fallback = channel == Channel.Line ? null : new Fallback(Channel.Line, WithholdReason.QuotaReserved);
        Assert.Equal(new SendDecision.Send(channel, "a", fallback), SendDecision.Of(due));
    }

    [Theory]
    [InlineData(ConsentState.Granted, WithholdReason.QuotaReserved)]
    [InlineData(ConsentState.Withdrawn, WithholdReason.NoConsent)]
    public void Of_OnlyChannelReserved_IsWithheldForTheReasonThatLastsLongest(ConsentState consent, WithholdReason reason) => Assert.Equal(
        new SendDecision.Withhold(Channel.Line, reason),
        SendDecision.Of(DueCases.Of(Channel.Line) with { Purpose = Purpose.Marketing, Reach = Known(null, new Reach("a", consent) { IsReserved = true }) }));

    private static SendDecision Expected(Channel[] channels, Purpose purpose, Reach? email, Reach? line)
    {
        Reach? Of(Channel channel) => channel == Channel.Email ? email : line;
        bool MayUse(Channel c) => Of(c) is { Address: not null, IsSuppressed: false } reach && (purpose == Purpose.Transactional || reach.Consent == ConsentState.Granted);
        Channel[] usable = [.. channels.Where(MayUse)];
        WithholdReason reason = Of(channels[0]) switch
        {
            { Address: not null, IsSuppressed: true } => WithholdReason.Suppressed,
            { Address: not null } => WithholdReason.NoConsent,
            _ => WithholdReason.NoAddress,
        };
        return usable is [var first, ..]
            ? new SendDecision.Send(first, "address", first == channels[0] ? null : new Fallback(channels[0], reason))
            : new SendDecision.Withhold(channels[0], reason);
    }

    private static Dictionary<Channel, Reach> Known(Reach? email, Reach? line)
    {
        Dictionary<Channel, Reach> known = [];
        if (email is not null)
        {
            known[Channel.Email] = email;
        }

        if (line is not null)
        {
            known[Channel.Line] = line;
        }

        return known;
    }
}
