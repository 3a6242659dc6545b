using System.Net;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Analytics;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.People;

/// <summary>A person settles a message whose fate nobody could find out.</summary>
public sealed class HeldDecisionApiTests
{
    [Theory]
    [InlineData("arrived", "Sent SaidToHaveArrived")]
    [InlineData("not-gone", "Failed SaidNotToHaveGone")]
    public async Task Held_IsSettledOnce_NothingIsSent_AndTheCertificateHolds(string verdict, string settled)
    {
        using HandShop shop = await HandShop.OpenAsync(JourneyFiles.OneMail);
        SendKey key = await HoldAsync(shop);
        await shop.DoneAsync("message/decide", HttpStatusCode.NoContent, Body(key, verdict));
        Assert.Equal([$"21T12:00 mail {settled}"], await shop.Story.LedgerAsync(Story.Hanako));
        Assert.Equal(["Decided thank-you sato: asked the provider"], await shop.NotesAsync());
        HandShop.IsRefused(await shop.DoAsync("message/decide", Body(key, "arrived")), "not-held");
        Assert.Equal([$"21T12:00 mail {settled}"], await shop.Story.LedgerAsync(Story.Hanako));
        await shop.Story.UntilAsync("22T09:00");
        Assert.Single(shop.Story.Sent);
        Assert.Equal(1, await shop.Story.CertifiedAsync());
    }

    /// <summary>Orders count for a message from when it went, however much later somebody found out that it arrived.</summary>
    [Fact]
    public async Task Arrived_ForAnalysis_WentWhenItWasClaimed()
    {
        using HandShop shop = await HandShop.OpenAsync(JourneyFiles.OneMail);
        SendKey key = await HoldAsync(shop);
        await shop.Story.UntilAsync("25T09:00");
        await shop.DoneAsync("message/decide", HttpStatusCode.NoContent, Body(key, "arrived"));
        Evidence evidence = await Evidence.ReadAsync(shop.Story.World.Tables, shop.CustomerId, default);
        Assert.Equal(Story.Time("21T12:00"), Assert.Single(evidence.Messages).SentAt);
        Assert.Equal(Story.Time("25T09:00"), Assert.Single(evidence.Sends).SettledAt);
    }

    [Fact]
    public async Task Message_ThatIsNotHeld_IsNotForAPersonToDecide()
    {
        using HandShop shop = await HandShop.OpenAsync(JourneyFiles.Thanks);
        foreach (SendRow row in (await shop.Story.StateAsync(Story.Hanako)).Sends.Values.Select(SendRows.Row))
        {
            HandShop.IsRefused(await shop.DoAsync("message/decide", Body(row.Key, "not-gone")), "not-held");
        }

        Assert.Equal(["21T12:00 now Sent", "24T10:00 later Planned"], await shop.Story.LedgerAsync(Story.Hanako));
        Assert.Empty(await shop.NotesAsync());
    }

    [Fact]
    public async Task Message_WithoutAClaim_CannotHaveArrived()
    {
        using HandShop shop = await HandShop.OpenAsync(JourneyFiles.OneMail);
        SendKey key = await HoldAsync(shop, isClaimed: false);
        HandShop.IsRefused(await shop.DoAsync("message/decide", Body(key, "arrived")), "not-held");
        await shop.DoneAsync("message/decide", HttpStatusCode.NoContent, Body(key, "not-gone"));
    }

    [Theory]
    [InlineData("""{"step":"mail","channel":"email","verdict":"arrived","by":"sato","why":"x"}""", 400)]
    [InlineData("""{"enrollment":"one-mail:x","step":"mail","channel":"email","by":"sato","why":"x"}""", 400)]
    [InlineData("""{"enrollment":"one-mail:x","step":"mail","channel":"email","verdict":"perhaps","by":"sato","why":"x"}""", 400)]
    [InlineData("""{"enrollment":"one-mail:x","step":"mail","channel":"email","visit":-1,"verdict":"arrived","by":"sato","why":"x"}""", 400)]
    [InlineData("""{"enrollment":"one-mail:x","step":"mail","channel":"email","verdict":"arrived","by":"sato"}""", 400)]
    [InlineData("""{"enrollment":"one-mail:x","step":"mail","channel":"email","verdict":"arrived","by":"sato","why":"x"}""", 404)]
    public async Task Decision_ThatCannotBeRead_OrIsAboutNothing_IsRefused(string json, int status)
    {
        using HandShop shop = await HandShop.OpenAsync(JourneyFiles.OneMail);
        Assert.Equal(status, (int)(await shop.DoAsync("message/decide", json)).Status);
    }

    /// <summary>As if the process had ended between the call and its answer.</summary>
    private static async Task<SendKey> HoldAsync(HandShop shop, bool isClaimed = true)
    {
        CustomerState state = await shop.Story.StateAsync(Story.Hanako);
        SendRow sent = SendRows.Row(Assert.Single(state.Sends.Values));
        SendRow held = sent with { State = SendState.Held, SettledAt = null, ProviderId = null, Reason = "whether the provider has it is not known" };
        held = isClaimed ? held : held with { ClaimedAt = null, ClaimedAtSystem = null, PayloadHash = null };
        await shop.Story.Shop.Customers.ChangeAsync(
            state.CustomerId,
            (s, _) => Task.FromResult(new CustomerChange<int>(0, null, [new EntityChange.Put(SendRows.Row(s.CustomerId, held))])),
            default);
        return held.Key;
    }

    private static string Body(SendKey key, string verdict) =>
        $$"""{"enrollment":"{{key.EnrollmentId}}","step":"{{key.StepId}}","visit":{{key.Visit}},"channel":"email","verdict":"{{verdict}}","by":"sato","why":"asked the provider"}""";
}
