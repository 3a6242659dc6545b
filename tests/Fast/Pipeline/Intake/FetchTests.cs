using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Intake;

/// <summary>From a notice to what the shop tells when it is asked.</summary>
public sealed class FetchTests
{
    [Fact]
    public async Task Notice_OfAnOrder_BringsTheOrderAndItsMessage()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        bed.Has(1);
        Assert.Equal(InboxState.Processed, await bed.NoticeAsync());
        Assert.Null(await bed.OrderAsync());
        await bed.RunAsync();

        Assert.Equal(Told.At(1), (await bed.OrderAsync())!.UpdatedAt);
        Assert.Equal(FetchBed.Order, Assert.Single(bed.Api.Asked));
        Assert.Single(bed.World.Email.Messages);
        Assert.DoesNotContain(await bed.World.Tables.DumpAsync(Tables.Pulls), r => r.Contains("fetch:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Notices_BeforeTheFetchBegins_AreOneFetch()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        bed.Has(1);
        for (int i = 0; i < 10; i++)
        {
            await bed.NoticeAsync();
        }

        await bed.RunAsync();
        await bed.RunAsync(TimeSpan.FromHours(1));
        Assert.Single(bed.Api.Asked);
    }

    [Fact]
    public async Task Notices_AfterTheFetchBegan_AreOneMoreFetchThatSeesTheChange()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        bed.Has(1, OrderStatus.Placed);
        await bed.NoticeAsync();
        bed.Api.Meanwhile = async () =>
        {
            bed.Has(2);
            await bed.NoticeAsync();
            await bed.NoticeAsync();
        };
        await bed.RunAsync();
        Assert.Single(bed.Api.Asked);
        Assert.Equal(OrderStatus.Placed, (await bed.OrderAsync())!.Order.Status);

        await bed.RunAsync();
        await bed.RunAsync(TimeSpan.FromHours(1));
        Assert.Equal(2, bed.Api.Asked.Count);
        Assert.Equal(OrderStatus.Paid, (await bed.OrderAsync())!.Order.Status);
    }

    [Fact]
    public async Task Notices_OfSeveralThings_AreFetchedEach()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        ShopThing other = new("order", "14");
        bed.Has(1);
        bed.Api.Things[other] = bed.Api.Things[FetchBed.Order];
        await bed.NoticeAsync(new ShopNotice(FetchBed.Order), new ShopNotice(other), new ShopNotice(FetchBed.Order));
        await bed.RunAsync();
        Assert.Equal(["13", "14"], bed.Api.Asked.Select(a => a.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Fetched_AsItWas_IsNoNewsAndWhatComesBackIs()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        foreach ((int Minute, int Messages) step in ((int, int)[])[(1, 1), (1, 1), (2, 2), (1, 3)])
        {
            bed.Has(step.Minute);
            await bed.NoticeAsync();
            await bed.RunAsync();
            string[] kept = [.. (await bed.World.Tables.DumpAsync(Tables.Inbox)).Where(r => r.Contains("FollowUp-Pulled", StringComparison.Ordinal))];
            Assert.Equal(step.Messages, kept.Length);
        }
    }

    [Fact]
    public async Task Fetched_ThatCannotBeRead_WaitsForAPersonLikeAWebhook()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        bed.HasBody("nonsense", new WebhookReading.Unreadable("$.total: expected an amount, found a text"));
        await bed.NoticeAsync();
        await bed.RunAsync();
        Assert.Equal(["$.total: expected an amount, found a text"], await bed.ReviewAsync());
    }

    [Fact]
    public async Task Deletion_ThatTheShopConfirms_ComesInAsABodyOfItsOwn()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        await bed.NoticeAsync(isGone: true);
        await bed.RunAsync();
        string row = Assert.Single(await bed.World.Tables.DumpAsync(Tables.Inbox), r => r.Contains("FollowUp-Pulled", StringComparison.Ordinal));
        Assert.Contains("order-gone", row, StringComparison.Ordinal);
    }

    /// <summary>The shop tells inside its change, which may not be visible yet.</summary>
    [Fact]
    public async Task Deletion_OfWhatIsStillThere_IsAskedForAgainAndThenNotBelieved()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        bed.Has(1);
        await bed.NoticeAsync(isGone: true);
        foreach (int asked in (int[])[1, 2, 3])
        {
            await bed.RunAsync(TimeSpan.FromMinutes(6));
            Assert.Equal(asked, bed.Api.Asked.Count);
            Assert.Null(await bed.OrderAsync());
        }

        await bed.RunAsync(TimeSpan.FromMinutes(6));
        Assert.NotNull(await bed.OrderAsync());
        Assert.Empty(await bed.ReviewAsync());
    }

    [Fact]
    public async Task Notice_WithoutAnApi_WaitsForAPersonWithTheRemedy()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        bed.World.Apis.Clear();
        bed.Restart();
        Assert.Equal(InboxState.Review, await bed.NoticeAsync());
        Assert.Contains("Sources:shop-main:Api", Assert.Single(await bed.ReviewAsync()), StringComparison.Ordinal);
    }

    /// <summary>Otherwise anybody with the secret of a notice could write orders.</summary>
    [Fact]
    public async Task Sender_WhoClaimsThatABodyWasAskedFor_IsNotHeard()
    {
        FetchBed bed = await FetchBed.OpenAsync();
        WebhookRequest webhook = bed.World.Source.Webhook("w", new WebhookReading.Ignored("seen"));
        string claim = Assert.Single(WebhookRequest.OfPulled("order", default).Headers.Keys);
        WebhookRequest claimed = webhook with { Headers = new Dictionary<string, string>(webhook.Headers, StringComparer.OrdinalIgnoreCase) { [claim] = "order" } };
        Assert.Equal("order", claimed.Pulled);
        Acceptance.Accepted accepted = Assert.IsType<Acceptance.Accepted>(await bed.Shop.Accept.RunAsync(TestWorld.SourceId, claimed, default));
        Assert.Null((await bed.Shop.Inbox.RequestAsync(accepted.Id, default)).Pulled);
    }

    [Theory]
    [InlineData("shop-main:order:13", true)]
    [InlineData("shop-main:", false)]
    [InlineData(":order:13", false)]
    [InlineData("shop-main", false)]
    [InlineData("", false)]
    public void FetchId_Parse_TakesOnlyWhatItWrites(string text, bool isId) => Assert.Equal(isId ? text : null, FetchId.Parse(text)?.ToString());
}
