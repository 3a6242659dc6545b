using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Import;

/// <summary>Events files, and events that webhooks tell. It is noon of 21 November 2026 in Tokyo.</summary>
public sealed class ImportEventsTests
{
    private const string Header = "customer_id,type,at,value\n";
    private const string Three = Header + "007,click,2026-01-31,\n007,Survey,2026-11-20T16:00:00Z,\"yes, 美味しい\"\n007,click,2026-01-31,\n";

    [Fact]
    public async Task Rows_AreEvents_AndEqualOnesAsMany()
    {
        TestImports files = new(new TestWorld());
        Assert.Equal((3, 0, 0, 0), TestImports.Counts(await files.EventsAsync(Three)));
        CustomerState state = await files.StateAsync("007");
        Assert.Equal(
            [("click", new DateOnly(2026, 1, 31), null), ("click", new DateOnly(2026, 1, 31), null), ("survey", new DateOnly(2026, 11, 21), "yes, 美味しい")],
            state.Events.OrderBy(e => e.At).Select(e => (e.Type, e.On, e.Value)));
        Assert.Equal(["event survey yes, 美味しい"], files.Reaction.Calls);  // the others are too old
    }

    [Fact]
    public async Task SameFile_Again_ChangesNoByte()
    {
        TestWorld world = new();
        await new TestImports(world).EventsAsync(Three);
        string[] before = await world.Tables.DumpAsync();
        Assert.Equal((0, 0, 3, 0), TestImports.Counts(await new TestImports(world).EventsAsync(Three)));
        Assert.Equal(before, await world.Tables.DumpAsync());
    }

    [Fact]
    public async Task ManyEventsOfOneCustomer_AllGetIn()
    {
        TestImports files = new(new TestWorld());
        await files.EventsAsync(Header + string.Concat(Enumerable.Range(0, 250).Select(i => $"7,click,2026-01-31,{i}\n")));
        Assert.Equal(250, (await files.StateAsync("7")).Events.Count);
    }

    [Fact]
    public async Task Row_OfATimeThatNoStoreTakes_IsRefused()
    {
        ImportReport report = await new TestImports(new TestWorld()).EventsAsync(Header + "7,click,1899-12-31,\n");
        Assert.Equal("2: at lies before 1900", $"{Assert.Single(report.Refused).Line}: {report.Refused[0].Reason}");
    }

    [Fact]
    public async Task Webhook_EntersAnEventOnce_AndDescribesTheCustomer()
    {
        (_, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        SourceCustomer hanako = Told.Account("7", 1, "hanako@example.com");
        SourceEvent survey = new("survey", Told.At(1), "5");
        Assert.Equal(InboxState.Processed, await shop.TellAsync("w1", new ShopEvent.EventTold(hanako, survey)));
        await shop.TellAsync("w2", new ShopEvent.EventTold(hanako, survey), new ShopEvent.EventTold(hanako, survey with { EventId = "other" }));

        CustomerState state = await shop.StateAsync(hanako);
        Assert.Equal("hanako@example.com", state.Customer.Email);
        Assert.Equal([new DateOnly(2026, 11, 21), new DateOnly(2026, 11, 21)], state.Events.Select(e => e.On));
    }
}
