using System.Text.Json;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

/// <summary>Write, act, settle.</summary>
public sealed class SendStepTests
{
    private const string LineUserId = "U0123456789abcdef0123456789abcdef";

    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com") with { Name = "山田 花子" };

    private static readonly string Marketing = JourneyFiles.Journey(
        "news", "  - { id: mail, send: { channel: [line, email], message: thank-you } }", purpose: "marketing");

    [Fact]
    public async Task Send_Email_CarriesAddressValuesAndAnUnsubscribeLinkOfTheCustomer()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", Hanako.Bought(Told.Order("o-1", 1)));
        await shop.RunAsync();

        OutgoingMessage message = Assert.Single(world.Email.Calls);
        EmailPayload mail = JsonSerializer.Deserialize<EmailPayload>(message.Payload, JsonSerializerOptions.Web)!;
        string customerId = (await shop.StateAsync(Hanako)).CustomerId;
        Assert.Equal("hanako@example.com", mail.To);
        Assert.Equal("茶舗みどり o-1", mail.Subject);
        Assert.Contains("山田 花子 様", mail.Text, StringComparison.Ordinal);
        Assert.Equal(customerId, TestShop.Links.CustomerOfUnsubscribe(mail.Unsubscribe.AbsolutePath["/u/".Length..]));
        Assert.Contains(mail.Unsubscribe.AbsoluteUri, mail.Html, StringComparison.Ordinal);
        Assert.Equal(message.PayloadHash, Payloads.HashOf(message.Payload));
        Assert.Equal((world.ShopClock.GetUtcNow(), world.SystemClock.GetUtcNow()), (message.ClaimedAt.Shop, message.ClaimedAt.System));
    }

    [Theory]
    [InlineData(true, true, true, "Line")]
    [InlineData(true, false, true, "Email")]
    [InlineData(false, false, true, "Email")]
    [InlineData(true, false, false, "Withheld NoConsent")]
    [InlineData(false, false, false, "Withheld NoAddress")]
    public async Task Send_Marketing_GoesOverTheFirstChannelWithAddressAndConsent(bool hasLine, bool agreesToLine, bool agreesToEmail, string outcome)
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(Marketing);
        SourceCustomer customer = Hanako with { LineUserId = hasLine ? LineUserId : null };
        customer = agreesToLine ? customer.Agreeing(1, Channel.Line) : customer.Agreeing(1, Channel.Line, ConsentState.Pending);
        customer = agreesToEmail ? customer.Agreeing(1) : customer;

        await shop.TellAsync("w", customer.Bought(Told.Order("o-1", 1)));
        await shop.RunAsync();

        Entity row = Assert.Single((await shop.StateAsync(customer)).Sends.Values);
        string actual = row.Text("State") == "Sent" ? row.Text("Channel")! : $"{row.Text("State")} {row.Text("Reason")}";
        Assert.Equal(outcome, actual);
        Assert.Equal(outcome == "Line" ? 1 : 0, world.Line.Calls.Count);
        Assert.Equal(outcome == "Email" ? 1 : 0, world.Email.Calls.Count);
        Assert.NotNull(row.Instant("SettledAt"));
    }

    [Fact]
    public async Task Send_WithheldOnce_StaysWithheldWhenConsentComesLater()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(Marketing);
        await shop.TellAsync("w", Hanako.Bought(Told.Order("o-1", 1)));
        Cursor cursor = Assert.Single(world.Orchestrations.Waits.Values).Cursor;
        await shop.Advance.RunAsync(cursor, shop.Orchestrations, default);
        await shop.TellAsync("agreed", new ShopEvent.CustomerChanged(Hanako.Agreeing(2)));

        await shop.Advance.RunAsync(cursor, shop.Orchestrations, default);

        Assert.Empty(world.Email.Calls);
    }

    [Theory]
    [InlineData(OrderStatus.Cancelled, 0, "OrderNoLongerCounts")]
    [InlineData(OrderStatus.Paid, 5_000, "OrderNoLongerCounts")]
    [InlineData(OrderStatus.Paid, 4_999, null)]
    public async Task Send_OfAnOrderThatNoLongerCounts_IsWithheld(OrderStatus status, long refundedYen, string? reason)
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.Thanks);
        await shop.TellAsync("w", Hanako.Bought(Told.Order("o-1", 1)));
        await shop.RunAsync();
        Refund[] refunds = refundedYen > 0 ? [Told.Refund("r-1", refundedYen)] : [];
        await shop.TellAsync("changed", Hanako.Bought(Told.Order("o-1", 9, status) with { Refunds = refunds }));

        world.ShopClock.Advance(TimeSpan.FromDays(4));
        await shop.RunAsync();

        Entity later = Assert.Single((await shop.StateAsync(Hanako)).Sends.Values, r => r.Text("StepId") == "later");
        Assert.Equal((reason is null ? "Sent" : "Withheld", reason), (later.Text("State"), later.Text("Reason")));
        Assert.Equal(reason is null ? 2 : 1, world.Email.Calls.Count);
    }

    [Theory]
    [InlineData(ChannelFailure.Rejected)]
    [InlineData(ChannelFailure.RecipientGone)]
    public async Task Send_RefusedForGood_FailsWithTheReasonAndIsNotRepeated(ChannelFailure failure)
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", Hanako.Bought(Told.Order("o-1", 1)));
        world.Email.Refusals.Enqueue(new ChannelException(Channel.Email, failure, "no such mailbox"));

        await shop.RunAsync();

        Entity row = Assert.Single((await shop.StateAsync(Hanako)).Sends.Values);
        Assert.Equal(("Failed", $"{failure}: no such mailbox"), (row.Text("State"), row.Text("Reason")));
        Assert.Empty(world.Email.Calls);
        Assert.Equal(EndReason.Completed, Assert.Single(world.Orchestrations.Waits.Values).End);
    }

    [Fact]
    public async Task Send_RefusedForNow_IsRepeatedWithTheSameKeyAndBytes()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", Hanako.Bought(Told.Order("o-1", 1)));
        world.Email.Refusals.Enqueue(new ChannelException(Channel.Email, ChannelFailure.Temporary, "busy"));
        await Assert.ThrowsAsync<ChannelException>(shop.RunAsync);
        Entity row = Assert.Single((await shop.StateAsync(Hanako)).Sends.Values);
        Assert.Equal("Claimed", row.Text("State"));
        await shop.TellAsync("renamed", new ShopEvent.CustomerChanged(Hanako with { Name = "山本 花子", UpdatedAt = Told.At(5) }));

        await shop.RunAsync();

        OutgoingMessage message = Assert.Single(world.Email.Calls);
        Assert.Equal(row.Text("PayloadHash"), message.PayloadHash);
        Assert.Contains("山田 花子 様", message.Payload, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 1, "Sent")]
    [InlineData(0, 0, "Held")]
    public async Task Send_ClaimedLongAgo_IsRepeatedOnlyWithinTheProvidersHorizonOnTheSystemClock(int ticks, int calls, string state)
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", Hanako.Bought(Told.Order("o-1", 1)));
        world.Email.Refusals.Enqueue(new ChannelException(Channel.Email, ChannelFailure.Temporary, "busy"));
        await Assert.ThrowsAsync<ChannelException>(shop.RunAsync);
        world.ShopClock.Advance(TimeSpan.FromDays(300));
        world.SystemClock.Advance(TimeSpan.FromHours(23) + TimeSpan.FromTicks(ticks));

        await shop.RunAsync();

        Assert.Equal(calls, world.Email.Calls.Count);
        Assert.Equal(state, Assert.Single((await shop.StateAsync(Hanako)).Sends.Values).Text("State"));
    }

    [Fact]
    public async Task Send_ClaimedPayloadGone_IsHeldForAPerson()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", Hanako.Bought(Told.Order("o-1", 1)));
        world.Email.Refusals.Enqueue(new ChannelException(Channel.Email, ChannelFailure.Temporary, "busy"));
        await Assert.ThrowsAsync<ChannelException>(shop.RunAsync);
        string customerId = (await shop.StateAsync(Hanako)).CustomerId;
        string shard = RowKeys.Shard(customerId, Payloads.ShardCount);
        EntityPage parts = await world.Tables.QueryAsync(new EntityQuery(Tables.Payloads, shard), default);
        await world.Tables.WriteAsync(Tables.Payloads, shard, [.. parts.Entities.Select(e => new EntityChange.Delete(e.RowKey))], default);

        await shop.RunAsync();

        Entity row = Assert.Single((await shop.StateAsync(Hanako)).Sends.Values);
        Assert.Equal(("Held", "the claimed payload is no longer there"), (row.Text("State"), row.Text("Reason")));
        Assert.Empty(world.Email.Calls);
    }
}
