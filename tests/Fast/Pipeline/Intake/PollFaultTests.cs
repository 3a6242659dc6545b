using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Intake;

/// <summary>Shops that do not answer are asked less and less often, are seen, and hold up no other.</summary>
public sealed class PollFaultTests
{
    [Fact]
    public async Task Failure_KeepsTheCursorAndIsSeenUntilTheShopAnswers()
    {
        PollBed bed = await PollBed.OpenAsync();
        await bed.LookAsync();
        bed.Has("a", bed.Now);
        DateTimeOffset first = bed.Now + PollBed.Every;
        bed.Poll.Faults.Enqueue(new ShopApiException(ShopApiFailure.Temporary, "status 503"));
        bed.Poll.Faults.Enqueue(new ShopApiException(ShopApiFailure.Unauthorized, "status 401; check the token"));
        await bed.LookAsync();
        await bed.LookAsync();
        Assert.Equal(new FailingShop(TestWorld.SourceId, 2, first, "status 401; check the token"), Assert.Single(await bed.Shop.Pulls.Health.FailingAsync(default)));

        Assert.Equal(new PollOutcome.Looked(1), await bed.LookAsync(TimeSpan.FromDays(1)));
        Assert.Empty(await bed.Shop.Pulls.Health.FailingAsync(default));
    }

    [Fact]
    public async Task Failures_InARow_AreWaitedOutLongerUpToAnHour()
    {
        PollBed bed = await PollBed.OpenAsync();
        List<double> waits = [];
        for (int i = 0; i < 6; i++)
        {
            bed.Poll.Faults.Enqueue(new ShopApiException(ShopApiFailure.Temporary, "status 500"));
            waits.Add(Assert.IsType<PollOutcome.Failed>(await bed.LookAsync(TimeSpan.FromHours(2))).Wait.TotalMinutes);
        }

        Assert.Equal([5, 10, 20, 40, 60, 60], waits);
    }

    [Theory]
    [InlineData(60, 5)]
    [InlineData(600, 10)]
    [InlineData(31_536_000, 1440)]
    public async Task Failure_WithAWishOfTheShop_IsWaitedOutAsLong(int seconds, int expectedMinutes)
    {
        PollBed bed = await PollBed.OpenAsync();
        bed.Poll.Faults.Enqueue(new ShopApiException(ShopApiFailure.Temporary, "status 429", TimeSpan.FromSeconds(seconds)));
        Assert.Equal(TimeSpan.FromMinutes(expectedMinutes), Assert.IsType<PollOutcome.Failed>(await bed.LookAsync()).Wait);
        Assert.IsType<PollOutcome.NotDue>(await bed.LookAsync(TimeSpan.FromMinutes(expectedMinutes) - TimeSpan.FromSeconds(3)));
        Assert.IsType<PollOutcome.Looked>(await bed.LookAsync(TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task Failure_InTheMiddleOfAList_LosesNoneOfIt()
    {
        PollBed bed = await PollBed.OpenAsync();
        await bed.LookAsync();
        bed.Has("a", bed.Now);
        bed.Has("b", bed.Now);
        bed.Has("c", bed.Now);
        bed.Poll.Afterwards.Enqueue(() => bed.Poll.Faults.Enqueue(new ShopApiException(ShopApiFailure.Temporary, "status 500")));
        Assert.IsType<PollOutcome.Failed>(await bed.LookAsync());
        Assert.Equal(2, await bed.KeptAsync());
        await bed.LookAsync();
        Assert.Equal(3, (await bed.OrdersAsync()).Length);
        Assert.Equal(3, await bed.KeptAsync());
    }

    [Fact]
    public async Task ShopThatFailsFromTheStart_LosesNothingOfThatTime()
    {
        PollBed bed = await PollBed.OpenAsync();
        bed.Poll.Faults.Enqueue(new ShopApiException(ShopApiFailure.Unauthorized, "status 401"));
        await bed.LookAsync();
        bed.Has("a", bed.Now);
        Assert.Equal(new PollOutcome.Looked(1), await bed.LookAsync(TimeSpan.FromHours(6)));
    }

    [Fact]
    public async Task TwoShops_HaveTheirOwnCursorsAndFaults()
    {
        PollBed bed = await PollBed.OpenAsync();
        ScriptedPoll other = new();
        bed.World.Apis["other"] = new ShopApi { Polling = new ShopPolling(other, PollBed.Every, TimeSpan.Zero) };
        bed.Restart();
        Assert.Equal(["other", TestWorld.SourceId], bed.Shop.Pulls.Poll.SourceIds);
        bed.Poll.Faults.Enqueue(new ShopApiException(ShopApiFailure.Temporary, "status 500"));
        Assert.IsType<PollOutcome.Failed>(await bed.LookAsync());
        Assert.IsType<PollOutcome.Looked>(await bed.Shop.Pulls.Poll.RunAsync("other", default));
        Assert.Equal(TestWorld.SourceId, Assert.Single(await bed.Shop.Pulls.Health.FailingAsync(default)).SourceId);
    }
}
