using FollowUpFlows.App.Functions;
using FollowUpFlows.App.Time;
using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Tests.Fast.Pipeline.Analytics;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

public sealed class RolloutFunctionsTests
{
    private readonly RememberedLog<RolloutFunctions> log = new();

    [Fact]
    public async Task MoveRollouts_SaysWhatHasChanged_Once()
    {
        RolloutShop shop = await RolloutShop.OpenAsync("10,50,100");
        shop.World.ShopClock.Advance(TimeSpan.FromDays(7));
        await RunAsync(shop);
        await RunAsync(shop);
        Assert.Equal("The roll-out of version 2 of journey news is now Running: 50 % of those who enter get it", Assert.Single(log.Entries));
    }

    [Fact]
    public async Task MoveRollouts_ThatStops_SaysWhy()
    {
        RolloutShop shop = await RolloutShop.OpenAsync();
        await shop.BuyAsync(0, 80);
        foreach (int number in (await shop.VersionsAsync(0, 80)).Where(v => v.Value == 2).Select(v => v.Key).Order().Take(3))
        {
            await shop.ToldAsync(number, DeliveryKind.Complained, DeliveryStop.Complaint);
        }

        shop.World.ShopClock.Advance(TimeSpan.FromDays(2));
        await RunAsync(shop);
        string said = Assert.Single(log.Entries);
        Assert.StartsWith("The roll-out of version 2 of journey news has stopped, and a person decides; those who enter get version 1. Called spam too often (new version 3 of ", said, StringComparison.Ordinal);
    }

    private Task RunAsync(RolloutShop shop) => new RolloutFunctions(shop.Move, new RealPace(TimeProvider.System), log).MoveRollouts(new TimerInfo(), default);
}
