using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Sending;

public sealed class SendDecisionTests
{
    private static readonly ConsentState?[] Consents = [null, ConsentState.Granted, ConsentState.Pending, ConsentState.Withdrawn];

    private static readonly Channel[][] Orders = [[Channel.Email], [Channel.Line], [Channel.Email, Channel.Line], [Channel.Line, Channel.Email]];

    /// <summary>How one channel can be: without an address whatever the consent, or with one.</summary>
    private static readonly Reach?[] Reaches =
        [null, .. Consents.Select(c => new Reach(null, c)), .. Consents.Select(c => new Reach("address", c))];

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
                        SendDecision decision = SendDecision.Of(JourneyCases.Send("thanks", channels), purpose, Known(email, line));
                        Assert.Equal(Expected(channels, purpose, email, line), decision);
                        sends += decision is SendDecision.Send ? 1 : 0;
                    }
                }
            }
        }

        // Of 9 states of a channel 1 may get marketing and 4 transactional messages; two channels fail together or not at all.
        Assert.Equal((2 * 9 * (1 + 4)) + (2 * ((81 - (8 * 8)) + (81 - (5 * 5)))), sends);
    }

    [Theory]
    [InlineData(Purpose.Marketing, ConsentState.Granted, true)]
    [InlineData(Purpose.Marketing, ConsentState.Pending, false)]
    [InlineData(Purpose.Marketing, ConsentState.Withdrawn, false)]
    [InlineData(Purpose.Marketing, null, false)] // silence is no consent
    [InlineData(Purpose.Transactional, ConsentState.Withdrawn, true)]
    [InlineData(Purpose.Transactional, null, true)]
    public void Of_AddressKnown_DependsOnPurposeAndConsent(Purpose purpose, ConsentState? consent, bool isSent)
    {
        SendDecision expected = isSent
            ? new SendDecision.Send(Channel.Email, "hanako@example.com")
            : new SendDecision.Withhold(Channel.Email, WithholdReason.NoConsent);
        Assert.Equal(expected, SendDecision.Of(JourneyCases.Send("thanks", Channel.Email), purpose, Known(new Reach("hanako@example.com", consent), null)));
    }

    [Fact]
    public void Of_PreferredChannelCannotBeUsed_FallsBackWithItsOwnAddress() => Assert.Equal(
        new SendDecision.Send(Channel.Email, "hanako@example.com"),
        SendDecision.Of(
            JourneyCases.Send("thanks", Channel.Line, Channel.Email),
            Purpose.Marketing,
            Known(new Reach("hanako@example.com", ConsentState.Granted), new Reach("U1", ConsentState.Withdrawn))));

    private static SendDecision Expected(Channel[] channels, Purpose purpose, Reach? email, Reach? line)
    {
        Reach? Of(Channel channel) => channel == Channel.Email ? email : line;
        bool MayUse(Channel c) => Of(c)?.Address is not null && (purpose == Purpose.Transactional || Of(c)!.Consent == ConsentState.Granted);
        Channel[] usable = [.. channels.Where(MayUse)];
        return usable is [var first, ..]
            ? new SendDecision.Send(first, "address")
            : new SendDecision.Withhold(channels[0], Of(channels[0])?.Address is null ? WithholdReason.NoAddress : WithholdReason.NoConsent);
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
