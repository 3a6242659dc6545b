using FollowUpFlows.Cli.Fakes.Line;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.LineAccounts;

/// <summary>What LINE tells, and whose the account is afterwards.</summary>
public sealed class ConnectLineTests
{
    private static readonly Consent Follow = new(Channel.Line, ConsentState.Granted, default, "line:follow") { Origin = ConsentOrigin.ProviderEvent };

    [Fact]
    public async Task Ok_GivesTheCustomerTheAccountAndEverythingSaidOnLine()
    {
        ConnectBed bed = await ConnectBed.ConnectedAsync();
        CustomerState customer = await bed.CustomerAsync();
        Assert.Equal((ConnectBed.Hanako, ConnectBed.Hanako), (customer.Customer.LineUserId, customer.LineLink!.ConnectedTo));
        Assert.Null(customer.LineLink.NonceHash);
        Assert.Equal(customer.CustomerId, await bed.OwnerAsync());
        Assert.Equal(["line-connect-asked", "line-connected"], customer.Events.Select(e => e.Type).Order(StringComparer.Ordinal));
        Assert.Null((await bed.FriendAsync()).Customer.LineUserId);
        Assert.Equal(LineAccountState.Connected, await bed.Shop.AskConnect.LookAsync(CustomerIdentity.AliasOfLine(ConnectBed.Hanako), default));

        await bed.TellAsync("message", ConnectBed.Hanako, "\"message\":{\"type\":\"text\",\"id\":\"1\"}");
        Assert.Contains((await bed.CustomerAsync()).Events, e => e.Type == "line-message");
        Assert.Single((await bed.FriendAsync()).Events);  // the follow of before
    }

    /// <summary>Connecting is no consent; what the friend said on LINE goes with the account, and nothing is said about e-mails.</summary>
    [Theory]
    [InlineData(false, false, ConsentState.Granted)]
    [InlineData(false, true, ConsentState.Withdrawn)]
    [InlineData(true, false, null)]
    public async Task Ok_SaysNothingAboutMarketing(bool isUnblocked, bool withdraws, ConsentState? state)
    {
        ConnectBed bed = await ConnectBed.OpenAsync();
        await bed.Shop.TellAsync("customer", new ShopEvent.CustomerChanged(Told.Account("customer-7", 1, ConnectBed.Email)));
        DateTimeOffset followedAt = bed.World.SystemClock.GetUtcNow();
        await bed.FollowAsync(ConnectBed.Hanako, isUnblocked);
        if (withdraws)
        {
            await bed.Shop.Withdraw.RunAsync(CustomerIdentity.IdOfFriend(ConnectBed.Hanako), [Channel.Line], "link", ConsentOrigin.UnsubscribeLink, default);
        }

        await bed.TellAsync(await bed.OpenedAsync());

        CustomerState customer = await bed.CustomerAsync();
        Assert.Equal(ConnectBed.Hanako, customer.Customer.LineUserId);
        Assert.Equal(state, customer.Consents.GetValueOrDefault(Channel.Line)?.State);
        Assert.False(customer.Consents.ContainsKey(Channel.Email));
        if (state == ConsentState.Granted)
        {
            Assert.Equal(Follow with { At = followedAt }, customer.Consents[Channel.Line]);
        }
    }

