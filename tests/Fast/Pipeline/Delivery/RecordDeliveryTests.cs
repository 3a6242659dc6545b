using System.Text;
using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Delivery;

/// <summary>What a provider's events leave behind.</summary>
public sealed class RecordDeliveryTests
{
    private const string Address = "hanako@example.com";

    [Fact]
    public async Task Event_OfAMessageThatIsNotOurs_LeavesNothing()
    {
        SendBed bed = await SentAsync();
        string[] before = await bed.World.Tables.DumpAsync();
        Assert.False(await bed.Shop.Deliveries.RunAsync(Event(bed, DeliveryKind.Bounced) with { MessageKey = Guid.Empty, Stop = DeliveryStop.Gone }, default));
        Assert.Equal(before, await bed.World.Tables.DumpAsync());
    }

    [Fact]
    public async Task Event_ToldTwiceAndInAnyOrder_IsOneFactAndChangesNoSettledRow()
    {
        SendBed bed = await SentAsync();
        SendRow sent = Assert.Single(await bed.RowsAsync());
        DeliveryEvent[] events = [Event(bed, DeliveryKind.Opened, "3"), Event(bed, DeliveryKind.Delivered, "2"), Event(bed, DeliveryKind.Accepted, "1"), Event(bed, DeliveryKind.Dropped, "0")];
        foreach (DeliveryEvent told in events.Concat(events.Reverse()))
        {
            Assert.True(await bed.Shop.Deliveries.RunAsync(told, default));
        }

        Assert.Equal(["Accepted", "Delivered", "Dropped", "Opened"], (await FactsAsync(bed)).Select(f => f.Text("Kind")).Order());
        Assert.Equal([sent], await bed.RowsAsync());
    }

    [Theory]
    [InlineData(DeliveryStop.Gone, SuppressionReason.RecipientGone)]
    [InlineData(DeliveryStop.Complaint, SuppressionReason.Complaint)]
    [InlineData(DeliveryStop.Unsubscribe, SuppressionReason.Unsubscribe)]
    [InlineData(null, null)]
    public async Task Event_ThatStopsAnAddress_SuppressesItAtOnceWhateverIsQueued(DeliveryStop? stop, SuppressionReason? expected)
    {
        SendBed bed = await SentAsync();
        await bed.Shop.Deliveries.RunAsync(Event(bed, DeliveryKind.Bounced) with { Stop = stop }, default);
        Assert.Equal(expected, (await bed.Shop.Suppressions.FindAsync(Channel.Email, Address, default))?.Reason);
        bed.World.Line.Refusals.Enqueue(new ChannelException(Channel.Line, ChannelFailure.Rejected, "no"));
        SendRow next = Assert.IsType<SendOutcome.Settled>(await bed.SendAsync("both")).Row;
        Assert.Equal(Channel.Line, next.Key.Channel);
        Assert.False(await bed.Shop.Suppressions.IsSuppressedAsync(Channel.Line, SendBed.LineUserId, default));
    }

    [Fact]
    public async Task Event_WithoutAnAddress_SuppressesNobody()
    {
        SendBed bed = await SentAsync();
        await bed.Shop.Deliveries.RunAsync(Event(bed, DeliveryKind.Bounced) with { Stop = DeliveryStop.Gone, Address = null }, default);
        Assert.Empty(await bed.World.Tables.DumpAsync(Tables.Suppressions));
    }

    [Fact]
    public async Task Event_Fact_IsKeptWithTheCustomerWithoutTheAddress()
    {
        SendBed bed = await SentAsync();
        await bed.Shop.Deliveries.RunAsync(Event(bed, DeliveryKind.OpenedByMachine) with { Reason = "said" }, default);

        Entity fact = Assert.Single(await FactsAsync(bed));
        Assert.Equal(
            ("OpenedByMachine", "said", "mail", "Email", "thank-you", bed.Enrollment.EnrollmentId),
            (fact.Text("Kind"), fact.Text("Reason"), fact.Text("StepId"), fact.Text("Channel"), fact.Text("MessageId"), fact.Text("EnrollmentId")));
        Assert.DoesNotContain(fact.Properties.Values, v => v.ToString()!.Contains('@', StringComparison.Ordinal));
    }

