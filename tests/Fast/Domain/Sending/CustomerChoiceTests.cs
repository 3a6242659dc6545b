using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Sending;

/// <summary>What customers chose on the page of their preferences, against a message that is due.</summary>
public sealed class CustomerChoiceTests
{
    private static readonly SendDecision Sent = new SendDecision.Send(Channel.Email, "address");

    private static SendCase Due => DueCases.Of(Channel.Email);

    [Theory]
    [InlineData(1, WithholdReason.Paused)]
    [InlineData(0, null)] // the pause ends with this tick
    [InlineData(-1, null)]
    public void Of_Pausing_WithholdsUntilTheEnd(long ticks, WithholdReason? reason) =>
        Assert.Equal(Expected(reason), SendDecision.Of(Due with { Preferences = Pausing(ticks) }));

    [Theory]
    [InlineData(MailFrequency.Normal, 0, null)]
    [InlineData(MailFrequency.Weekly, 7, null)]
    [InlineData(MailFrequency.Monthly, 30, null)]
    [InlineData(MailFrequency.Weekly, 6.999, WithholdReason.FrequencyChoice)]
    [InlineData(MailFrequency.Monthly, 29.999, WithholdReason.FrequencyChoice)]
    public void Of_FrequencyChosen_WithholdsWhatComesTooSoon(MailFrequency frequency, double daysAgo, WithholdReason? reason)
    {
        SendCase due = Due with
        {
            Preferences = new Preferences(frequency, null, DueCases.Noon.AddDays(-100)),
            EarlierMarketing = [DueCases.Noon.AddDays(-daysAgo), DueCases.Noon.AddDays(-90)],
        };
        Assert.Equal(Expected(reason), SendDecision.Of(due));
    }

    [Fact]
    public void Of_TopicDeclined_TakesNoChannelOnWhichItIs()
    {
        SendCase due = DueCases.Of(Channel.Line, Channel.Email);
        Reach declining = due.Reach[Channel.Line] with { DeclinesTopic = true };
        Dictionary<Channel, Reach> reach = new() { [Channel.Line] = declining, [Channel.Email] = due.Reach[Channel.Email] };
        Assert.Equal(
            new SendDecision.Send(Channel.Email, "address", new Fallback(Channel.Line, WithholdReason.TopicDeclined)), SendDecision.Of(due with { Reach = reach }));
        reach[Channel.Email] = declining;
        Assert.Equal(new SendDecision.Withhold(Channel.Line, WithholdReason.TopicDeclined), SendDecision.Of(due with { Reach = reach }));
    }

    [Fact]
    public void Of_Transactional_IsNotTheirsToRefuse()
    {
        SendCase due = Due with
        {
            Purpose = Purpose.Transactional,
            Preferences = Pausing(1) with { Frequency = MailFrequency.Monthly },
            EarlierMarketing = [DueCases.Noon],
            Reach = new Dictionary<Channel, Reach> { [Channel.Email] = new("address", null) { DeclinesTopic = true } },
        };
        Assert.Equal(Sent, SendDecision.Of(due));
    }

    [Fact]
    public void Of_HeldOutAndPausing_IsNoMemberOfTheControlGroup() =>
        Assert.Equal(Expected(WithholdReason.Paused), SendDecision.Of(Due with { IsHeldOut = true, Preferences = Pausing(1) }));

    [Theory]
    [InlineData(Purpose.Marketing, WithholdReason.NotOnAllowList)]
    [InlineData(Purpose.Transactional, WithholdReason.NotOnAllowList)]
    public void Of_OutsideATrial_SaysSoWhateverThePurpose(Purpose purpose, WithholdReason reason)
    {
        Reach outside = Due.Reach[Channel.Email] with { IsOutsideTrial = true };
        Assert.Equal(Expected(reason), SendDecision.Of(Due with { Purpose = purpose, Reach = new Dictionary<Channel, Reach> { [Channel.Email] = outside } }));
    }

    /// <summary>Its own claim is among the earlier marketing: how often says nothing about a message that may be out already.</summary>
    [Fact]
    public void Against_AClaim_KnowsThePauseAndNotTheFrequency()
    {
        SendCase weekly = Due with { Preferences = new Preferences(MailFrequency.Weekly, null, DueCases.Noon), EarlierMarketing = [DueCases.Noon] };
        Assert.Null(SendDecision.Against(weekly, Channel.Email));
        Assert.Equal(WithholdReason.Paused, SendDecision.Against(Due with { Preferences = Pausing(1) }, Channel.Email));
        Assert.Equal(WithholdReason.OrderNoLongerCounts, SendDecision.Against(Due with { Preferences = Pausing(1), CauseCounts = false }, Channel.Email));
        Assert.Equal(WithholdReason.NoAddress, SendDecision.Against(Due, Channel.Line));
    }

    private static SendDecision Expected(WithholdReason? reason) => reason is { } why ? new SendDecision.Withhold(Channel.Email, why) : Sent;

    private static Preferences Pausing(long ticks) => new(MailFrequency.Normal, DueCases.Noon.AddTicks(ticks), DueCases.Noon.AddDays(-1));
}
