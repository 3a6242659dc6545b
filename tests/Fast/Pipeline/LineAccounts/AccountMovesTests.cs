using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.LineAccounts;

/// <summary>Accounts that are taken apart, replaced or forgotten; and processes that end in between.</summary>
public sealed class AccountMovesTests
{
    private static readonly string Alias = CustomerIdentity.AliasOfLine(ConnectBed.Hanako);

    [Fact]
    public async Task Disconnect_GivesTheFriendTheAccountBackWithWhatWasSaidSince()
    {
        ConnectBed bed = await ConnectBed.ConnectedAsync();
        string customerId = (await bed.CustomerAsync()).CustomerId;
        bed.World.ShopClock.MoveTo(bed.World.SystemClock.GetUtcNow().AddHours(1));
        await bed.Shop.Withdraw.RunAsync(customerId, [Channel.Line], "link", ConsentOrigin.UnsubscribeLink, default);

        Assert.Equal(customerId, await bed.Shop.Disconnect.RunAsync(Alias, default));

        CustomerState customer = await bed.CustomerAsync();
        CustomerState friend = await bed.FriendAsync();
        Assert.Equal((null, ConnectBed.Hanako), (customer.Customer.LineUserId, friend.Customer.LineUserId));
        Assert.Equal(friend.CustomerId, await bed.OwnerAsync());
        Assert.Equal(ConsentState.Withdrawn, friend.Consents[Channel.Line].State);
        Assert.Equal(ConsentState.Granted, customer.Consents[Channel.Email].State);
        Assert.Contains(customer.Events, e => e.Type == "line-disconnected");
        Assert.Equal(LineAccountState.Open, await bed.Shop.AskConnect.LookAsync(Alias, default));

        string[] before = await bed.World.Tables.DumpAsync(Tables.Customers, Tables.Aliases);
        Assert.Null(await bed.Shop.Disconnect.RunAsync(Alias, default));
        Assert.Equal(before, await bed.World.Tables.DumpAsync(Tables.Customers, Tables.Aliases));
    }

    /// <summary>An old description of the shop's must not bring back what the customer took apart; only a newer one may.</summary>
    [Fact]
    public async Task Disconnect_HoldsAgainstWhatWasSaidBefore()
    {
        ConnectBed bed = await ConnectBed.ConnectedAsync();
        bed.World.ShopClock.MoveTo(bed.World.SystemClock.GetUtcNow().AddHours(1));
        await bed.Shop.Disconnect.RunAsync(Alias, default);
        await bed.Shop.TellAsync("old", new ShopEvent.CustomerChanged(ConnectBed.Customer with { LineUserId = ConnectBed.Hanako, UpdatedAt = Told.At(4) }));
        Assert.Null((await bed.CustomerAsync()).Customer.LineUserId);
    }

    [Fact]
    public async Task Disconnect_AndConnectAgain_Works()
    {
        ConnectBed bed = await ConnectBed.ConnectedAsync();
        bed.World.SystemClock.Advance(TimeSpan.FromHours(1));
        bed.World.ShopClock.Advance(TimeSpan.FromHours(1));
        await bed.Shop.Disconnect.RunAsync(Alias, default);
        bed.World.SystemClock.Advance(TimeSpan.FromMinutes(1));
        bed.World.ShopClock.Advance(TimeSpan.FromMinutes(1));
        await bed.TellAsync(await bed.OpenedAsync());
        Assert.Equal(ConnectBed.Hanako, (await bed.CustomerAsync()).Customer.LineUserId);
        Assert.Null((await bed.FriendAsync()).Customer.LineUserId);
    }

    [Fact]
    public async Task Disconnect_OfAnAccountThatTheShopTold_IsNotDoneHere()
    {
        ConnectBed bed = await ConnectBed.OpenAsync();
        await bed.Shop.TellAsync("customer", new ShopEvent.CustomerChanged(ConnectBed.Customer with { LineUserId = ConnectBed.Hanako }));
        Assert.Null(await bed.Shop.Disconnect.RunAsync(Alias, default));
        Assert.Equal(ConnectBed.Hanako, (await bed.CustomerAsync()).Customer.LineUserId);
    }

    /// <summary>A new phone, and a new account with it.</summary>
    [Fact]
    public async Task Another_AccountOfTheSameCustomer_TakesThePlaceOfTheFirst()
    {
        ConnectBed bed = await ConnectBed.ConnectedAsync(ConnectBed.Taro);
        bed.World.SystemClock.Advance(TimeSpan.FromMinutes(1));
        bed.World.ShopClock.Advance(TimeSpan.FromMinutes(1));
        await bed.TellAsync(await bed.OpenedAsync());
        CustomerState customer = await bed.CustomerAsync();
        Assert.Equal((ConnectBed.Hanako, ConnectBed.Hanako), (customer.Customer.LineUserId, customer.LineLink!.ConnectedTo));
        CustomerState former = await bed.FriendAsync(ConnectBed.Taro);
        Assert.Equal((ConnectBed.Taro, former.CustomerId), (former.Customer.LineUserId, await bed.OwnerAsync(ConnectBed.Taro)));
    }

