using System.Net;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.People;

/// <summary>A person stops messages to a customer, and lets them go on; what the customer stopped stays.</summary>
public sealed class CustomerReachApiTests
{
    private const string Address = "hanako@example.com";

    [Fact]
    public async Task Customer_IsSuppressed_GetsNothing_AndIsLifted()
    {
        using HandShop shop = await HandShop.OpenAsync(JourneyFiles.Thanks);
        Assert.Equal(["email true ", "line false "], await ReachAsync(shop));
        await shop.DoneAsync("suppress/email", HttpStatusCode.NoContent);
        Assert.Equal(["email true person sato true", "line false "], await ReachAsync(shop));
        await shop.DoneAsync("suppress/email", HttpStatusCode.NoContent);  // again: it stays as it is
        await shop.Story.UntilAsync("25T09:00");
        Assert.Equal(["21T12:00 now email"], shop.Story.Sent);

        await shop.DoneAsync("lift/email", HttpStatusCode.NoContent);
        Assert.Equal(["email true ", "line false "], await ReachAsync(shop));
        Assert.Equal(["Lifted Email sato: asked by telephone", "Suppressed Email sato: asked by telephone"], await shop.NotesAsync());
        HandShop.IsRefused(await shop.DoAsync("lift/email"), "not-listed");
    }

    [Theory]
    [InlineData(SuppressionReason.Complaint)]
    [InlineData(SuppressionReason.Unsubscribe)]
    [InlineData(SuppressionReason.RecipientGone)]
    [InlineData(SuppressionReason.Erased)]
    public async Task Suppression_ThatIsNotTheShops_IsNotLifted(SuppressionReason reason)
    {
        using HandShop shop = await HandShop.OpenAsync(JourneyFiles.Thanks);
        await shop.Story.Shop.Suppressions.AddAsync(Channel.Email, Address, reason, default);
        await shop.DoneAsync("suppress/email", HttpStatusCode.NoContent);  // does not make it the shop's
        HandShop.IsRefused(await shop.DoAsync("lift/email"), "not-ours");
        Assert.True(await shop.Story.Shop.Suppressions.IsSuppressedAsync(Channel.Email, Address, default));
        Assert.Empty(await shop.NotesAsync());
    }

    /// <summary>Who unblocks the shop must not take the person's stop with it, nor the person the block.</summary>
    [Fact]
    public async Task Stop_DuringABlock_IsThePersons_AndLeavesTheBlock()
    {
        using HandShop shop = await HandShop.OpenAsync(JourneyFiles.Thanks);
        await shop.Story.Shop.Suppressions.AddAsync(Channel.Email, Address, SuppressionReason.Blocked, default);
        await shop.DoneAsync("suppress/email", HttpStatusCode.NoContent);
        Assert.Equal(["email true person sato true", "line false "], await ReachAsync(shop));
        Assert.Equal(["Suppressed Email sato: asked by telephone"], await shop.NotesAsync());
        await shop.DoneAsync("lift/email", HttpStatusCode.NoContent);
        Assert.Equal(["email true blocked  false", "line false "], await ReachAsync(shop));
        HandShop.IsRefused(await shop.DoAsync("lift/email"), "not-ours");
    }

    [Fact]
    public async Task Complaint_AfterThePersonsAct_OutlastsIt()
    {
        using HandShop shop = await HandShop.OpenAsync(JourneyFiles.Thanks);
        await shop.DoneAsync("suppress/email", HttpStatusCode.NoContent);
        await shop.Story.Shop.Suppressions.AddAsync(Channel.Email, Address, SuppressionReason.Complaint, default);
        HandShop.IsRefused(await shop.DoAsync("lift/email"), "not-ours");
    }

    [Fact]
    public async Task Channel_WithoutAnAddress_CannotBeStopped()
    {
        using HandShop shop = await HandShop.OpenAsync(JourneyFiles.Thanks);
        HandShop.IsRefused(await shop.DoAsync("suppress/line"), "no-address");
        HandShop.IsRefused(await shop.DoAsync("lift/line"), "not-listed");
        (await shop.DoAsync("suppress/fax")).IsProblem(400, "bad-request");
    }

    private static async Task<string[]> ReachAsync(HandShop shop) =>
    [
        .. (await shop.GetAsync("reach")).Json.GetProperty("channels").EnumerateArray().Select(c =>
            $"{ApiAnswer.At(c, "channel")} {ApiAnswer.At(c, "hasAddress")} {(ApiAnswer.At(c, "stopped") is { } why ? $"{why} {ApiAnswer.At(c, "by")} {ApiAnswer.At(c, "canLift")}" : "")}"),
    ];
}
