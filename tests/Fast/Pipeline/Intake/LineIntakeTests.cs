using System.Text;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Sources.Line;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Intake;

/// <summary>Friends who come, go and write, from LINE's webhook to what is sent.</summary>
public sealed class LineIntakeTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private const string Hanako = SendBed.LineUserId;
    private const string Taro = "Uaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private static readonly string Welcome = WelcomeOn("line-friend-added");

    private static readonly string NextDay = JourneyFiles.Journey("next-day", "  - { id: later, after: 1d, send: { channel: [line], message: thank-you } }");

    [Theory]
    [InlineData("line-friend-added")]
    [InlineData("event, event: line-follow")]
    public async Task Follow_OfSomebodyNew_IsACustomerWhoIsWelcomedOnce(string trigger)
    {
        LineWorld line = await LineWorld.OpenAsync(WelcomeOn(trigger));
        Assert.Equal(InboxState.Processed, await line.TellAsync(Follow(Hanako, 0)));
        await line.TellAsync(Follow(Hanako, 0, isRedelivery: true));
        await line.Shop.RunAsync();

        CustomerState state = await line.StateAsync(Hanako);
        Assert.Equal(Hanako, state.Customer.LineUserId);
        Assert.Equal(new Consent(Channel.Line, ConsentState.Granted, Told.At(0), "line:follow") { Origin = ConsentOrigin.ProviderEvent }, state.Consents[Channel.Line]);
        Assert.Equal("line-follow", Assert.Single(state.Events).Type);
        Assert.Single(line.World.Line.Messages);
    }

    [Fact]
    public async Task Follow_OfAKnownCustomer_IsTheirs()
    {
        LineWorld line = await LineWorld.OpenAsync(Welcome);
        await line.Shop.TellAsync("w", SendBed.Hanako.Bought(Told.Order("o-1", 0)));
        await line.TellAsync(Follow(Hanako, 1));
        CustomerState state = await line.Shop.StateAsync(SendBed.Hanako);
        Assert.Single(state.Events);
        Assert.Single(state.Orders);
    }

    [Fact]
    public async Task Unfollow_StopsWhatIsAlreadyPlanned()
    {
        LineWorld line = await LineWorld.OpenAsync(NextDay);
        await line.Shop.TellAsync("w", SendBed.Hanako.Bought(Told.Order("o-1", 0)));
        await line.Shop.RunAsync();
        await line.TellAsync(Unfollow(Hanako, 5));
        Assert.Equal(SuppressionReason.Blocked, (await line.Shop.Suppressions.FindAsync(Channel.Line, Hanako, default))?.Reason);

        line.World.ShopClock.Advance(TimeSpan.FromDays(2));
        await line.Shop.RunAsync();

        SendRow row = LedgerRow.Of(Assert.Single((await line.Shop.StateAsync(SendBed.Hanako)).Sends.Values));
        Assert.Equal((SendState.Withheld, "Suppressed"), (row.State, row.Reason));
        Assert.Empty(line.World.Line.Calls);
    }

    [Fact]
    public async Task Unfollow_OfAStranger_SuppressesAndMakesNobodyKnown()
    {
        LineWorld line = await LineWorld.OpenAsync(Welcome);
        Assert.Equal(InboxState.Processed, await line.TellAsync(Unfollow(Taro, 0)));
        Assert.True(await line.IsSuppressedAsync(Taro));
        Assert.Empty(await line.World.Tables.DumpAsync(Tables.Customers));
    }

    [Fact]
    public async Task Unblocked_ReachesAgainAndWhatWasWithdrawnStays()
    {
        LineWorld line = await LineWorld.OpenAsync(Welcome);
        await line.TellAsync(Follow(Hanako, 0));
        await line.TellAsync(Unfollow(Hanako, 1));
        string customerId = (await line.StateAsync(Hanako)).CustomerId;
        line.World.ShopClock.Advance(TimeSpan.FromMinutes(2));
        await line.Shop.Withdraw.RunAsync(customerId, "link", default);
        await line.TellAsync(Follow(Hanako, 5, isUnblocked: true));
        Assert.False(await line.IsSuppressedAsync(Hanako));
        Assert.Equal(ConsentState.Withdrawn, (await line.StateAsync(Hanako)).Consents[Channel.Line].State);
    }

    /// <summary>LINE keeps no order between deliveries, and may repeat each.</summary>
    [Theory]
    [InlineData("0f 1u 2f", false)]
    [InlineData("0f 2f 1u", false)]
    [InlineData("2f 1u 0f", false)]
    [InlineData("1u 0f", true)]
    [InlineData("0f 1u 0f 1u", true)]
    [InlineData("3u 2f 1u 0f", true)]
    [InlineData("1f 1u", true)] // one instant: the block
    [InlineData("1u 1f", true)]
    [InlineData("1u 2f 3u 4f", false)]
    public async Task Block_InAnyOrderOfArrival_IsWhatWasSaidLast(string told, bool isSuppressed)
    {
        LineWorld line = await LineWorld.OpenAsync(Welcome);
        foreach (string each in told.Split(' '))
        {
            int minute = each[0] - '0';
            await line.TellAsync(each[1] == 'f' ? Follow(Hanako, minute) : Unfollow(Hanako, minute));
        }

        Assert.Equal(isSuppressed, await line.IsSuppressedAsync(Hanako));
    }

    [Fact]
    public async Task Block_BesideAnotherReason_ComesAndGoesWithoutIt()
    {
        LineWorld line = await LineWorld.OpenAsync(Welcome);
        Assert.True(await line.Shop.Suppressions.AddAsync(Channel.Line, Hanako, SuppressionReason.Person, default));
        await line.TellAsync(Unfollow(Hanako, 1));
        await line.TellAsync(Follow(Hanako, 2));
        Assert.Equal(new Suppression(SuppressionReason.Person, Told.Noon), await line.Shop.Suppressions.FindAsync(Channel.Line, Hanako, default));
        await line.TellAsync(Follow(Taro, 0));
        Assert.True(await line.Shop.Suppressions.AddAsync(Channel.Line, Taro, SuppressionReason.Person, default));
        Assert.True(await line.Shop.Suppressions.AddAsync(Channel.Line, Taro, SuppressionReason.RecipientGone, default));
        Assert.Equal(SuppressionReason.RecipientGone, (await line.Shop.Suppressions.FindAsync(Channel.Line, Taro, default))!.Reason);
    }

    /// <summary>A block that is taken back must not take with it what a person, or the law, has put there meanwhile.</summary>
    [Theory]
    [InlineData(SuppressionReason.Person)]
    [InlineData(SuppressionReason.Erased)]
    public async Task OtherReason_GivenDuringABlock_OutlastsIt(SuppressionReason reason)
    {
        LineWorld line = await LineWorld.OpenAsync(Welcome);
        await line.TellAsync(Unfollow(Hanako, 1));
        Assert.True(await line.Shop.Suppressions.AddAsync(Channel.Line, Hanako, reason, default));
        await line.TellAsync(Follow(Hanako, 2));
        Assert.Equal(reason, (await line.Shop.Suppressions.FindAsync(Channel.Line, Hanako, default))?.Reason);
        Assert.Equal(reason == SuppressionReason.Person, await line.Shop.Suppressions.AddAsync(Channel.Line, Hanako, SuppressionReason.Complaint, default));
    }

    [Fact]
    public async Task Block_ToldByManyAtOnce_IsWhatWasSaidLast()
    {
        for (int round = 0; round < 20; round++)
        {
            LineWorld line = await LineWorld.OpenAsync(Welcome);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
                () => line.Shop.Suppressions.NoteBlockAsync(Channel.Line, Hanako, isBlocked: i % 2 == 0, Told.At(i), default))));
            Assert.False(await line.IsSuppressedAsync(Hanako));
        }
    }

    [Fact]
    public async Task OneCall_OfSeveralPeople_IsAppliedToEach()
    {
        LineWorld line = await LineWorld.OpenAsync(Welcome);
        await line.TellAsync($"{Follow(Hanako, 0)},{Follow(Taro, 0)},{Unfollow(Taro, 1)}");
        Assert.False(await line.IsSuppressedAsync(Hanako));
        Assert.True(await line.IsSuppressedAsync(Taro));
        Assert.Equal(2, (await line.StateAsync(Taro)).Events.Count);
    }

    [Theory]
    [InlineData("message", "\"message\":{\"type\":\"sticker\",\"id\":\"1\"}", "line-message", "sticker")]
    [InlineData("postback", "\"postback\":{\"data\":\"a=1\"}", "line-postback", "a=1")]
    [InlineData("videoPlayComplete", "\"videoPlayComplete\":{\"trackingId\":\"t1\"}", "line-video", "t1")]
    public async Task Words_OfAFriend_AreAnEventThatJourneysCanUse(string type, string rest, string name, string value)
    {
        LineWorld line = await LineWorld.OpenAsync(WelcomeOn($"event, event: {name}"));
        await line.TellAsync(Event(Hanako, type, 0, rest));
        await line.Shop.RunAsync();
        CustomerEvent told = Assert.Single((await line.StateAsync(Hanako)).Events);
        Assert.Equal((name, value), (told.Type, told.Value));
        Assert.Single(line.World.Line.Messages);
    }

    [Fact]
    public async Task Call_ThatCannotBeRead_IsStoredWithItsReason()
    {
        LineWorld line = await LineWorld.OpenAsync(Welcome);
        Assert.Equal(InboxState.Review, await line.TellAsync("""{"type":"follow","source":"nobody"}"""));
        Assert.Equal("$.events[0].source: expected an object, found a text", Assert.Single(await line.Shop.Review.ListAsync(default)).Reason);
    }

    [Fact]
    public async Task Call_OfLine_IsAnsweredWithOkAndOthersAreNot()
    {
        LineWorld line = await LineWorld.OpenAsync(Welcome);
        Assert.True((await line.AcceptAsync("")).NeedsOk);
        Acceptance other = await line.Shop.Accept.RunAsync(TestWorld.SourceId, line.World.Source.Webhook("w"), default);
        Assert.False(Assert.IsType<Acceptance.Accepted>(other).NeedsOk);
    }

    private static string WelcomeOn(string trigger) =>
        JourneyFiles.Free("welcome", $"trigger: {{ type: {trigger} }}", "  - { id: hi, send: { channel: [line], message: thank-you } }");

    private static string Follow(string userId, int minute, bool isUnblocked = false, bool isRedelivery = false) =>
        Event(userId, "follow", minute, $$"""
            "follow":{"isUnblocked":{{(isUnblocked ? "true" : "false")}}},"deliveryContext":{"isRedelivery":{{(isRedelivery ? "true" : "false")}}}
            """);

    private static string Unfollow(string userId, int minute) => Event(userId, "unfollow", minute, "\"deliveryContext\":{\"isRedelivery\":false}");

    private static string Event(string userId, string type, int minute, string rest) => $$"""
        {"type":"{{type}}","mode":"active","timestamp":{{Told.At(minute).ToUnixTimeMilliseconds()}},"webhookEventId":"{{type}}-{{userId}}-{{minute}}",
         "source":{"type":"user","userId":"{{userId}}"},{{rest}}}
        """;

    /// <summary>A shop with a source of LINE's beside its own.</summary>
    private sealed class LineWorld
    {
        private const string SourceId = "line-main";

        private LineWorld(TestWorld world)
        {
            World = world;
            world.Sources = [.. world.Sources, new SourceSettings(SourceId, new LineSource(), [Secret])];
            Shop = new TestShop(world);
        }

        public TestWorld World { get; }

        public TestShop Shop { get; }

        public static async Task<LineWorld> OpenAsync(string journey)
        {
            LineWorld line = new(new TestWorld());
            await line.Shop.PublishAsync(journey);
            return line;
        }

        public async Task<Acceptance.Accepted> AcceptAsync(string events)
        {
            string body = $$"""{"destination":"Ubbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","events":[{{events}}]}""";
            WebhookRequest request = Webhooks.Request(body, ("x-line-signature", Webhooks.Signature(Encoding.UTF8.GetBytes(Secret), body)));
            return Assert.IsType<Acceptance.Accepted>(await Shop.Accept.RunAsync(SourceId, request, default));
        }

        public async Task<InboxState?> TellAsync(string events) => await Shop.Process.RunAsync((await AcceptAsync(events)).Id, Shop.Orchestrations, default);

        public async Task<CustomerState> StateAsync(string userId) =>
            await Shop.Customers.LoadAsync((await Shop.Aliases.LookUpAsync(LineSource.KindWord, new() { LineUserId = userId, UpdatedAt = Told.Noon }, default))!, default);

        public Task<bool> IsSuppressedAsync(string userId) => Shop.Suppressions.IsSuppressedAsync(Channel.Line, userId, default);
    }
}
