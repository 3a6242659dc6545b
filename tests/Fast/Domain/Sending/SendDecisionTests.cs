using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Sending;

public sealed class SendDecisionTests
{
    private static readonly SendDecision Sent = new SendDecision.Send(Channel.Line, "address");

    private static readonly SendRules Limits = new() { QuietHours = DueCases.Times("21:00-08:00"), Cap = new FrequencyCap(1, 1) };

    private static SendCase Due => DueCases.Of(Channel.Line, Channel.Email);

    private static DateTimeOffset Night => DueCases.Noon.AddHours(10);  // 22:00

    private static DateTimeOffset NextMorning => DueCases.Noon.AddHours(20);  // 08:00

    /// <summary>Every set of reasons at once, from the strongest: the first that applies decides.</summary>
    [Fact]
    public void Of_SeveralReasonsAtOnce_TakesTheFirstInTheirOrder()
    {
        for (int reasons = 0; reasons < 1 << 6; reasons++)
        {
            bool Has(int bit) => (reasons & (1 << bit)) != 0;
            bool isTransactional = !Has(3);
            SendCase due = Due.With(Has(1) ? new PlanTime.Exactly(TimeSpan.FromHours(9)) : null) with
            {
                CauseCounts = !Has(0),
                Reach = Has(2) ? new Dictionary<Channel, Reach>() : Due.Reach,
                Purpose = isTransactional ? Purpose.Transactional : Purpose.Marketing,
                IsHeldOut = Has(4),
                EarlierMarketing = Has(5) ? [Night.AddHours(-1)] : [],
                Now = Night,
                Rules = Limits,
            };
            SendDecision expected = Has(0) ? new SendDecision.Withhold(Channel.Line, WithholdReason.OrderNoLongerCounts)
                : Has(1) ? new SendDecision.Expire()
                : Has(2) ? new SendDecision.Withhold(Channel.Line, WithholdReason.NoAddress)
                : Has(4) ? new SendDecision.Withhold(Channel.Line, WithholdReason.Holdout)
                : isTransactional ? Sent
                : Has(5) ? new SendDecision.Defer(NextMorning.AddDays(1), DeferReason.FrequencyCap)  // free at 21:00, which is quiet
                : new SendDecision.Defer(NextMorning, DeferReason.QuietHours);
            Assert.Equal((reasons, expected), (reasons, SendDecision.Of(due)));
        }
    }

    [Fact]
    public void Of_HeldOut_KeepsTheChannelThatItWouldHaveTaken()
    {
        SendCase due = Due with
        {
            IsHeldOut = true,
            Reach = new Dictionary<Channel, Reach> { [Channel.Email] = new("hanako@example.com", ConsentState.Granted) },
        };
        Assert.Equal(new SendDecision.Withhold(Channel.Email, WithholdReason.Holdout), SendDecision.Of(due));
        Assert.Equal(new SendDecision.Withhold(Channel.Line, WithholdReason.NoAddress), SendDecision.Of(due with { Reach = new Dictionary<Channel, Reach>() }));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)] // its last moment
    [InlineData(1, false)]
    public void Of_StepWithALimit_GoesUpToItsLastMoment(int ticks, bool isSent)
    {
        SendCase due = Due.With(new PlanTime.Days(2)) with { Now = DueCases.Noon.AddDays(2).AddTicks(ticks) };
        Assert.Equal(isSent ? Sent : new SendDecision.Expire(), SendDecision.Of(due));
        Assert.Equal(Sent, SendDecision.Of(due.With((PlanTime?)null)));
    }

    [Theory]
    [InlineData(20, 0, true)]
    [InlineData(19, 59, false)]
    public void Of_DeferralBeyondTheLimit_ExpiresAtOnce(int hours, int minutes, bool isDeferred)
    {
        SendCase due = Due.With(new PlanTime.Exactly(new TimeSpan(hours, minutes, 0))) with { Now = Night, Rules = Limits };
        Assert.Equal(isDeferred ? new SendDecision.Defer(NextMorning, DeferReason.QuietHours) : new SendDecision.Expire(), SendDecision.Of(due));
    }

    [Theory]
    [InlineData("12:00-13:00", null, DeferReason.QuietHours, 60)]
    [InlineData(null, "13:00-14:00", DeferReason.Window, 60)]
    [InlineData("11:00-13:00", "12:30-14:00", DeferReason.QuietHours, 60)] // both together
    [InlineData("11:00-12:00", "12:30-14:00", DeferReason.Window, 30)]
    public void Of_OutsideTheHours_WaitsForTheNextOpening(string? quiet, string? window, DeferReason reason, int minutes)
    {
        SendRules rules = new() { QuietHours = DueCases.Times(quiet), Window = DueCases.Times(window) };
        Assert.Equal(new SendDecision.Defer(DueCases.Noon.AddMinutes(minutes), reason), SendDecision.Of(Due with { Rules = rules }));
    }

    /// <summary>Two a day: at noon one has gone, or none, and others wait that were due before.</summary>
    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(1, 1, true)]
    [InlineData(0, 1, false)]
    [InlineData(0, 2, true)]
    public void Of_RoomForThoseOnlyWhoWaitBefore_LetsThemGoFirst(int gone, int waiting, bool givesWay)
    {
        SendCase due = Due with
        {
            Rules = new SendRules { QuietHours = null, Cap = new FrequencyCap(2, 1) },
            EarlierMarketing = [.. Enumerable.Repeat(DueCases.Noon.AddHours(-1), gone)],
            WaitingBefore = waiting,
        };
        SendDecision expected = givesWay ? new SendDecision.Defer(DueCases.Noon.AddMinutes(1), DeferReason.FrequencyCap) : Sent;
        Assert.Equal(expected, SendDecision.Of(due));
        Assert.Equal(Sent, SendDecision.Of(due with { Purpose = Purpose.Transactional }));
    }

    /// <summary>It is never too late because of others: neither for its own time, nor for the shop's hours.</summary>
    [Theory]
    [InlineData(60, "13:00-14:00", true)]
    [InlineData(59, "13:00-14:00", false)]
    [InlineData(60, "12:01-14:00", false)]
    public void Of_NoTimeToLetOthersGoFirst_Goes(int seconds, string quiet, bool givesWay)
    {
        SendCase due = Due.With(new PlanTime.Exactly(TimeSpan.FromSeconds(seconds))) with
        {
            Rules = new SendRules { QuietHours = DueCases.Times(quiet), Cap = new FrequencyCap(1, 1) },
            WaitingBefore = 1,
        };
        Assert.Equal(givesWay, SendDecision.Of(due) is SendDecision.Defer);
        Assert.Equal(!givesWay, SendDecision.Of(due) == Sent);
    }
}
