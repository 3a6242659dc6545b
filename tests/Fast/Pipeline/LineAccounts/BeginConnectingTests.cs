using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.LineAccounts;

/// <summary>From the mailed link to LINE.</summary>
public sealed class BeginConnectingTests
{
    [Fact]
    public async Task Link_LeadsToLineWithATokenAndANonceOfItsOwn()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        (ConnectStart outcome, Uri? next) = await bed.BegunAsync();
        Assert.Equal(ConnectStart.Open, outcome);
        Assert.StartsWith("https://access.line.me/dialog/bot/accountLink?linkToken=link%2Btoken%2F1%3D&nonce=", next!.AbsoluteUri, StringComparison.Ordinal);
        string nonce = QueryHelpers.ParseQuery(next.Query)["nonce"].ToString();
        Assert.InRange(nonce.Length, 10, 255);
        Assert.True(Convert.FromBase64String(nonce).Length >= 32);
        Assert.DoesNotContain(await bed.World.Tables.DumpAsync(), row => row.Contains(nonce, StringComparison.Ordinal));

        ConnectBed other = await ConnectBed.KnownAsync();
        string another = QueryHelpers.ParseQuery((await other.BegunAsync()).Next!.Query)["nonce"].ToString();
        Assert.NotEqual(Convert.FromBase64String(nonce)[..32], Convert.FromBase64String(another)[..32]);
    }

    [Fact]
    public async Task Link_WorksOnce()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        await bed.BegunAsync();
        (string customerId, DateTimeOffset askedAt) = Assert.Single(bed.Links());
        Assert.Equal(ConnectStart.Over, await bed.Shop.BeginConnect.LookAsync(customerId, askedAt, default));
        Assert.Equal((ConnectStart.Over, null), await bed.Shop.BeginConnect.RunAsync(customerId, askedAt, default));
    }

    [Fact]
    public async Task Link_LookedAt_ChangesNothing()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        await bed.AskAsync();
        await bed.Shop.RunAsync();
        (string customerId, DateTimeOffset askedAt) = Assert.Single(bed.Links());
        string[] before = await bed.World.Tables.DumpAsync();
        Assert.Equal(ConnectStart.Open, await bed.Shop.BeginConnect.LookAsync(customerId, askedAt, default));
        Assert.Equal(before, await bed.World.Tables.DumpAsync());
    }

    [Theory]
    [InlineData(0, ConnectStart.Open)]
    [InlineData(1, ConnectStart.Over)]
    public async Task Link_FollowedAtTheEndOfItsHour_WorksUpToThen(long ticks, ConnectStart outcome)
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        await bed.AskAsync();
        await bed.Shop.RunAsync();
        (string customerId, DateTimeOffset askedAt) = Assert.Single(bed.Links());
        bed.World.SystemClock.MoveTo(askedAt.AddHours(1).AddTicks(ticks));
        Assert.Equal(outcome, (await bed.Shop.BeginConnect.RunAsync(customerId, askedAt, default)).Outcome);
    }

    [Fact]
    public async Task Link_OfBeforeAnother_WorksNoMore()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        await bed.AskAsync();
        await bed.Shop.RunAsync();
        bed.World.SystemClock.Advance(TimeSpan.FromMinutes(1));
        bed.World.ShopClock.Advance(TimeSpan.FromMinutes(1));
        await bed.AskAsync();
        await bed.Shop.RunAsync();
        Assert.Equal(2, bed.Links().Count);
        Assert.Equal(ConnectStart.Over, await bed.Shop.BeginConnect.LookAsync(bed.Links()[0].CustomerId, bed.Links()[0].AskedAt, default));
        Assert.Equal(ConnectStart.Open, await bed.Shop.BeginConnect.LookAsync(bed.Links()[1].CustomerId, bed.Links()[1].AskedAt, default));
    }

    [Fact]
    public async Task Link_WhileLineFails_StaysGood()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        bed.IsDown = true;
        await Assert.ThrowsAsync<ChannelException>(() => bed.BegunAsync());
        bed.IsDown = false;
        (string customerId, DateTimeOffset askedAt) = Assert.Single(bed.Links());
        Assert.Equal(ConnectStart.Open, (await bed.Shop.BeginConnect.RunAsync(customerId, askedAt, default)).Outcome);
    }

    [Fact]
    public async Task Link_OfSomebodyForgottenSince_WorksNoMore()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        await bed.AskAsync();
        await bed.Shop.RunAsync();
        (string customerId, DateTimeOffset askedAt) = Assert.Single(bed.Links());
        await bed.Shop.TellAsync("forget", new ShopEvent.CustomerErased(ConnectBed.Customer, []));
        Assert.Equal((ConnectStart.Over, null), await bed.Shop.BeginConnect.RunAsync(customerId, askedAt, default));
    }

    [Fact]
    public async Task Link_OfACustomerWithAnotherAccountByTheShop_IsRefused()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        await bed.Shop.TellAsync("shop", new ShopEvent.CustomerChanged(ConnectBed.Customer with { LineUserId = ConnectBed.Taro, UpdatedAt = Told.At(3) }));
        Assert.Equal((ConnectStart.Taken, null), await bed.BegunAsync());
    }

    [Fact]
    public async Task Link_WithoutLine_SaysSo()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        await bed.AskAsync();
        await bed.Shop.RunAsync();
        bed.World.LineDialog = null;
        TestShop apart = new(bed.World, published: bed.Shop);
        (string customerId, DateTimeOffset askedAt) = Assert.Single(bed.Links());
        Assert.Equal((ConnectStart.Unavailable, null), await apart.BeginConnect.RunAsync(customerId, askedAt, default));
    }
}
