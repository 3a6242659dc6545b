using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>What happens when shops are not as simple as one would like.</summary>
public sealed class UnusualShopTests
{
    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com");

    [Fact]
    public async Task TwoOrders_ProcessedLatestFirst_AreFollowedUpAsFirstAndSecond()
    {
        string first = JourneyFiles.Journey("first", "  - { id: wait, after: 1d }", nth: "1", reentry: "once");
        string second = JourneyFiles.Journey("second", "  - { id: wait, after: 1d }", nth: "2", reentry: "once");
        (_, TestShop shop) = await TestWorld.WithAsync(first, second);

        await shop.TellAsync("later", Hanako.Bought(Told.Order("o-2", 2, orderedAt: -1)));
        await shop.TellAsync("earlier", Hanako.Bought(Told.Order("o-1", 1, orderedAt: -9)));

        Assert.Equal(["first", "second"], (await shop.StateAsync(Hanako)).Enrollments.Select(e => e.JourneyId).Order());
    }

    [Theory]
    [InlineData(true, 1)]   // one numbering over all shops of the kind
    [InlineData(false, 2)]  // each shop counts its customers for itself
    public async Task SameIdInTwoSourcesOfAKind_IsOnePersonOnlyWhereIdsAreGlobal(bool areGlobal, int people)
    {
        ScriptedSource kind = new() { HasGlobalIds = areGlobal };
        TestWorld world = new() { Sources = [.. new[] { "web", "pos" }.Select(id => new SourceSettings(id, kind, [ScriptedSource.Secret]))] };
        TestShop shop = new(world);
        await shop.PublishAsync(JourneyFiles.Thanks);
        await TellAsync("web", Told.Account("7", 1, "hanako@example.com").Bought(Told.Order("o-1", 1)));
        await TellAsync("pos", Told.Account("7", 2, "jiro@example.com").Bought(Told.Order("o-2", 2)));
        await shop.RunAsync();
        Assert.Equal(people, (await world.Tables.DumpAsync(Tables.Customers)).Count(r => r.Contains(" profile ", StringComparison.Ordinal)));
        Assert.Equal(areGlobal ? 0 : 1, world.Email.Calls.Count(c => c.Payload.Contains("hanako@example.com", StringComparison.Ordinal)));

        async Task TellAsync(string sourceId, ShopEvent told)
        {
            Acceptance accepted = await shop.Accept.RunAsync(sourceId, kind.Webhook("w-" + sourceId, told), default);
            await shop.Process.RunAsync(Assert.IsType<Acceptance.Accepted>(accepted).Id, shop.Orchestrations, default);
        }
    }

    [Fact]
    public async Task Message_OfASourceThatWasRemoved_IsShownForReview()
    {
        TestWorld world = new();
        Acceptance acceptance = await new TestShop(world).Accept.RunAsync(TestWorld.SourceId, world.Source.Webhook("w"), default);
        InboxId id = Assert.IsType<Acceptance.Accepted>(acceptance).Id;
        world.Sources = [];
        TestShop shop = new(world);
        Assert.Equal(InboxState.Review, await shop.Process.RunAsync(id, shop.Orchestrations, default));
        Assert.Equal(id, Assert.Single(await shop.Review.ListAsync(default)).Id);
    }
}
