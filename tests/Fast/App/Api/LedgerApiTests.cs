using System.Text.Json;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>Enrollments, sends, the outbox and the review.</summary>
public sealed class LedgerApiTests
{
    private static readonly string Advertising = JourneyFiles.Journey("ad", "  - { id: mail, send: { channel: [email], message: thank-you } }", purpose: "marketing");

    [Fact]
    public async Task Enrollments_AreListedAsTheyAre()
    {
        Story story = await Story.WithAsync(JourneyFiles.Thanks, JourneyFiles.OneMail);
        await story.BuysAsync(Story.Hanako, "1001");
        string customerId = (await story.StateAsync(Story.Hanako)).CustomerId;
        using ApiBed bed = new(story.World);
        JsonElement[] both = [.. (await bed.GetAsync("/api/enrollments")).Items.OrderBy(i => ApiAnswer.At(i, "journeyId"), StringComparer.Ordinal)];
        Assert.Equal(
            [customerId, "1", null, "shop-main|1001", "2026-11-21", "2026-11-21T03:00:00+00:00", "ended", "completed", "2026-11-21T03:00:00+00:00", null, null],
            new[] { "customerId", "version", "plan", "businessKey", "triggeredOn", "enrolledAt", "state", "end", "endedAt", "goalAt", "movedFrom" }.Select(p => ApiAnswer.At(both[0], p)));
        Assert.Equal(["thanks", "running", null, null], new[] { "journeyId", "state", "end", "endedAt" }.Select(p => ApiAnswer.At(both[1], p)));
        Assert.StartsWith("thanks:", ApiAnswer.At(both[1], "enrollmentId"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("state=running", "thanks")]
    [InlineData("state=ended", "one-mail")]
    [InlineData("state=starting", "")]
    [InlineData("journey=one-mail", "one-mail")]
    [InlineData("journey=other", "")]
    [InlineData("journey=one-mail&state=running", "")]
    [InlineData("since=2026-11-21&until=2026-11-21", "one-mail thanks")]
    [InlineData("until=2026-11-20", "")]
    [InlineData("since=2026-11-22", "")]
    [InlineData("since=2026-11-22&until=2026-11-20", "")]
    [InlineData("until=0001-01-01", "")]
    [InlineData("since=9999-12-31&until=9999-12-31", "")]
    public async Task Enrollments_ByFilter_AreOnlyThose(string filter, string journeys)
    {
        Story story = await Story.WithAsync(JourneyFiles.Thanks, JourneyFiles.OneMail);
        await story.BuysAsync(Story.Hanako, "1001");
        string customerId = (await story.StateAsync(Story.Hanako)).CustomerId;
        using ApiBed bed = new(story.World);
        foreach (string whose in new[] { "", "&customer=" + customerId })
        {
            ApiAnswer page = await bed.GetAsync($"/api/enrollments?{filter}{whose}");
            Assert.Equal(journeys, string.Join(' ', page.Items.Select(i => ApiAnswer.At(i, "journeyId")).Order(StringComparer.Ordinal)));
        }

        Assert.Empty((await bed.GetAsync("/api/enrollments?customer=c1")).Items);
    }

    [Fact]
    public async Task Send_ThatWentOut_HasItsProof()
    {
        Story story = await Story.WithAsync(JourneyFiles.OneMail);
        await story.BuysAsync(Story.Hanako, "1001");
        using ApiBed bed = new(story.World);
        ApiAnswer page = await bed.GetAsync("/api/sends?day=2026-11-21");
        SendKey key = new(page.At("items.0.enrollmentId")!, "mail", 0, Channel.Email);
        Assert.Equal(
            ["mail", "0", "email", "sent", "2026-11-21T03:00:00+00:00", null, "thank-you", "transactional", "new", "2026-11-21T03:00:00+00:00", "id-" + key.MessageKey.ToString("N"), null],
            new[] { "stepId", "visit", "channel", "state", "dueAt", "deferredUntil", "messageId", "purpose", "rankId", "settledAt", "providerId", "reason" }.Select(p => page.At("items.0." + p)));
        Assert.Equal(story.World.Email.Messages.Single().PayloadHash, page.At("items.0.payloadHash"));
        Assert.Equal((await story.StateAsync(Story.Hanako)).CustomerId, page.At("items.0.customerId"));
    }

    [Fact]
    public async Task Send_ThatWasWithheld_SaysWhy()
    {
        Story story = await Story.WithAsync(Advertising);
        await story.BuysAsync(Told.Account("8", -60, "jiro@example.com"), "1");  // never agreed
        using ApiBed bed = new(story.World);
        ApiAnswer page = await bed.GetAsync("/api/sends?state=withheld");
        Assert.Equal(["withheld", "NoConsent", "marketing"], new[] { "state", "reason", "purpose" }.Select(p => page.At("items.0." + p)));
        Assert.Empty((await bed.GetAsync("/api/sends?state=sent")).Items);
    }

    /// <summary>Under the day it was due, and under the day it waits for; in a list over many days, once.</summary>
    [Fact]
    public async Task Send_ThatIsDeferred_IsUnderBothDays()
    {
        SendRules limits = new() { QuietHours = DueCases.Times("12:00-11:00") };
        Story story = await Story.WithinAsync(limits, Advertising);
        await story.BuysAsync(Story.Hanako, "1");
        using ApiBed bed = new(story.World);
        foreach (string list in new[] { "/api/sends?day=2026-11-21", "/api/sends?day=2026-11-22", "/api/sends" })
        {
            JsonElement send = Assert.Single((await bed.GetAsync(list)).Items);
            Assert.Equal(["planned", "QuietHours", "2026-11-22T02:00:00+00:00"], new[] { "state", "reason", "deferredUntil" }.Select(p => ApiAnswer.At(send, p)));
        }

        await story.UntilAsync("22T12:00");
        Assert.Single((await bed.GetAsync("/api/sends")).Items);
        Assert.Equal("sent", (await bed.GetAsync("/api/sends?day=2026-11-21")).At("items.0.state"));
    }

    [Fact]
    public async Task Sends_OfACustomerOrAnEnrollment_AreTheirs_AlsoThoseToCome()
    {
        Story story = await Story.WithAsync(JourneyFiles.Thanks, JourneyFiles.OneMail);
        await story.BuysAsync(Story.Hanako, "1001");
        await story.BuysAsync(Told.Account("8", -60, "jiro@example.com"), "1002");
        string customerId = (await story.StateAsync(Story.Hanako)).CustomerId;
        using ApiBed bed = new(story.World);
        JsonElement[] theirs = [.. (await bed.GetAsync("/api/sends?customer=" + customerId)).Items];
        Assert.Equal(["later planned", "mail sent", "now sent"], theirs.Select(Row).Order(StringComparer.Ordinal));
        Assert.Equal("later planned", Row(theirs[0]));  // the latest due first
        string thanks = Uri.EscapeDataString(theirs.First(s => Row(s) == "now sent").GetProperty("enrollmentId").GetString()!);
        Assert.Equal(["later planned", "now sent"], (await bed.GetAsync($"/api/sends?customer={customerId}&enrollment={thanks}")).Items.Select(Row));
        Assert.Equal(["later planned"], (await bed.GetAsync($"/api/sends?customer={customerId}&day=2026-11-24")).Items.Select(Row));
        Assert.Equal(["later planned"], (await bed.GetAsync($"/api/sends?customer={customerId}&state=planned")).Items.Select(Row));
        Assert.Equal(2, (await bed.GetAsync("/api/sends?day=2026-11-24")).Items.Count());
        Assert.Equal(4, (await bed.GetAsync("/api/sends")).Items.Count());  // what is to come is under its day

        static string Row(JsonElement send) => $"{ApiAnswer.At(send, "stepId")} {ApiAnswer.At(send, "state")}";
    }

    [Fact]
    public async Task Outbox_HasWhatTheChannelWasGiven()
    {
        FullShop shop = await FullShop.OpenAsync();
        using ApiBed bed = new(shop.World);
        ApiAnswer page = await bed.GetAsync("/api/outbox");
        Assert.Equal(["later", "email", "n1@example.com"], new[] { "stepId", "channel", "content.to" }.Select(p => ApiAnswer.At(page.Items.First(i => ApiAnswer.At(i, "content.to") == "n1@example.com"), p)));
        Assert.Equal(page.Items.Select(i => ApiAnswer.At(i, "sentAt")).OrderDescending(StringComparer.Ordinal), page.Items.Select(i => ApiAnswer.At(i, "sentAt")));
    }

    [Fact]
    public async Task Review_HasWhatNobodyCouldRead_UntilItIsReplayed()
    {
        FullShop shop = await FullShop.OpenAsync();
        using ApiBed bed = new(shop.World);
        ApiAnswer page = await bed.GetAsync("/api/review?limit=1");
        Assert.Equal(["shop-main", "the order has no id"], new[] { "sourceId", "reason" }.Select(p => page.At("items.0." + p)));
        ApiAnswer replayed = await bed.SendAsync("POST", $"/api/review/{page.At("items.0.id")}/replay");
        Assert.Equal((202, ""), ((int)replayed.Status, replayed.Text));
        Assert.Equal(FullShop.Count - 1, (await bed.GetAsync("/api/review")).Items.Count());
    }

    [Fact]
    public async Task Health_CountsJourneys()
    {
        FullShop shop = await FullShop.OpenAsync();
        using ApiBed bed = new(shop.World);
        ApiAnswer health = await bed.GetAsync("/healthz");
        Assert.Equal(["ok", "7", "0", "2026-11-28T00:00:00+00:00"], new[] { "status", "activeJourneys", "quarantinedJourneys", "shopTime" }.Select(health.At));
    }
}
