using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.LineAccounts;

/// <summary>From a message on LINE to the mail that asks the owner of the mailbox.</summary>
public sealed class AskToConnectTests
{
    private static readonly string Alias = CustomerIdentity.AliasOfLine(ConnectBed.Hanako);

    [Fact]
    public async Task Button_OfAFriend_IsAnsweredWithTheirOwnLink()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        bed.World.ShopClock.MoveTo(bed.World.SystemClock.GetUtcNow());  // LINE's times are real
        await bed.TellAsync("postback", ConnectBed.Hanako, "\"postback\":{\"data\":\"followup:connect\"}");
        await bed.Shop.RunAsync();
        string link = TestShop.Links.LineAccount(ConnectBed.Hanako).AbsoluteUri;
        Assert.Contains(link, Assert.Single(bed.World.Line.Messages).Payload, StringComparison.Ordinal);
        Assert.DoesNotContain(ConnectBed.Hanako, link, StringComparison.Ordinal);
        Assert.Equal(Alias, TestShop.Links.AliasOfLineAccount(link[(link.IndexOf("/l/", StringComparison.Ordinal) + 3)..]));
    }

    [Fact]
    public async Task Address_OfACustomer_GetsOneMailAndNothingChangesYet()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        Assert.Equal(LineAccountState.Open, await bed.Shop.AskConnect.LookAsync(Alias, default));
        Assert.Equal(LineAccountState.Asked, await bed.AskAsync());
        await bed.Shop.RunAsync();
        (string customerId, DateTimeOffset askedAt) = Assert.Single(bed.Links());
        Assert.Equal(((await bed.CustomerAsync()).CustomerId, bed.World.SystemClock.GetUtcNow()), (customerId, askedAt));
        Assert.Null((await bed.CustomerAsync()).Customer.LineUserId);
        Assert.Equal(LineAccountState.Open, await bed.Shop.AskConnect.LookAsync(Alias, default));
    }

    [Fact]
    public async Task Address_ThatNobodyHas_IsAnsweredAlikeAndWritesToNobody()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        Assert.Equal(LineAccountState.Asked, await bed.AskAsync(email: "stranger@example.com"));
        await bed.Shop.RunAsync();
        Assert.Empty(bed.World.Email.Calls);
    }

    /// <summary>An address is given to somebody else some day.</summary>
    [Fact]
    public async Task Address_ThatTheCustomerHasNoMore_WritesToNobody()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        await bed.Shop.TellAsync("moved", new ShopEvent.CustomerChanged(Told.Account("customer-7", 5, "new@example.com")));
        Assert.Equal(LineAccountState.Asked, await bed.AskAsync());
        await bed.Shop.RunAsync();
        Assert.Empty(bed.World.Email.Calls);
    }

    [Fact]
    public async Task Address_OfACustomerWhoWasForgotten_WritesToNobody()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        await bed.Shop.TellAsync("forget", new ShopEvent.CustomerErased(ConnectBed.Customer, []));
        Assert.Equal(LineAccountState.Asked, await bed.AskAsync());
        await bed.Shop.RunAsync();
        Assert.Empty(bed.World.Email.Calls);
    }

    [Theory]
    [InlineData(0, LineAccountState.Asked)]
    [InlineData(-1, LineAccountState.TooOften)]
    public async Task Friend_WhoAsksOften_WaitsForADay_WhetherAnAddressIsKnownOrNot(long ticks, LineAccountState then)
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        foreach (int number in Enumerable.Range(1, 5))
        {
            Assert.Equal(LineAccountState.Asked, await bed.AskAsync(email: $"stranger-{number}@example.com"));
        }

        Assert.Equal(LineAccountState.TooOften, await bed.AskAsync(email: "stranger@example.com"));
        Assert.Equal(LineAccountState.TooOften, await bed.AskAsync());
        bed.World.SystemClock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromTicks(ticks));
        Assert.Equal(then, await bed.AskAsync());
    }

    [Fact]
    public async Task Mailbox_AskedForByManyFriends_IsNotFilled()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        foreach (int number in Enumerable.Range(1, 4))
        {
            string friend = $"U{number:x32}";
            await bed.FollowAsync(friend);
            Assert.Equal(LineAccountState.Asked, await bed.AskAsync(friend));
            await bed.Shop.RunAsync();
            bed.World.SystemClock.Advance(TimeSpan.FromHours(1));
            bed.World.ShopClock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(3, bed.World.Email.Messages.Count);
        bed.World.SystemClock.Advance(TimeSpan.FromHours(20));
        await bed.AskAsync();
        await bed.Shop.RunAsync();
        Assert.Equal(4, bed.World.Email.Messages.Count);
    }

    [Fact]
    public async Task Account_ThatNobodyHas_IsUnknown()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        Assert.Equal(LineAccountState.Unknown, await bed.AskAsync(ConnectBed.Taro));
        Assert.Equal(LineAccountState.Unknown, await bed.Shop.AskConnect.LookAsync(CustomerIdentity.AliasOfLine(ConnectBed.Taro), default));
    }

    /// <summary>The shop's own system has said whose it is, or an order was placed under it.</summary>
    [Fact]
    public async Task Account_OfACustomerOfTheShops_IsNotOffered()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        await bed.Shop.TellAsync("other", new ShopEvent.CustomerChanged(Told.Account("8", 2) with { LineUserId = ConnectBed.Hanako }));
        await bed.Shop.TellAsync("order", new SourceCustomer { LineUserId = ConnectBed.Taro, UpdatedAt = Told.At(2) }.Bought(Told.Order("o-1", 2)));
        foreach (string user in new[] { ConnectBed.Hanako, ConnectBed.Taro })
        {
            Assert.Equal(LineAccountState.ConnectedByShop, await bed.AskAsync(user));
        }

        await bed.Shop.RunAsync();
        Assert.Empty(bed.World.Email.Calls);
    }
}
