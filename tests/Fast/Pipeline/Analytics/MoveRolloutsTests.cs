using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Analytics;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Analytics;

/// <summary>Roll-outs move on by time, and stop when they do harm.</summary>
public sealed class MoveRolloutsTests
{
    private static readonly OperatorAct Sato = new("佐藤", "様子を見る");

    [Fact]
    public async Task Stage_LastsItsDays_AndNotAMomentLess()
    {
        RolloutShop shop = await RolloutShop.OpenAsync("10,50,100");
        shop.World.ShopClock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromTicks(1));
        Assert.Empty(await shop.Move.RunAsync(default));
        shop.World.ShopClock.Advance(TimeSpan.FromTicks(1));
        MovedRollout moved = Assert.Single(await shop.Move.RunAsync(default));
        Assert.Equal((RolloutShop.JourneyId, 50m, RolloutState.Running, null), (moved.JourneyId, moved.Rollout.Percent, moved.Rollout.State, moved.Entry.By));
        Assert.Empty(await shop.Again().Move.RunAsync(default));

        shop.World.ShopClock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(RolloutState.Finished, Assert.Single(await shop.Move.RunAsync(default)).Rollout.State);
        shop.World.ShopClock.Advance(TimeSpan.FromDays(7));
        Assert.Empty(await shop.Move.RunAsync(default));
        RolloutStanding standing = (await shop.Steer.FindAsync(RolloutShop.JourneyId, default))!;
        Assert.Equal([(RolloutState.Finished, 100m), (RolloutState.Running, 50m)], standing.Entries.Select(e => (e.State, e.Percent)));
    }

    [Fact]
    public async Task Complaints_OfTheNewVersion_StopIt_AndOthersAreTold()
    {
        RolloutShop shop = await RolloutShop.OpenAsync(topic: new TestTopic());
        int[] harmed = await HarmAsync(shop, 3, DeliveryKind.Complained, DeliveryStop.Complaint);
        MovedRollout moved = Assert.Single(await shop.Move.RunAsync(default));
        Assert.Equal((RolloutState.Stopped, RolloutHarm.Complaints, 0m), (moved.Rollout.State, moved.Rollout.StoppedFor, moved.Rollout.Percent));
        RolloutAlarm alarm = moved.Entry.Alarm!;
        Assert.Equal(3, alarm.Rate.Hits);
        Assert.Equal(80, alarm.Rate.Trials + alarm.BaseRate.Trials);
        Assert.Equal($"迷惑メールの報告が多すぎます（新しい版 {alarm.Rate.Trials}通中3通、前の版 {alarm.BaseRate.Trials}通中0通）", RolloutWords.Of(alarm).Ja);
        Entity told = Assert.Single(
            await shop.World.Tables.QueryAllAsync(EntityQuery.Prefix(Tables.Journeys, "library", RowKeys.Under("outgoing")), default).ToListAsync());
        Assert.Contains("journey.rollout_stopped", (string)told.Properties.Values.First(), StringComparison.Ordinal);
        await shop.BuyAsync(500, 6);
        Assert.Equal([1], (await shop.VersionsAsync(500, 6)).Values.Distinct());
        Assert.Equal(3, harmed.Length);
        Assert.Equal(alarm, Assert.Single((await shop.Again().Steer.FindAsync(RolloutShop.JourneyId, default))!.Entries).Alarm);
        Assert.Empty(await shop.Move.RunAsync(default));
    }

    [Fact]
    public async Task TwoComplaints_DoNotStopIt()
    {
        RolloutShop shop = await RolloutShop.OpenAsync();
        await HarmAsync(shop, 2, DeliveryKind.Complained, DeliveryStop.Complaint);
        Assert.Empty(await shop.Move.RunAsync(default));
    }

    [Theory]
    [InlineData(DeliveryKind.Unsubscribed, DeliveryStop.Unsubscribe, RolloutHarm.Unsubscribes)]
    [InlineData(DeliveryKind.Bounced, DeliveryStop.Gone, RolloutHarm.Failures)]
    public async Task OtherHarm_StopsItToo(DeliveryKind kind, DeliveryStop stop, RolloutHarm harm)
    {
        RolloutShop shop = await RolloutShop.OpenAsync();
        await HarmAsync(shop, 8, kind, stop);
        Assert.Equal(harm, Assert.Single(await shop.Move.RunAsync(default)).Rollout.StoppedFor);
    }

    /// <summary>A message counts two days after it went, and a complaint that comes later is not laid to it.</summary>
    [Fact]
    public async Task Messages_CountWhenTwoDaysHavePassed()
    {
        RolloutShop shop = await RolloutShop.OpenAsync();
        await shop.BuyAsync(0, 4);
        shop.World.ShopClock.Advance(RolloutGuard.HarmWithin - TimeSpan.FromTicks(1));
        Assert.Equal(0, await CountAsync(shop));
        shop.World.ShopClock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(4, await CountAsync(shop));
        for (int i = 0; i < 4; i++)
        {
            await shop.ToldAsync(i, DeliveryKind.Complained, DeliveryStop.Complaint);
        }

        RolloutLook look = (await shop.Steer.FindAsync(RolloutShop.JourneyId, default))!.Look;
        Assert.Equal(0, look.New.Complained + look.Base.Complained);
    }

    /// <summary>Who entered before was not drawn by chance.</summary>
    [Fact]
    public async Task Messages_OfThoseWhoEnteredBefore_DoNotCount()
    {
        RolloutShop shop = await RolloutShop.OpenAsync(stages: null);
        await shop.BuyAsync(0, 6);
        shop.World.ShopClock.Advance(TimeSpan.FromTicks(1));
        await shop.PublishAsync(RolloutShop.New, "50,100");
        await shop.BuyAsync(10, 3);
        await shop.PassAsync(5);
        Assert.Equal(6, await CountAsync(shop));  // each of the three had the second one on its third day
    }

    [Fact]
    public async Task Resumed_CountsAnew_AndASecondStopNeedsNewHarm()
    {
        RolloutShop shop = await RolloutShop.OpenAsync();
        await HarmAsync(shop, 3, DeliveryKind.Complained, DeliveryStop.Complaint);
        Assert.Single(await shop.Move.RunAsync(default));
        shop.World.ShopClock.Advance(TimeSpan.FromHours(2));
        RolloutSteering steering = (await shop.Steer.RunAsync(RolloutShop.JourneyId, RolloutAct.Resume, Sato, default))!;
        Assert.Equal((true, 50m), (steering.IsDone, steering.Rollout.Percent));
        Assert.False((await shop.Steer.RunAsync(RolloutShop.JourneyId, RolloutAct.Resume, Sato, default))!.IsDone);
        shop.World.ShopClock.Advance(TimeSpan.FromHours(2));
        Assert.Empty(await shop.Move.RunAsync(default));
        Assert.Equal(0, await CountAsync(shop));
        Assert.Equal(["佐藤", null], (await shop.Steer.FindAsync(RolloutShop.JourneyId, default))!.Entries.Select(e => e.By));
    }

    /// <summary>Somebody publishes or acts in the moment between looking and writing: theirs stands.</summary>
    [Fact]
    public async Task Rollout_ChangedBySomebodyElseMeanwhile_KeepsTheirs()
    {
        RolloutShop shop = await RolloutShop.OpenAsync();
        shop.World.ShopClock.Advance(TimeSpan.FromDays(7));
        RolloutShop other = shop.Again();
        shop.World.Tables.Interrupt((table, _) => table == Tables.Journeys, () => other.Steer.RunAsync(RolloutShop.JourneyId, RolloutAct.Stop, Sato, default));
        Assert.Empty(await shop.Move.RunAsync(default));
        Assert.Equal(RolloutState.Stopped, (await shop.NowAsync()).State);
        Assert.Null(await shop.Steer.RunAsync("nobody", RolloutAct.Stop, Sato, default));
    }

    /// <summary>Eighty enter, so many of the new version do harm within the day, and two days pass.</summary>
    private static async Task<int[]> HarmAsync(RolloutShop shop, int count, DeliveryKind kind, DeliveryStop stop)
    {
        await shop.BuyAsync(0, 80);
        int[] harmed = [.. (await shop.VersionsAsync(0, 80)).Where(v => v.Value == 2).Select(v => v.Key).Order().Take(count)];
        shop.World.ShopClock.Advance(TimeSpan.FromHours(1));
        shop.World.SystemClock.Advance(TimeSpan.FromHours(1));
        foreach (int number in harmed)
        {
            await shop.ToldAsync(number, kind, stop);
        }

        shop.World.ShopClock.Advance(RolloutGuard.HarmWithin);
        return harmed;
    }

    private static async Task<long> CountAsync(RolloutShop shop)
    {
        RolloutLook look = (await shop.Steer.FindAsync(RolloutShop.JourneyId, default))!.Look;
        return look.New.Messages + look.Base.Messages;
    }
}
