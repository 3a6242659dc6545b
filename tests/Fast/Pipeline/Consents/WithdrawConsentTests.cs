using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Consents;

public sealed class WithdrawConsentTests
{
    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com");

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60 * 24 * 300)] // the shop's virtual clock is behind the shop system's
    public async Task Withdraw_WhateverTheClockOfTheConsent_EndsMarketing(int minute)
    {
        (_, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", new ShopEvent.CustomerChanged(Hanako.Agreeing(minute).Agreeing(minute, Channel.Line)));
        string id = (await shop.StateAsync(Hanako)).CustomerId;

        Assert.True(await shop.Withdraw.RunAsync(id, "link", default));

        CustomerState state = await shop.StateAsync(Hanako);
        Assert.Equal(ConsentState.Withdrawn, state.Consents[Channel.Email].State);
        Assert.Equal(ConsentState.Withdrawn, state.Consents[Channel.Line].State);
    }

    [Fact]
    public async Task Withdraw_Repeated_WritesNothingMoreAndKeepsTheProof()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", new ShopEvent.CustomerChanged(Hanako.Agreeing(-5)));
        string id = (await shop.StateAsync(Hanako)).CustomerId;
        await shop.Withdraw.RunAsync(id, "link", default);
        string[] before = await world.Tables.DumpAsync();

        world.ShopClock.Advance(TimeSpan.FromDays(1));
        Assert.True(await shop.Withdraw.RunAsync(id, "link", default));

        Assert.Equal(before, await world.Tables.DumpAsync());
        Assert.Equal(3, before.Count(r => r.Contains(" consent:", StringComparison.Ordinal)));  // granted, and two withdrawals
    }

    [Fact]
    public async Task Consent_ToldAgainAfterTheWithdrawal_DoesNotComeBack()
    {
        (_, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", new ShopEvent.CustomerChanged(Hanako.Agreeing(-5)));
        await shop.Withdraw.RunAsync((await shop.StateAsync(Hanako)).CustomerId, "link", default);
        await shop.TellAsync("again", new ShopEvent.CustomerChanged(Hanako.Agreeing(-5) with { UpdatedAt = Told.At(50) }));
        Assert.Equal(ConsentState.Withdrawn, (await shop.StateAsync(Hanako)).Consents[Channel.Email].State);
    }

    [Fact]
    public async Task Consent_GivenAgainLater_Holds()
    {
        (_, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", new ShopEvent.CustomerChanged(Hanako.Agreeing(-5)));
        await shop.Withdraw.RunAsync((await shop.StateAsync(Hanako)).CustomerId, "link", default);
        await shop.TellAsync("again", new ShopEvent.CustomerChanged(Hanako.Agreeing(1)));
        Assert.Equal(ConsentState.Granted, (await shop.StateAsync(Hanako)).Consents[Channel.Email].State);
    }

    [Theory]
    [InlineData(ConsentState.Granted, ConsentState.Withdrawn)]
    [InlineData(ConsentState.Withdrawn, ConsentState.Granted)]
    public async Task Consents_OfOneInstant_TheRefusalHolds(params ConsentState[] states)
    {
        (_, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        foreach ((int index, ConsentState state) in states.SelectMany(s => Enumerable.Repeat(s, 4)).Index())
        {
            Consent said = new(Channel.Email, state, Told.At(-5), $"form-{index}");  // several sources: their rows sort by hash
            await shop.TellAsync($"w{index}", new ShopEvent.CustomerChanged(Hanako with { Consents = [said] }));
        }

        Assert.Equal(ConsentState.Withdrawn, (await shop.StateAsync(Hanako)).Consents[Channel.Email].State);
    }

    [Fact]
    public async Task Withdraw_OfNobody_WritesNothing()
    {
        TestWorld world = new();
        Assert.False(await new TestShop(world).Withdraw.RunAsync("cunknown", "link", default));
        Assert.Empty(await world.Tables.DumpAsync());
    }
}
