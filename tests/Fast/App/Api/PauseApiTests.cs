using System.Net;
using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>Journeys that pause, over HTTP; and the settings that make them.</summary>
public sealed class PauseApiTests
{
    private static readonly SendRow Row = new(new SendKey("news:1", "mail", 0, Channel.Email), SendState.Sent, Told.Noon)
    {
        MessageId = "thank-you",
        Purpose = Purpose.Marketing,
    };

    [Fact]
    public async Task Pause_IsListed_AndAPersonLetsTheJourneyGoOn()
    {
        TestWorld world = new();
        TestShop shop = new(world);
        foreach (int _ in Enumerable.Range(0, 300))
        {
            await shop.Health.NoteAsync(Row, DeliveryKind.Bounced, default);
        }

        using ApiBed bed = new(world);
        Assert.Equal(
            ["""{"journeyId":"news","cause":"bounces","at":"2026-11-21T03:00:00+00:00","delivered":0,"bounced":300,"complained":0}"""],
            (await bed.GetAsync("/api/pauses")).Items.Select(i => i.GetRawText()));
        Assert.Contains("\"pausedJourneys\":1,\"pausedJourneyIds\":[\"news\"]", (await bed.GetAsync("/healthz")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await bed.SendAsync("POST", "/api/pauses/news/resume", """{"by":"sato"}""")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await bed.SendAsync("POST", "/api/pauses/news/resume", """{"by":"sato","why":"list cleaned"}""")).Status);
        Assert.Empty((await bed.GetAsync("/api/pauses")).Items);
        Assert.Equal(HttpStatusCode.NotFound, (await bed.SendAsync("POST", "/api/pauses/news/resume", """{"by":"sato","why":"again"}""")).Status);
    }

    [Fact]
    public void Settings_AreAsSet() => Assert.Equal(
        new PauseRules { BouncePercent = 2.5m, ComplaintPercent = null, MinimumSent = 50, WindowDays = 3 },
        SettingsText.Read(
            ("Sending:AutoPause:BouncePercent", "2.5"), ("Sending:AutoPause:ComplaintPercent", "none"),
            ("Sending:AutoPause:MinimumSent", "50"), ("Sending:AutoPause:WindowDays", "3")).Shop.AutoPause);

    [Fact]
    public void Settings_NothingSet_AreTheDefaults() => Assert.Equal(new PauseRules(), SettingsText.Read().Shop.AutoPause);

    [Theory]
    [InlineData("Sending:AutoPause:BouncePercent", "0")]
    [InlineData("Sending:AutoPause:BouncePercent", "100.1")]
    [InlineData("Sending:AutoPause:ComplaintPercent", "-1")]
    [InlineData("Sending:AutoPause:MinimumSent", "0")]
    [InlineData("Sending:AutoPause:WindowDays", "91")]
    public void Settings_ThatCannotBe_AreRefusedByName(string name, string value) =>
        Assert.StartsWith(name + ":", Assert.Single(SettingsText.Faults((name, value))), StringComparison.Ordinal);
}
