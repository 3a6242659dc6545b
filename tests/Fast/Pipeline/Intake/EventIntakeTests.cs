using System.Text;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Sources.EventGrid;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Intake;

/// <summary>Events go the way of webhooks, each to the source that takes its topic.</summary>
public sealed class EventIntakeTests
{
    private static readonly SourceSettings Pos = new("pos", new EventGridSource(), []) { Topics = ["/topics/POS"] };
    private static readonly SourceSettings Rest = new("rest", new EventGridSource(), []);

    [Theory]
    [InlineData("/topics/pos", "pos")] // whatever the case
    [InlineData("/topics/pos2", "rest")]
    [InlineData("", "rest")]
    public async Task Event_GoesToTheSourceOfItsTopic(string topic, string source)
    {
        TestWorld world = new() { Sources = [Rest, Pos] };

        Acceptance.Accepted accepted = await AcceptAsync(new TestShop(world), Told("e1", topic));

        Assert.Equal(source, accepted.Id.SourceId);
    }

    [Fact]
    public async Task Event_ThatIsUnderstood_IsInTheLedger()
    {
        TestWorld world = new() { Sources = [Pos] };
        TestShop shop = new(world);

        Acceptance.Accepted accepted = await AcceptAsync(shop, Told("e1"));
        Assert.Equal(InboxState.Received, (await shop.Inbox.FindAsync(accepted.Id, default))!.State);
        await shop.RunAsync();

        Assert.Equal(InboxState.Processed, (await shop.Inbox.FindAsync(accepted.Id, default))!.State);
        Assert.Single(await world.Tables.DumpAsync(Tables.Customers), r => r.Contains(" order:pos:A-1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Event_DeliveredAgain_IsKeptOnce()
    {
        TestWorld world = new() { Sources = [Pos] };
        TestShop shop = new(world);

        Acceptance.Accepted first = await AcceptAsync(shop, Told("e1"));
        Acceptance.Accepted again = await AcceptAsync(shop, Told("e1", total: "1"));
        Acceptance.Accepted other = await AcceptAsync(shop, Told("e2"));

        Assert.Equal((true, false, true), (first.IsNew, again.IsNew, other.IsNew));
        Assert.Equal(first.Id, again.Id);
        Assert.NotEqual(first.Id, other.Id);
    }

    [Fact]
    public async Task Event_ThatIsNotUnderstood_WaitsForAPerson()
    {
        TestWorld world = new() { Sources = [Rest] };
        TestShop shop = new(world);

        await AcceptAsync(shop, Told("e1", total: "much"));
        await AcceptAsync(shop, "{}");
        await shop.RunAsync();

        Assert.Equal(
            ["$.data.order.total: expected an amount in JPY, zero or more, found a text that is no plain decimal", "$.id: expected a text, found nothing"],
            (await shop.Review.ListAsync(default)).Select(m => m.Reason).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Event_ThatNoSourceTakes_WaitsUntilOneDoes()
    {
        TestWorld world = new() { Sources = [Pos] };
        TestShop before = new(world);
        await AcceptAsync(before, Told("e1", "/topics/web"));
        await before.RunAsync();
        InboxMessage waiting = Assert.Single(await before.Review.ListAsync(default));
        Assert.Equal("no source takes events of this topic; name the topic under Sources:NAME:Topics", waiting.Reason);

        world.Sources = [Pos with { Topics = ["/topics/pos", "/topics/web"] }];
        TestShop after = new(world);
        Assert.True(await after.Review.ReplayAsync(waiting.Id, default));
        await after.RunAsync();

        Assert.Empty(await after.Review.ListAsync(default));
        Assert.Single(await world.Tables.DumpAsync(Tables.Customers), r => r.Contains(" order:pos:A-1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Event_WhereNoSourceTakesEvents_IsNotAccepted()
    {
        TestWorld world = new();

        Assert.IsType<Acceptance.UnknownSource>(await new TestShop(world).Events.RunAsync("{}"u8.ToArray(), default));

        Assert.Empty(await world.Tables.DumpAsync());
    }

    [Fact]
    public async Task Event_InterruptedBeforeItIsQueued_IsProcessedAfterTheRepeat()
    {
        TestWorld world = new() { Sources = [Pos] };
        await Assert.ThrowsAsync<StorageException>(() => AcceptAsync(new TestShop(world, new Fuse(2)), Told("e1")));
        TestShop next = new(world);

        Acceptance.Accepted accepted = await AcceptAsync(next, Told("e1"));
        await next.RunAsync();

        Assert.False(accepted.IsNew);
        Assert.Equal(InboxState.Processed, (await next.Inbox.FindAsync(accepted.Id, default))!.State);
    }

    private static async Task<Acceptance.Accepted> AcceptAsync(TestShop shop, string told) =>
        Assert.IsType<Acceptance.Accepted>(await shop.Events.RunAsync(Encoding.UTF8.GetBytes(told), default));

    private static string Told(string id, string topic = "/topics/pos", string total = "5980") => $$$"""
        {"specversion":"1.0","id":"{{{id}}}","source":"{{{topic}}}","type":"order.paid","time":"2026-01-05T00:00:00Z",
         "data":{"order":{"id":"A-1","currency":"JPY","total":"{{{total}}}","created_at":"2026-01-05T00:00:00Z"},"customer":{"id":"C-7"} } }
        """;
}
