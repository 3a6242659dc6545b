using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Intake;

/// <summary>Shops that do not tell, and processes that end.</summary>
public sealed class FetchFaultTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Outage_OfAQuarterOfAnHour_IsWaitedOut()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        bed.Has(1);
        bed.Api.Fault = new ShopApiException(ShopApiFailure.Temporary, "status 503");
        await bed.NoticeAsync();
        DateTimeOffset begin = bed.World.SystemClock.GetUtcNow() + NoteChanges.SettleTime;
        await bed.RunAsync();
        await bed.RunAsync(TimeSpan.FromMinutes(1));
        await bed.RunAsync(TimeSpan.FromMinutes(15));
        FailingShop failing = Assert.Single(await bed.Shop.Pulls.Health.FailingAsync(default));
        Assert.Equal(("shop-main", 3, begin, "status 503"), (failing.SourceId, failing.Count, failing.SinceAt, failing.Reason));

        bed.Api.Fault = null;
        await bed.RunAsync(TimeSpan.FromMinutes(15));
        Assert.NotNull(await bed.OrderAsync());
        Assert.Empty(await bed.Shop.Pulls.Health.FailingAsync(default));
        Assert.Empty(await bed.ReviewAsync());
    }

    /// <summary>The shop's own wish counts when it is longer than ours, up to a day.</summary>
    [Theory]
    [InlineData(null, 10)]
    [InlineData(1, 10)]
    [InlineData(90, 90)]
    [InlineData(31_536_000, 86_400)]
    public async Task Failure_IsTriedAgainAfterTheLongerOfBothWaits(int? wishedSeconds, int expectedSeconds)
    {
        FetchBed bed = await FetchBed.OpenAsync();
        bed.Has(1);
        bed.Api.Fault = new ShopApiException(ShopApiFailure.Temporary, "status 429", wishedSeconds is { } s ? TimeSpan.FromSeconds(s) : null);
        await bed.NoticeAsync();
        await bed.RunAsync();
        await bed.RunAsync(TimeSpan.FromSeconds(expectedSeconds) - Tick);
        Assert.Single(bed.Api.Asked);
        await bed.RunAsync(Tick);
        Assert.Equal(2, bed.Api.Asked.Count);
    }

    /// <summary>Access that was lost is tried again, too: one repair must help all that waits.</summary>
    [Theory]
    [InlineData(ShopApiFailure.Temporary)]
    [InlineData(ShopApiFailure.Unauthorized)]
    public async Task Failure_ForADay_IsPutBeforeAPersonAndReplayed(ShopApiFailure failure)
    {
        FetchBed bed = await FetchBed.OpenAsync();
        bed.Has(1);
        bed.Api.Fault = new ShopApiException(failure, "status 401; check the token");
        await bed.NoticeAsync();
        await bed.RunAsync();
        foreach (TimeSpan wait in FetchThing.Waits)
        {
            Assert.Empty(await bed.ReviewAsync());
            await bed.RunAsync(wait);
        }

        Assert.Equal(1 + FetchThing.Waits.Count, bed.Api.Asked.Count);
        string? reason = Assert.Single(await bed.ReviewAsync());
        Assert.Equal("the shop's API did not tell the order: status 401; check the token; replay it when that is mended", reason);

        bed.Api.Fault = null;
        Assert.True(await bed.Shop.Review.ReplayAsync((await bed.Shop.Review.ListAsync(default))[0].Id, default));
        await bed.RunAsync(TimeSpan.Zero);
        await bed.RunAsync();
        Assert.NotNull(await bed.OrderAsync());
    }

    [Fact]
    public void Waits_AreAboutADay() =>
        Assert.InRange(FetchThing.Waits.Aggregate(TimeSpan.Zero, (sum, w) => sum + w), TimeSpan.FromHours(23), TimeSpan.FromHours(25));

    [Fact]
    public async Task Rejection_IsPutBeforeAPersonAtOnce()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        bed.Api.Fault = new ShopApiException(ShopApiFailure.Rejected, "status 400");
        await bed.NoticeAsync();
        await bed.RunAsync();
        Assert.Single(await bed.ReviewAsync());
        Assert.Single(bed.Api.Asked);
    }

    [Fact]
    public async Task Notice_DuringAFetchThatIsRejected_IsFetchedAllTheSame()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        bed.Has(1);
        bed.Api.Fault = new ShopApiException(ShopApiFailure.Rejected, "status 400");
        await bed.NoticeAsync();
        bed.Api.Meanwhile = () => bed.NoticeAsync();
        await bed.RunAsync();
        bed.Api.Fault = null;
        await bed.RunAsync();
        Assert.NotNull(await bed.OrderAsync());
    }

    [Fact]
    public async Task Thing_ThatTheShopDoesNotKnow_IsAskedForAgain()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        await bed.NoticeAsync();
        await bed.RunAsync();
        bed.Has(1);
        await bed.RunAsync(FetchThing.Waits[0]);
        Assert.NotNull(await bed.OrderAsync());
    }

    [Fact]
    public async Task Queue_ThatGivesUp_PutsTheNoticeBeforeAPerson()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        await bed.NoticeAsync();
        await bed.Shop.Pulls.Fetch.GiveUpAsync(FetchId.Parse("shop-main:order:13")!, default);
        await bed.Shop.Pulls.Fetch.GiveUpAsync(FetchId.Parse("shop-main:order:14")!, default);
        Assert.Contains("the log says why", Assert.Single(await bed.ReviewAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public async Task Sweep_FetchThatIsFiveMinutesOverdueAndMore_IsHandedOnOnce(int ticksMore, int expected)
    {
        FetchBed bed = await FetchBed.OpenAsync();
        bed.Has(1);
        await bed.NoticeAsync();
        bed.World.SystemClock.Advance(NoteChanges.SettleTime + SweepFetches.StuckAfter + TimeSpan.FromTicks(ticksMore));
        Assert.Equal(expected, await bed.Shop.Pulls.Sweep.RunAsync(default));
        Assert.Equal(0, await bed.Shop.Pulls.Sweep.RunAsync(default));
        await bed.RunAsync();
        Assert.Single(bed.Api.Asked);  // though there are two messages
    }

    /// <summary>The process ends after each single effect, its answer lost; the next one goes on.</summary>
    [Fact]
    public async Task Life_InterruptedAfterAnyEffect_LosesAndDoublesNothing()
    {
        (FetchBed whole, int effects) = await LiveAsync(int.MaxValue);
        string[] expected = await EndAsync(whole);
        Assert.InRange(effects, 15, 200);
        for (int n = 1; n < effects; n++)
        {
            (FetchBed bed, _) = await LiveAsync(n);
            Assert.Equal((n, string.Join('\n', expected)), (n, string.Join('\n', await EndAsync(bed))));
        }
    }

    private static async Task<(FetchBed Bed, int Effects)> LiveAsync(int effects)
    {
        FetchBed bed = await FetchBed.OpenAsync();
        bed.Has(1);
        Fuse fuse = new(effects);
        bed.Restart(fuse);
        try
        {
            await bed.NoticeAsync();
            bed.Api.Meanwhile = async () =>
            {
                bed.Has(2);
                await bed.NoticeAsync();
            };
            await bed.RunAsync();
            await bed.RunAsync();
        }
        catch (StorageException)
        {
            bed.Has(2);
        }

        int used = fuse.Used;
        bed.Restart();
        await bed.NoticeAsync();  // of the notices that were not answered, the shop's next one
        for (int i = 0; i < 4; i++)
        {
            bed.World.SystemClock.Advance(TimeSpan.FromMinutes(6));
            await bed.Shop.SweepAsync();
            await bed.RunAsync();
        }

        return (bed, used);
    }

    private static async Task<string[]> EndAsync(FetchBed bed)
    {
        Assert.Equal(Told.At(2), (await bed.OrderAsync())!.UpdatedAt);
        Assert.Empty(await bed.ReviewAsync());
        Assert.Empty((await bed.World.Tables.DumpAsync(Tables.Pulls)).Where(r => r.Contains("fetch:", StringComparison.Ordinal)));
        Assert.Empty((await bed.World.Tables.DumpAsync(Tables.Inbox)).Where(r => r.Contains(" open:", StringComparison.Ordinal)));
        return bed.World.Messages();
    }
}
