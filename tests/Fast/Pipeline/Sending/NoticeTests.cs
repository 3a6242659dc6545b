using System.Text.Json;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support.Running;
using NodaTime;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

/// <summary>Steps that tell a program of the shop's: decided, kept, repeated and certified like messages.</summary>
public sealed class NoticeTests
{
    private static readonly string Tells = JourneyFiles.Journey("tells", """
          - { id: tell, webhook: crm }
          - { id: mail, after: 1d, send: { channel: [email], message: thank-you } }
        """, purpose: "marketing");

    [Fact]
    public async Task Notice_NamesTheStepAndNobody()
    {
        Story story = await Story.WithAsync(Tells);
        await story.BuysAsync(Story.Hanako, "o-1", 5980);
        OutgoingMessage message = Assert.Single(story.World.Webhook.Messages);
        WebhookPayload payload = JsonSerializer.Deserialize<WebhookPayload>(message.Payload, JsonSerializerOptions.Web)!;
        string customerId = (await story.StateAsync(Story.Hanako)).CustomerId;
        using JsonDocument body = JsonDocument.Parse(payload.Body);
        JsonElement data = body.RootElement.GetProperty("data");
        Assert.Equal("crm", payload.To);
        Assert.Equal("journey.step_reached", body.RootElement.GetProperty("type").GetString());
        Assert.Equal(Story.Time("21T12:00"), body.RootElement.GetProperty("timestamp").GetDateTimeOffset());
        Assert.Equal((customerId, "tells", 1, "tell", "new"), (Text("customerId"), Text("journeyId"), data.GetProperty("version").GetInt32(), Text("stepId"), Text("rankId")));
        Assert.Equal(
            ("shop-main", "o-1", 5980L, "JPY"),
            (Order("sourceId").GetString(), Order("id").GetString(), Order("totalMinor").GetInt64(), Order("currency").GetString()));
        Assert.DoesNotContain("hanako", payload.Body, StringComparison.OrdinalIgnoreCase);

        string? Text(string name) => data.GetProperty(name).GetString();
        JsonElement Order(string name) => data.GetProperty("order").GetProperty(name);
    }

    [Fact]
    public async Task Notice_NeedsNoConsentAndHeedsNeitherQuietHoursNorCap()
    {
        SendRules limits = new() { QuietHours = new DailyTimes(new LocalTime(0, 0), new LocalTime(23, 59)), Cap = new FrequencyCap(1, 30) };
        Story story = await Story.WithinAsync(limits, Tells);
        await story.BuysAsync(Told.Guest("taro@example.com", -60), "o-1");
        await story.BuysAsync(Told.Guest("taro@example.com", -60), "o-2");
        Assert.Equal(2, story.World.Webhook.Messages.Count);
        await story.UntilAsync("23T12:00");
        Assert.Empty(story.Sent);  // the mail would need a consent
        await story.CertifiedAsync();
    }

    [Fact]
    public async Task Notice_ForAProgramThatTheSettingsDoNotName_IsWithheld()
    {
        Story story = await Story.WithAsync(Tells.Replace("webhook: crm", "webhook: till", StringComparison.Ordinal));
        await story.BuysAsync(Story.Hanako, "o-1");
        await story.UntilAsync("23T12:00");
        Assert.Equal(["21T12:00 tell Withheld NoAddress", "22T10:00 mail Sent"], await story.LedgerAsync(Story.Hanako));
        Assert.Equal(2, await story.CertifiedAsync());
    }

    [Fact]
    public async Task Notice_ProgramDown_HoldsNoStepUp_AndIsToldAgainWithTheSameKeyAndBytes()
    {
        Story story = await Story.WithAsync(Tells);
        story.World.Webhook.RetriedFor = TimeSpan.FromDays(3);
        story.World.Webhook.RepeatableFor = TimeSpan.FromDays(7);
        Refuse(story, 6);
        await story.BuysAsync(Story.Hanako, "o-1");
        Assert.Equal(["21T12:00 tell Claimed Temporary: it answered 503", "22T10:00 mail Planned"], await story.LedgerAsync(Story.Hanako));
        string hash = (await RowAsync(story)).PayloadHash!;
        await story.UntilAsync("23T00:00");
        Assert.Equal(["21T12:00 tell Sent", "22T10:00 mail Sent"], await story.LedgerAsync(Story.Hanako));
        Assert.Equal(hash, Assert.Single(story.World.Webhook.Calls).PayloadHash);
        Assert.Equal(2, await story.CertifiedAsync());
    }

    [Fact]
    public async Task Notice_RefusedForThreeDays_FailsWithTheReasonAndTheJourneyEnds()
    {
        Story story = await Story.WithAsync(Tells);
        story.World.Webhook.RetriedFor = TimeSpan.FromDays(3);
        story.World.Webhook.RepeatableFor = TimeSpan.FromDays(7);
        Refuse(story, 100);
        await story.BuysAsync(Story.Hanako, "o-1");
        int attempts = 1;
        for (; await RowAsync(story) is { State: SendState.Claimed, DeferredUntil: { } until }; attempts++)
        {
            story.World.SystemClock.Advance(until - story.World.ShopClock.GetUtcNow());
            story.World.ShopClock.MoveTo(until);
            await story.Shop.RunAsync();
        }

        SendRow row = await RowAsync(story);
        Assert.Equal((SendState.Failed, "Temporary: it answered 503"), (row.State, row.Reason));
        Assert.InRange(row.SettledAt!.Value - row.DueAt, TimeSpan.FromDays(2.7), TimeSpan.FromDays(3));
        Assert.InRange(attempts, 10, 30);  // the pause doubles up to six hours
        Assert.Equal(["tells Completed"], await story.EnrollmentsAsync(Story.Hanako));
        await story.UntilAsync("26T00:00");
        await story.CertifiedAsync();
    }

    [Fact]
    public async Task Notice_ProgramGone_IsToldNothingMore()
    {
        Story story = await Story.WithAsync(Tells);
        story.World.Webhook.Refusals.Enqueue(new ChannelException(Channel.Webhook, ChannelFailure.RecipientGone, "it answered 410"));
        await story.BuysAsync(Story.Hanako, "o-1");
        await story.BuysAsync(Story.Hanako, "o-2");
        Assert.Empty(story.World.Webhook.Calls);
        Assert.Contains("21T12:00 tell Failed RecipientGone: it answered 410", await story.LedgerAsync(Story.Hanako));
        Assert.Contains("21T12:00 tell Withheld Suppressed", await story.LedgerAsync(Story.Hanako));
    }

    private static void Refuse(Story story, int times)
    {
        for (int i = 0; i < times; i++)
        {
            story.World.Webhook.Refusals.Enqueue(new ChannelException(Channel.Webhook, ChannelFailure.Temporary, "it answered 503", isSurelyNotTaken: i % 2 == 0));
        }
    }

    private static async Task<SendRow> RowAsync(Story story) =>
        (await story.StateAsync(Story.Hanako)).Sends.Values.Select(SendRows.Row).Single(r => r.Key.Channel == Channel.Webhook);
}