    /// <summary>The customer's own later refusal holds against the friend's earlier yes.</summary>
    [Fact]
    public async Task Ok_AfterTheCustomerRefused_LeavesTheRefusal()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        bed.World.ShopClock.MoveTo(bed.World.SystemClock.GetUtcNow().AddHours(1));
        await bed.Shop.Withdraw.RunAsync((await bed.CustomerAsync()).CustomerId, CustomerChannels.All, "link", ConsentOrigin.UnsubscribeLink, default);
        await bed.TellAsync(await bed.OpenedAsync());
        CustomerState customer = await bed.CustomerAsync();
        Assert.All(CustomerChannels.All, c => Assert.Equal(ConsentState.Withdrawn, customer.Consents[c].State));
    }

    [Fact]
    public async Task Ok_ToldAgain_ChangesNothing()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        FakeLineLink link = await bed.OpenedAsync();
        Assert.Equal(InboxState.Processed, await bed.TellAsync(link, "once"));
        string[] before = await bed.World.Tables.DumpAsync(Tables.Customers, Tables.Aliases);
        await bed.TellAsync(link, "once");
        Assert.Equal(InboxState.Ignored, await bed.TellAsync(link, "other"));  // the nonce was used
        Assert.Equal(before, await bed.World.Tables.DumpAsync(Tables.Customers, Tables.Aliases));
    }

    [Theory]
    [InlineData("nonce-of-nobody")]
    [InlineData("")]
    [InlineData("あ")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")] // nobody behind the bits
    public async Task Nonce_ThatIsNotOurs_IsPassedOver(string nonce)
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        await bed.BegunAsync();
        string[] before = await bed.World.Tables.DumpAsync(Tables.Customers, Tables.Aliases);
        Assert.Equal(InboxState.Ignored, await bed.TellAsync(new FakeLineLink(ConnectBed.Hanako, nonce, true)));
        Assert.Equal(before, await bed.World.Tables.DumpAsync(Tables.Customers, Tables.Aliases));
    }

    /// <summary>Whoever knows a customer's id and not the random bits connects nothing.</summary>
    [Fact]
    public async Task Nonce_MadeUpForACustomer_IsPassedOver()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        await bed.BegunAsync();
        string[] before = await bed.World.Tables.DumpAsync(Tables.Customers, Tables.Aliases);
        string made = ConnectNonce.New((await bed.CustomerAsync()).CustomerId);
        Assert.Equal(InboxState.Ignored, await bed.TellAsync(new FakeLineLink(ConnectBed.Hanako, made, true)));
        Assert.Equal(before, await bed.World.Tables.DumpAsync(Tables.Customers, Tables.Aliases));
    }

    [Fact]
    public async Task Failed_IsAnEventOfTheCustomerAndTheNonceIsUsed()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        bed.Line.FailLinks();
        FakeLineLink link = await bed.OpenedAsync();
        Assert.Equal(InboxState.Processed, await bed.TellAsync(link));
        await AssertFailedAsync(bed, "refused");
        Assert.Equal(InboxState.Ignored, await bed.TellAsync(link with { IsDone = true }));
        Assert.Null((await bed.CustomerAsync()).Customer.LineUserId);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "late")]
    public async Task Ok_AtTheEndOfTheNonce_CountsUpToThen(int milliseconds, string? refusal)
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        FakeLineLink link = await bed.OpenedAsync();
        bed.World.SystemClock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromMilliseconds(milliseconds));
        Assert.Equal(InboxState.Processed, await bed.TellAsync(link));
        if (refusal is null)
        {
            Assert.Equal(ConnectBed.Hanako, (await bed.CustomerAsync()).Customer.LineUserId);
        }
        else
        {
            await AssertFailedAsync(bed, refusal);
        }
    }

    /// <summary>LINE shows an error, and tells the shop nothing.</summary>
    [Fact]
    public async Task LinkToken_ThatIsOldOrUsed_ChangesNothing()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        Uri next = (await bed.BegunAsync()).Next!;
        bed.World.SystemClock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(bed.OpenLink(next));
        Assert.Null((await bed.CustomerAsync()).Customer.LineUserId);
        bed.World.ShopClock.Advance(TimeSpan.FromMinutes(10));
        await bed.TellAsync(await bed.OpenedAsync());  // and beginning again works
        Assert.Equal(ConnectBed.Hanako, (await bed.CustomerAsync()).Customer.LineUserId);
    }

    [Fact]
    public async Task Ok_OfAnAccountThatBecameAnothersMeanwhile_IsRefused()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        FakeLineLink link = await bed.OpenedAsync();
        await bed.Shop.TellAsync("other", new ShopEvent.CustomerChanged(Told.Account("8", 2) with { LineUserId = ConnectBed.Hanako }));
        string? owner = await bed.OwnerAsync();
        Assert.Equal(InboxState.Processed, await bed.TellAsync(link));
        await AssertFailedAsync(bed, "taken");
        Assert.Equal(owner, await bed.OwnerAsync());
    }

    [Fact]
    public async Task Ok_OfAnotherAccountThanWasAskedFor_IsRefused()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        await bed.FollowAsync(ConnectBed.Taro);
        Assert.Equal(InboxState.Processed, await bed.TellAsync(await bed.OpenedAsync() with { UserId = ConnectBed.Taro }));
        await AssertFailedAsync(bed, "other-account");
    }

    [Fact]
    public async Task Ok_OfACustomerForgottenMeanwhile_IsPassedOver()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        FakeLineLink link = await bed.OpenedAsync();
        string customerId = (await bed.CustomerAsync()).CustomerId;
        await bed.Shop.TellAsync("forget", new ShopEvent.CustomerErased(ConnectBed.Customer, []));
        Assert.Equal(InboxState.Ignored, await bed.TellAsync(link));
        Assert.True((await bed.Shop.Customers.LoadAsync(customerId, default)).Customer.IsForgotten);
        Assert.Equal(ConnectBed.Hanako, (await bed.FriendAsync()).Customer.LineUserId);
    }

    /// <summary>The friend must not be left without their account.</summary>
    [Fact]
    public async Task Ok_OfACustomerForgottenRightBeforeTheirWrite_GivesTheAccountBack()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        FakeLineLink link = await bed.OpenedAsync();
        bed.World.Tables.Interrupt(
            (table, changes) => table == Tables.Customers && changes.OfType<EntityChange.Put>().Any(c => c.RowKey == "linelink" && c.Entity.Text("ConnectedTo") is not null),
            () => bed.Shop.TellAsync("forget", new ShopEvent.CustomerErased(ConnectBed.Customer, [])));
        Assert.Equal(InboxState.Ignored, await bed.TellAsync(link));
        CustomerState friend = await bed.FriendAsync();
        Assert.Equal((ConnectBed.Hanako, friend.CustomerId), (friend.Customer.LineUserId, await bed.OwnerAsync()));
        Assert.Null(bed.World.Tables.BeforeWrite);  // it did happen
    }

    /// <summary>Of two customers who are asked for one account, the first gets it.</summary>
    [Fact]
    public async Task Ok_OfTwoCustomersAtOnce_IsTheFirsts()
    {
        ConnectBed bed = await ConnectBed.KnownAsync();
        SourceCustomer jiro = Told.Account("8", 1, "jiro@example.com");
        await bed.Shop.TellAsync("jiro", new ShopEvent.CustomerChanged(jiro));
        FakeLineLink first = await bed.OpenedAsync();
        Assert.Equal(LineAccountState.Asked, await bed.AskAsync(email: "jiro@example.com"));
        await bed.Shop.RunAsync();
        (string jiroId, DateTimeOffset askedAt) = bed.Links()[^1];
        FakeLineLink second = bed.OpenLink((await bed.Shop.BeginConnect.RunAsync(jiroId, askedAt, default)).Next!)!;
        Assert.Equal(InboxState.Processed, await bed.TellAsync(first));
        Assert.Equal(InboxState.Processed, await bed.TellAsync(second));
        Assert.Equal((await bed.CustomerAsync()).CustomerId, await bed.OwnerAsync());
        CustomerState other = await bed.Shop.StateAsync(jiro);
        Assert.Null(other.Customer.LineUserId);
        Assert.Contains(other.Events, e => e is { Type: "line-connect-failed", Value: "taken" });
    }

    private static async Task AssertFailedAsync(ConnectBed bed, string reason)
    {
        CustomerState customer = await bed.CustomerAsync();
        Assert.Null(customer.Customer.LineUserId);
        Assert.Null(customer.LineLink!.NonceHash);
        Assert.Equal(("line-connect-failed", reason), customer.Events.Where(e => e.Type != AskToConnect.EventType).Select(e => (e.Type, e.Value)).Single());
    }
}
