using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.State;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Sources;

/// <summary>EC-CUBE over real connections: notices, fetches, looks, tokens.</summary>
public sealed class EcCubeApiTests
{
    private const string Order13 = """[{"entity":"order","id":13,"action":"updated"}]""";
    private static readonly ShopThing Thirteen = new("order", "13");

    [Fact]
    public async Task Notice_OfAnOrder_BringsTheOrderFromTheShopThatToldIt()
    {
        await using EcCubeBed bed = await EcCubeBed.StartAsync();
        bed.MainShop.Has("13");
        bed.OtherShop.Has("13", status: "3", email: "taro@example.com");
        await bed.NoticeAsync(EcCubeBed.Main, Order13);
        Assert.Equal(["13 Paid"], await bed.OrdersAsync(EcCubeBed.Main));
        Assert.Empty(bed.OtherShop.Api.Calls);
        await bed.NoticeAsync(EcCubeBed.Other, Order13);
        Assert.Equal(["13 Cancelled"], await bed.OrdersAsync(EcCubeBed.Other));
        Assert.Equal(["13 Paid"], await bed.OrdersAsync(EcCubeBed.Main));
    }

    [Fact]
    public async Task Notice_OfADeletion_CancelsTheOrder()
    {
        await using EcCubeBed bed = await EcCubeBed.StartAsync();
        bed.MainShop.Has("13");
        await bed.NoticeAsync(EcCubeBed.Main, Order13);
        bed.MainShop.Orders.Clear();
        bed.World.ShopClock.Advance(TimeSpan.FromHours(1));
        await bed.NoticeAsync(EcCubeBed.Main, Order13.Replace("updated", "deleted", StringComparison.Ordinal));
        Assert.Equal(["13 Cancelled"], await bed.OrdersAsync(EcCubeBed.Main));
    }

    [Fact]
    public async Task Notice_DuringCheckout_IsNoOrderUntilItIsPlaced()
    {
        await using EcCubeBed bed = await EcCubeBed.StartAsync();
        bed.MainShop.Has("13", status: "8");
        await bed.NoticeAsync(EcCubeBed.Main, Order13);
        Assert.Empty(await bed.OrdersAsync(EcCubeBed.Main));
        bed.MainShop.Has("13", status: "1", updated: "2026-11-21T12:01:00+09:00");
        await bed.NoticeAsync(EcCubeBed.Main, Order13);
        Assert.Equal(["13 Placed"], await bed.OrdersAsync(EcCubeBed.Main));
    }

    /// <summary>The plugin repeats nothing: what it could not tell is found by looking.</summary>
    [Fact]
    public async Task Look_FindsWhatNoNoticeTold()
    {
        await using EcCubeBed bed = await EcCubeBed.StartAsync();
        string changed = bed.World.SystemClock.GetUtcNow().ToString("O");
        for (int i = 0; i < 51; i++)
        {
            bed.MainShop.Has($"{i}", updated: changed);
        }

        Assert.Equal(new PollOutcome.Looked(51), await bed.Shop.Pulls.Poll.RunAsync(EcCubeBed.Main, default));
        await bed.RunAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(51, (await bed.OrdersAsync(EcCubeBed.Main)).Length);
        Assert.Equal(new PollOutcome.Looked(0), await bed.Shop.Pulls.Poll.RunAsync(EcCubeBed.Main, default));

        await bed.NoticeAsync(EcCubeBed.Main, """[{"entity":"order","id":7,"action":"updated"}]""");
        Assert.Equal(51, (await bed.World.Tables.DumpAsync(Tables.Inbox)).Count(r => r.Contains("FollowUp-Pulled", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(nameof(ApiFault.TooMany), ShopApiFailure.Temporary, 7)]
    [InlineData(nameof(ApiFault.Unavailable), ShopApiFailure.Temporary, null)]
    [InlineData(nameof(ApiFault.HalfAnswer), ShopApiFailure.Temporary, null)]
    [InlineData(nameof(ApiFault.Lost), ShopApiFailure.Temporary, null)]
    [InlineData(nameof(ApiFault.Page), ShopApiFailure.Temporary, null)]
    [InlineData(nameof(ApiFault.Elsewhere), ShopApiFailure.Temporary, null)]
    public async Task Fault_OfACall_IsToldForWhatItIs(string fault, ShopApiFailure failure, int? retryAfterSeconds)
    {
        await using EcCubeBed bed = await EcCubeBed.StartAsync();
        bed.MainShop.Has("13");
        await bed.Fetch.FetchAsync(Thirteen, default);
        bed.MainShop.Api.Faults.Enqueue(Enum.Parse<ApiFault>(fault));
        ShopApiException e = await Assert.ThrowsAsync<ShopApiException>(() => bed.Fetch.FetchAsync(Thirteen, default));
        Assert.Equal((failure, retryAfterSeconds), (e.Failure, (int?)e.RetryAfter?.TotalSeconds));
        Assert.NotNull(await bed.Fetch.FetchAsync(Thirteen, default));
    }

    [Fact]
    public async Task Silence_IsGivenUpInTime()
    {
        await using EcCubeBed bed = await EcCubeBed.StartAsync();
        bed.MainShop.Has("13");
        await bed.Fetch.FetchAsync(Thirteen, default);  // the server is warm, and the token is there
        bed.Restart(TimeSpan.FromSeconds(3));
        bed.MainShop.Api.Faults.Enqueue(ApiFault.TimeOut);
        Assert.Equal("the shop's API did not answer in time", (await Assert.ThrowsAsync<ShopApiException>(() => bed.Fetch.FetchAsync(Thirteen, default))).Message);
    }

    [Fact]
    public async Task Errors_OfGraphQl_AreRejectedWithoutTheirWords()
    {
        await using FakeApi api = await FakeApi.StartAsync(c => c.Path == "token"
            ? (200, """{"access_token":"a","expires_in":3600}""")
            : (200, """{"errors":[{"message":"hanako@example.com"}],"data":null}"""));
        ShopApi shop = Tokens.Connect(api.Address, new ShopTokens(new FollowUpFlows.Storage.InMemory.InMemoryEntityTables()), TimeProvider.System);
        ShopApiException e = await Assert.ThrowsAsync<ShopApiException>(() => shop.Fetch!.FetchAsync(Thirteen, default));
        Assert.Equal(ShopApiFailure.Rejected, e.Failure);
        Assert.DoesNotContain("hanako", e.Message, StringComparison.Ordinal);
    }
}
