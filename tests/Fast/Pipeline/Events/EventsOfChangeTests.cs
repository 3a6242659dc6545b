using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Events;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;
using static FollowUpFlows.Tests.Fast.Pipeline.Events.EventCases;

namespace FollowUpFlows.Tests.Fast.Pipeline.Events;

/// <summary>What a write tells, by what was there before.</summary>
public sealed class EventsOfChangeTests
{
    [Fact]
    public void NewEnrollment_TellsThatItStarted()
    {
        DomainEvent told = Only(Before(), Row(Running with { State = EnrollmentState.Starting }));

        Assert.Equal((EventTypes.JourneyStarted, "customers/" + CustomerId, Told.At(1)), (told.Type, told.Subject, told.Time));
        Assert.Equal(
            $$"""{"customerId":"{{CustomerId}}","enrollmentId":"thanks:abc","journeyId":"thanks","version":3,"plan":"follow-up","triggeredOn":"2026-11-21"}""",
            told.Data);
    }

    [Fact]
    public void EnrollmentThatRunsNow_TellsNothing() =>
        Assert.Empty(Tell(Before(Row(Running with { State = EnrollmentState.Starting })), Row(Running)));

    [Theory]
    [InlineData(EndReason.Completed, "completed")]
    [InlineData(EndReason.GoalReached, "goal-reached")]
    [InlineData(EndReason.NewOrder, "new-order")]
    [InlineData(EndReason.Erased, "erased")]
    public void EnrollmentThatEnds_TellsWhyOnce(EndReason reason, string word)
    {
        Enrollment ended = Running.Over(reason, Told.At(9));

        DomainEvent told = Only(Before(Row(Running)), Row(ended));

        Assert.Equal((EventTypes.JourneyCompleted, Told.At(9)), (told.Type, told.Time));
        Assert.Contains($"\"outcome\":\"{word}\"", told.Data, StringComparison.Ordinal);
        Assert.Empty(Tell(Before(Row(ended)), Row(ended)));
    }

    [Fact]
    public void GoalThatIsReached_IsToldWheneverItIs()
    {
        Enrollment ended = Running.Over(EndReason.Completed, Told.At(9));
        Enrollment late = ended with { GoalAt = Told.At(20) };

        Assert.Equal(EventTypes.GoalReached, Only(Before(Row(ended)), Row(late)).Type);
        Assert.Equal(
            [EventTypes.GoalReached, EventTypes.JourneyCompleted],
            Tell(Before(Row(Running)), Row((Running with { GoalAt = Told.At(8) }).Over(EndReason.GoalReached, Told.At(9)))).Select(e => e.Type));
        Assert.Empty(Tell(Before(Row(late)), Row(late)));
    }

    [Theory]
    [InlineData(SendState.Sent, null, "message.sent", null)]
    [InlineData(SendState.Withheld, "NoConsent", "message.withheld", "no-consent")]
    [InlineData(SendState.Withheld, "EnrollmentEnded", "message.withheld", "enrollment-ended")]
    [InlineData(SendState.Failed, "RecipientGone: hanako@example.com is unknown", "message.failed", "recipient-gone")]
    [InlineData(SendState.Failed, "Rejected: bad: worse", "message.failed", "rejected")]
    [InlineData(SendState.Failed, "the name 山田 is too long", "message.failed", "not-rendered")]
    [InlineData(SendState.Expired, "too late", "message.expired", "too-late")]
    [InlineData(SendState.Held, "claimed, and whether 山田 has it is not known", "message.held", "outcome-unknown")]
    public void MessageThatIsSettled_TellsItsStateAndAWordForTheReason(SendState state, string? reason, string type, string? word)
    {
        SendRow settled = Claimed with { State = state, Reason = reason, SettledAt = Told.At(4) };

        DomainEvent told = Only(Before(Row(Claimed)), Row(settled));

        Assert.Equal((type, Told.At(4)), (told.Type, told.Time));
        Assert.Equal(word is not null, told.Data.Contains($"\"reason\":\"{word}\"", StringComparison.Ordinal));
        Assert.DoesNotContain("hanako", told.Data, StringComparison.Ordinal);
        Assert.Empty(Tell(Before(Row(settled)), Row(settled)));
    }

    [Theory]
    [InlineData(SendState.Planned)]
    [InlineData(SendState.Claimed)]
    public void MessageThatIsUnderWay_TellsNothing(SendState state) => Assert.Empty(Tell(Before(), Row(Claimed with { State = state })));

    [Fact]
    public void MessageThatWasHeld_TellsHowAPersonDecided()
    {
        SendRow held = Claimed with { State = SendState.Held, Reason = "not known" };

        Assert.Equal(EventTypes.MessageSent, Only(Before(Row(held)), Row(held with { State = SendState.Sent, SettledAt = Told.At(9) })).Type);
    }

    [Fact]
    public void Withdrawal_IsToldWhenItHolds()
    {
        Consent granted = new(Channel.Email, ConsentState.Granted, Told.At(5), "form");
        Consent withdrawn = new(Channel.Email, ConsentState.Withdrawn, Told.At(6), "the form that Hanako filled in");

        DomainEvent told = Only(Before(Row(granted)), Row(withdrawn));
        Assert.Equal((EventTypes.ConsentWithdrawn, Told.At(6)), (told.Type, told.Time));
        Assert.DoesNotContain("Hanako", told.Data, StringComparison.Ordinal);

        Assert.Single(Tell(Before(), Row(withdrawn)));
        Assert.Empty(Tell(Before(Row(withdrawn)), Row(withdrawn with { At = Told.At(7) })));  // said again
        Assert.Empty(Tell(Before(Row(granted)), Row(withdrawn with { At = Told.At(4) })));  // overtaken before it arrived
        Assert.Empty(Tell(Before(Row(withdrawn)), Row(granted with { At = Told.At(8) })));
        Assert.Single(Tell(Before(Row(withdrawn)), Row(withdrawn with { Channel = Channel.Line })));
    }

    [Fact]
    public void Erasure_IsToldOnce()
    {
        CustomerState before = Before();
        Customer forgotten = before.Customer.Forgotten(Told.At(9));

        DomainEvent told = Assert.Single(EventsOfChange.Of(before, forgotten, [new EntityChange.Delete("consent:x")]));

        Assert.Equal((EventTypes.CustomerErased, Told.At(9)), (told.Type, told.Time));
        Assert.Empty(EventsOfChange.Of(before with { Customer = forgotten }, forgotten, []));
    }

    [Fact]
    public void Ids_AreOfTheFact()
    {
        SendRow sent = Claimed with { State = SendState.Sent, SettledAt = Told.At(4) };
        string id = Only(Before(Row(Claimed)), Row(sent)).Id;

        Assert.Equal(id, Only(Before(), Row(sent with { SettledAt = Told.At(5) })).Id);
        Assert.NotEqual(id, Only(Before(), Row(sent with { State = SendState.Failed, Reason = "Rejected: no" })).Id);
        Assert.NotEqual(id, Only(Before(), Row(sent with { Key = sent.Key with { StepId = "later" } })).Id);
        Assert.NotEqual(id, Only(Before(), Row(sent with { Key = sent.Key with { Visit = 1 } })).Id);
    }
}
