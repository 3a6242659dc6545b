using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

/// <summary>What a provider's answer, or none, does to a claimed row.</summary>
public sealed class HandOverTests
{
    private static readonly ChannelException Busy = new(Channel.Email, ChannelFailure.Temporary, "busy");

    private static readonly ChannelException NotReached = new(Channel.Email, ChannelFailure.Temporary, "no connection", isSurelyNotTaken: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_SurelyNotTaken_IsDecidedAnewWhateverTheProviderCanTell(bool isRepeatable)
    {
        SendBed bed = await SendBed.MakeAsync();
        bed.World.Email.RepeatableFor = isRepeatable ? TimeSpan.FromHours(23) : null;
        bed.World.Email.Refusals.Enqueue(NotReached);
        await Assert.ThrowsAsync<ChannelException>(() => bed.SendAsync("mail"));
        Assert.Equal([bed.Row("mail", SendState.Planned) with { Reason = "Temporary: no connection" }], await bed.RowsAsync());
        bed.World.SystemClock.Advance(TimeSpan.FromDays(30));

        Assert.Equal(SendState.Sent, Assert.IsType<SendOutcome.Settled>(await bed.SendAsync("mail")).Row.State);

        Assert.Single(bed.World.Email.Calls);
        Assert.Single(await bed.RowsAsync());
    }

    [Fact]
    public async Task Send_SurelyNotTakenThenUnsubscribed_IsWithheld()
    {
        SendBed bed = await SendBed.MakeAsync();
        bed.World.Email.Refusals.Enqueue(NotReached);
        await Assert.ThrowsAsync<ChannelException>(() => bed.SendAsync("mail"));
        await bed.Shop.Withdraw.RunAsync(bed.CustomerId, "link", default);

        SendRow row = Assert.IsType<SendOutcome.Settled>(await bed.SendAsync("mail")).Row;

        Assert.Equal((SendState.Withheld, "NoConsent"), (row.State, row.Reason));
        Assert.Empty(bed.World.Email.Calls);
    }

    [Fact]
    public async Task Send_PerhapsTakenByAProviderThatCannotTellRepeats_IsHeldAtTheNextAttempt()
    {
        SendBed bed = await SendBed.MakeAsync();
        bed.World.Email.RepeatableFor = null;
        bed.World.Email.Refusals.Enqueue(Busy);
        await Assert.ThrowsAsync<ChannelException>(() => bed.SendAsync("mail"));
        Assert.Equal(SendState.Claimed, Assert.Single(await bed.RowsAsync()).State);

        Assert.Equal(SendState.Held, Assert.IsType<SendOutcome.Settled>(await bed.SendAsync("mail")).Row.State);
        Assert.Empty(bed.World.Email.Calls);
    }

    /// <summary>The first attempt may have been taken: the second must not undo its claim.</summary>
    [Fact]
    public async Task Send_SurelyNotTakenAfterAnUncertainAttempt_StaysClaimed()
    {
        SendBed bed = await SendBed.MakeAsync();
        bed.World.Email.Refusals.Enqueue(Busy);
        bed.World.Email.Refusals.Enqueue(NotReached);
        await Assert.ThrowsAsync<ChannelException>(() => bed.SendAsync("mail"));
        SendRow claimed = Assert.Single(await bed.RowsAsync());
        await Assert.ThrowsAsync<ChannelException>(() => bed.SendAsync("mail"));
        Assert.Equal([claimed], await bed.RowsAsync());
        await bed.SendAsync("mail");
        Assert.Equal(claimed.PayloadHash, Assert.Single(bed.World.Email.Calls).PayloadHash);
    }

    [Theory]
    [InlineData("unsubscribed", "NoConsent since the claim, and whether the provider has it is not known")]
    [InlineData("suppressed", "Suppressed since the claim, and whether the provider has it is not known")]
    [InlineData("cancelled", "OrderNoLongerCounts since the claim, and whether the provider has it is not known")]
    [InlineData("nothing", null)]
    public async Task Send_ClaimedAndNoLongerWanted_IsHeldInsteadOfRepeated(string change, string? reason)
    {
        SendBed bed = await SendBed.MakeAsync();
        bed.World.Email.Refusals.Enqueue(Busy);
        await Assert.ThrowsAsync<ChannelException>(() => bed.SendAsync("mail"));
        Task done = change switch
        {
            "unsubscribed" => bed.Shop.Withdraw.RunAsync(bed.CustomerId, "link", default),
            "suppressed" => bed.Shop.Suppressions.AddAsync(Channel.Email, "hanako@example.com", SuppressionReason.Person, default),
            "cancelled" => bed.Shop.TellAsync("c", SendBed.Hanako.Bought(Told.Order("o-1", 9, OrderStatus.Cancelled))),
            _ => Task.CompletedTask,
        };
        await done;

        SendRow row = Assert.IsType<SendOutcome.Settled>(await bed.SendAsync("mail")).Row;

        Assert.Equal((reason is null ? SendState.Sent : SendState.Held, reason), (row.State, row.Reason));
        Assert.Equal(reason is null ? 1 : 0, bed.World.Email.Calls.Count);
    }

    [Fact]
    public async Task Send_RecipientGone_SuppressesTheAddressItWentToAndTakesTheNextChannel()
    {
        SendBed bed = await SendBed.MakeAsync();
        bed.World.Line.Refusals.Enqueue(new ChannelException(Channel.Line, ChannelFailure.RecipientGone, "blocked"));

        SendRow row = Assert.IsType<SendOutcome.Settled>(await bed.SendAsync("both")).Row;

        Assert.Equal((SendState.Sent, Channel.Email), (row.State, row.Key.Channel));

        Assert.Equal(new Suppression(SuppressionReason.RecipientGone, Told.Noon), await bed.Shop.Suppressions.FindAsync(Channel.Line, SendBed.LineUserId, default));
        Assert.False(await bed.Shop.Suppressions.IsSuppressedAsync(Channel.Email, "hanako@example.com", default));
        Assert.DoesNotContain(await bed.World.Tables.DumpAsync(Tables.Suppressions), r => r.Contains(SendBed.LineUserId, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Send_Rejected_SuppressesNobody()
    {
        SendBed bed = await SendBed.MakeAsync();
        bed.World.Email.Refusals.Enqueue(new ChannelException(Channel.Email, ChannelFailure.Rejected, "no quota"));
        await bed.SendAsync("mail");
        Assert.Empty(await bed.World.Tables.DumpAsync(Tables.Suppressions));
    }

    [Fact]
    public async Task Send_SuppressedAddress_TakesTheNextChannelElseIsWithheld()
    {
        SendBed bed = await SendBed.MakeAsync("transactional");
        await bed.Shop.Suppressions.AddAsync(Channel.Line, SendBed.LineUserId, SuppressionReason.Person, default);
        Assert.Equal(Channel.Email, Assert.IsType<SendOutcome.Settled>(await bed.SendAsync("both")).Row.Key.Channel);
        await bed.Shop.Suppressions.AddAsync(Channel.Email, "hanako@example.com", SuppressionReason.Person, default);
        Assert.Equal("Suppressed", Assert.IsType<SendOutcome.Settled>(await bed.SendAsync("mail")).Row.Reason);
    }

    [Fact]
    public async Task Suppression_HoweverTheAddressIsWritten_IsOneAndKeepsItsFirstReason()
    {
        TestWorld world = new();
        Suppressions list = new TestShop(world).Suppressions;
        Assert.True(await list.AddAsync(Channel.Email, "Hanako@Example.com ", SuppressionReason.RecipientGone, default));
        world.ShopClock.Advance(TimeSpan.FromDays(1));
        Assert.False(await list.AddAsync(Channel.Email, "hanako@example.com", SuppressionReason.Person, default));
        Assert.Equal(new Suppression(SuppressionReason.RecipientGone, Told.Noon), await list.FindAsync(Channel.Email, "hanako@example.com", default));
        Assert.False(await list.IsSuppressedAsync(Channel.Line, "hanako@example.com", default));

        string partition = Suppressions.PartitionOf(Channel.Email, "hanako@example.com");
        Assert.True(await list.LiftAsync(partition, new OperatorAct("sato", "works again"), default));
        Assert.False(await list.LiftAsync(partition, new OperatorAct("sato", "works again"), default));

        Assert.False(await list.IsSuppressedAsync(Channel.Email, "HANAKO@example.com", default));
    }
}