    /// <summary>The shop clock is 100 days from the system's, on which providers write their times.</summary>
    [Theory]
    [InlineData(-20, -20)]
    [InlineData(-60, -60)]
    [InlineData(-61, -60)] // not before the message
    [InlineData(5, 0)] // their clock is ahead
    public async Task Event_Fact_StandsAsLongAgoOnTheShopClock(int minutesAgo, int expected)
    {
        SendBed bed = await SentAsync();
        bed.World.ShopClock.Advance(TimeSpan.FromHours(1));
        bed.World.SystemClock.Advance(TimeSpan.FromHours(1));
        DeliveryEvent told = Event(bed, DeliveryKind.Clicked) with { At = bed.World.SystemClock.GetUtcNow().AddMinutes(minutesAgo) };
        await bed.Shop.Deliveries.RunAsync(told, default);
        Assert.Equal(bed.World.ShopClock.GetUtcNow().AddMinutes(expected), Assert.Single(await FactsAsync(bed)).Instant("At"));
    }

    [Fact]
    public async Task Send_ByAProviderThatTellsNothing_NeedsNoIndex()
    {
        SendBed bed = await SendBed.MakeAsync();
        await bed.SendAsync("mail");
        Assert.False(await bed.Shop.Deliveries.RunAsync(Event(bed, DeliveryKind.Accepted), default));
    }

    [Fact]
    public async Task Webhook_OfEvents_IsAppliedAndNothingOfItsBodyIsKept()
    {
        SendBed bed = await SentAsync();
        bed.World.Source.ForgetsBodies = true;

        InboxState? state = await bed.Shop.TellAsync("w-1", new ShopEvent.DeliveryTold(Event(bed, DeliveryKind.Delivered)));

        Assert.Equal(InboxState.Processed, state);
        Assert.Single(await FactsAsync(bed));
        Assert.Equal("", await BodyAsync(bed, "w-1"));
    }

    [Fact]
    public async Task Webhook_WithAPartThatCannotBeRead_AppliesTheRestAndWaitsForAPersonWithItsBody()
    {
        SendBed bed = await SentAsync();
        bed.World.Source.ForgetsBodies = true;
        WebhookRequest webhook = bed.World.Source.Webhook(
            "w-2", new WebhookReading.Understood([new ShopEvent.DeliveryTold(Event(bed, DeliveryKind.Delivered))]) { Fault = "$[1]: no" });
        InboxId id = Assert.IsType<Acceptance.Accepted>(await bed.Shop.Accept.RunAsync(TestWorld.SourceId, webhook, default)).Id;

        Assert.Equal(InboxState.Review, await bed.Shop.Process.RunAsync(id, bed.Shop.Orchestrations, default));

        Assert.Single(await FactsAsync(bed));
        Assert.Equal("$[1]: no", (await bed.Shop.Inbox.FindAsync(id, default))!.Reason);
        Assert.Equal("body of w-2", await BodyAsync(bed, "w-2"));
    }

    [Fact]
    public async Task Webhook_OfMessagesOfOthers_IsIgnoredAndForgotten()
    {
        SendBed bed = await SentAsync();
        bed.World.Source.ForgetsBodies = true;
        DeliveryEvent foreign = Event(bed, DeliveryKind.Delivered) with { MessageKey = Guid.Empty };
        Assert.Equal(InboxState.Ignored, await bed.Shop.TellAsync("w-3", new ShopEvent.DeliveryTold(foreign)));
        Assert.Equal("", await BodyAsync(bed, "w-3"));
    }

    private static async Task<string> BodyAsync(SendBed bed, string id) =>
        Encoding.UTF8.GetString((await bed.Shop.Inbox.RequestAsync(Inbox.IdOf(TestWorld.SourceId, id), default)).Body.Span);

    private static async Task<SendBed> SentAsync()
    {
        SendBed bed = await SendBed.MakeAsync();
        (bed.World.Email.RepeatableFor, bed.World.Email.ToldWithin) = (null, TimeSpan.FromHours(1));
        await bed.SendAsync("mail");
        return bed;
    }

    private static DeliveryEvent Event(SendBed bed, DeliveryKind kind, string id = "e") =>
        new(id, bed.Key("mail").MessageKey, kind, bed.World.SystemClock.GetUtcNow()) { Address = Address };

    private static async Task<List<Entity>> FactsAsync(SendBed bed)
    {
        List<Entity> facts = [];
        await foreach (Entity row in bed.World.Tables.QueryAllAsync(EntityQuery.Prefix(Tables.Customers, bed.CustomerId, "delivery:"), default))
        {
            facts.Add(row);
        }

        return facts;
    }
}