    [Fact]
    public async Task Connecting_InterruptedAfterAnyEffect_EndsAsIfItNeverWas()
    {
        string[]? whole = null;
        int effects = int.MaxValue;
        for (int n = 0; n <= effects; n++)
        {
            ConnectBed bed = await ConnectBed.ConnectedAsync(ConnectBed.Taro);
            bed.World.SystemClock.Advance(TimeSpan.FromMinutes(1));
            bed.World.ShopClock.Advance(TimeSpan.FromMinutes(1));
            InboxId id = (await bed.AcceptAsync(await bed.OpenedAsync())).Id;
            Fuse fuse = n == 0 ? Fuse.None : new Fuse(n);
            TestShop dying = new(bed.World, fuse, bed.Shop);
            Exception? end = await Record.ExceptionAsync(() => dying.Process.RunAsync(id, dying.Orchestrations, default));
            Assert.True(end is null or StorageException, $"{n}: {end}");
            await bed.Shop.Process.RunAsync(id, bed.Shop.Orchestrations, default);
            await bed.Shop.RunAsync();
            string[] state = await bed.World.Tables.DumpAsync(Tables.Customers, Tables.Aliases);
            whole ??= state;
            effects = n == 0 ? fuse.Used : effects;
            Assert.Equal((n, string.Join('\n', whole)), (n, string.Join('\n', state)));
        }

        Assert.InRange(effects, 6, 100);
    }

    [Fact]
    public async Task Disconnecting_InterruptedAfterAnyEffect_IsCompletedByTheNextPress()
    {
        int effects = int.MaxValue;
        for (int n = 0; n <= effects; n++)
        {
            ConnectBed bed = await ConnectBed.ConnectedAsync();
            Fuse fuse = n == 0 ? Fuse.None : new Fuse(n);
            TestShop dying = new(bed.World, fuse, bed.Shop);
            Exception? end = await Record.ExceptionAsync(() => dying.Disconnect.RunAsync(Alias, default));
            Assert.True(end is null or StorageException, $"{n}: {end}");
            effects = n == 0 ? fuse.Used : effects;
            await bed.Shop.Disconnect.RunAsync(Alias, default);
            Assert.Equal(
                (n, null, null, ConnectBed.Hanako, CustomerIdentity.IdOfFriend(ConnectBed.Hanako)),
                (n, (await bed.CustomerAsync()).Customer.LineUserId, (await bed.CustomerAsync()).LineLink!.ConnectedTo, (await bed.FriendAsync()).Customer.LineUserId, await bed.OwnerAsync()));
        }

        Assert.InRange(effects, 3, 40);
    }

    [Fact]
    public async Task Forgotten_WithAConnectedAccount_LeavesNothingOfWhatLineAloneTold()
    {
        ConnectBed bed = await ConnectBed.ConnectedAsync();
        await bed.TellAsync("message", ConnectBed.Hanako, "\"message\":{\"type\":\"text\",\"id\":\"1\"}");
        string[] personal = [ConnectBed.Hanako, OpaqueId.Of(26, ConnectBed.Hanako), ConnectBed.Email];
        string before = string.Join('\n', await bed.World.Tables.DumpAsync());
        Assert.All(personal, p => Assert.Contains(p, before, StringComparison.Ordinal));

        Assert.Equal(InboxState.Processed, await bed.Shop.TellAsync("forget", new ShopEvent.CustomerErased(ConnectBed.Customer, [])));

        string after = string.Join('\n', await bed.World.Tables.DumpAsync());
        Assert.All(personal, p => Assert.DoesNotContain(p, after, StringComparison.Ordinal));
        Assert.True(await bed.Shop.Suppressions.IsSuppressedAsync(Channel.Line, ConnectBed.Hanako, default));
    }

    [Fact]
    public async Task Forgotten_AfterDisconnecting_LeavesTheFriend()
    {
        ConnectBed bed = await ConnectBed.ConnectedAsync();
        await bed.Shop.Disconnect.RunAsync(Alias, default);
        await bed.Shop.TellAsync("forget", new ShopEvent.CustomerErased(ConnectBed.Customer, []));
        Assert.Equal(ConnectBed.Hanako, (await bed.FriendAsync()).Customer.LineUserId);
    }
}
