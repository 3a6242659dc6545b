using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Intake;

/// <summary>Orders that are told without their goods: the order counts at once, and the goods follow when the shop tells them.</summary>
public sealed class MissingLinesTests
{
    private static readonly OrderLine Tea = new("TEA-01", "緑茶", 2, 2_500);
    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com");
    private static readonly WebhookReading Lines = new WebhookReading.Understood([new ShopEvent.LinesTold(FetchBed.Order.Id, [Tea])]);

    private static readonly string ForTea = JourneyFiles.Free(
        "tea", "trigger: { type: order, sku: [TEA-01] }", "  - { id: mail, send: { channel: [email], message: thank-you } }");

    private int told;

    [Fact]
    public async Task Order_IsThereAtOnceAndItsGoodsFollow()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        await bed.Shop.PublishAsync(ForTea);
        bed.HasBody("lines", Lines);
        Assert.Equal(InboxState.Processed, await PaidAsync(bed, 1));
        Assert.Empty((await bed.OrderAsync())!.Order.Lines);
        Assert.Single(bed.World.Email.Messages);

        await bed.RunAsync();
        Assert.Equal([Tea], (await bed.OrderAsync())!.Order.Lines);
        Assert.Equal(5_000, (await bed.OrderAsync())!.Order.TotalMinor);
        Assert.Equal(2, bed.World.Email.Messages.Count);  // what waits for the goods begins, and what has begun does not begin again
    }

    [Fact]
    public async Task Order_ToldAgainWithoutGoods_KeepsThem()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        bed.HasBody("lines", Lines);
        await PaidAsync(bed, 1);
        await bed.RunAsync();
        await PaidAsync(bed, 2);
        Assert.Equal([Tea], (await bed.OrderAsync())!.Order.Lines);
        Assert.Equal(Told.At(2), (await bed.OrderAsync())!.UpdatedAt);
        await bed.RunAsync();
        Assert.Single(bed.World.Email.Messages);
    }

    [Fact]
    public async Task Order_WhoseShopCannotBeAsked_StaysAsItIs()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        bed.World.Apis.Clear();
        bed.Restart();
        Assert.Equal(InboxState.Processed, await PaidAsync(bed, 1));
        await bed.RunAsync();
        Assert.NotNull(await bed.OrderAsync());
        Assert.Empty(await bed.ReviewAsync());
    }

    [Fact]
    public async Task Order_WhoseShopIsSilentForADay_StaysAndAPersonAsksAgain()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        bed.HasBody("lines", Lines);
        bed.Api.Fault = new ShopApiException(ShopApiFailure.Temporary, "status 503");
        await PaidAsync(bed, 1);
        for (int hour = 0; hour < 40; hour++)
        {
            await bed.RunAsync(TimeSpan.FromHours(1));
        }

        Assert.Equal(OrderStatus.Paid, (await bed.OrderAsync())!.Order.Status);
        Assert.Equal(FetchThing.Waits.Count + 1, bed.Api.Asked.Count);
        InboxMessage waiting = Assert.Single(await bed.Shop.Review.ListAsync(default));
        Assert.Contains("status 503", waiting.Reason, StringComparison.Ordinal);

        bed.Api.Fault = null;
        await bed.Shop.Review.ReplayAsync(waiting.Id, default);
        await bed.Shop.RunAsync();
        await bed.RunAsync();
        Assert.Equal([Tea], (await bed.OrderAsync())!.Order.Lines);
        Assert.Single(bed.World.Email.Messages);
    }

    [Fact]
    public async Task Goods_OfAnOrderThatIsNotKnown_AreNobodys()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        bed.HasBody("lines", Lines);
        await bed.NoticeAsync();
        await bed.RunAsync();
        Assert.Null(await bed.OrderAsync());
        Assert.Empty(await bed.ReviewAsync());
    }

    private async Task<InboxState?> PaidAsync(FetchBed bed, int minute)
    {
        WebhookReading paid = new WebhookReading.Understood([Hanako.Bought(Told.Order(FetchBed.Order.Id, minute))]) { Missing = [new ShopNotice(FetchBed.Order)] };
        Acceptance acceptance = await bed.Shop.Accept.RunAsync(TestWorld.SourceId, bed.World.Source.Webhook($"paid {told++}", paid), default);
        InboxState? state = await bed.Shop.Process.RunAsync(Assert.IsType<Acceptance.Accepted>(acceptance).Id, bed.Shop.Orchestrations, default);
        await bed.Shop.RunAsync();
        return state;
    }
}
