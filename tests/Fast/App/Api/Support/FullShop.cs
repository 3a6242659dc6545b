using System.Globalization;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Support;

/// <summary>A shop with seven of everything that comes in pages, at 09:00 on 28 November.</summary>
internal sealed class FullShop
{
    public const int Count = 7;

    private int bought;
    private int unreadable;

    private FullShop(Story story) => Story = story;

    public Story Story { get; }

    public TestWorld World => Story.World;

    /// <summary>Seven customers with an order each on the 21st, of which two of seven journeys make two messages on the day and one
    /// on the 24th; seven webhooks that nobody could read; seven certified days.</summary>
    public static async Task<FullShop> OpenAsync()
    {
        IEnumerable<string> quiet = Enumerable.Range(1, Count - 2)
            .Select(i => JourneyFiles.Free($"welcome-{i}", "trigger: { type: registered }", JourneyFiles.Mail("mail", 0)));
        FullShop full = new(await Story.WithAsync([JourneyFiles.Thanks, JourneyFiles.OneMail, .. quiet]));
        for (int i = 0; i < Count; i++)
        {
            await full.BuysAsync();
            await full.SendsUnreadableAsync();
        }

        await full.Story.UntilAsync("28T09:00");
        await full.Story.CertifiedAsync();
        foreach (OutgoingMessage message in full.World.Email.Messages)
        {
            await full.Story.Shop.Copies.AddAsync(message, default);
        }

        return full;
    }

    public static SourceCustomer Who(int number) => Told.Account($"n{number}", -60, $"n{number}@example.com");

    /// <summary>Somebody new, with an order.</summary>
    public Task BuysAsync()
    {
        bought++;
        return Story.BuysAsync(Who(bought), (1000 + bought).ToString(CultureInfo.InvariantCulture));
    }

    public async Task SendsUnreadableAsync()
    {
        WebhookRequest webhook = World.Source.Webhook($"bad-{unreadable++}", new WebhookReading.Unreadable("the order has no id"));
        Acceptance acceptance = await Story.Shop.Accept.RunAsync(TestWorld.SourceId, webhook, default);
        Assert.Equal(InboxState.Review, await Story.Shop.Process.RunAsync(Assert.IsType<Acceptance.Accepted>(acceptance).Id, Story.Shop.Orchestrations, default));
    }

    /// <summary>A message more in the outbox.</summary>
    public Task AddCopyAsync(int number)
    {
        Moment claimed = new(World.ShopClock.GetUtcNow().AddSeconds(number), World.SystemClock.GetUtcNow());
        OutgoingMessage message = new(Guid.NewGuid(), "thanks:x", "now", Channel.Email, """{"to":"x@example.com"}""", "cafe", claimed);
        return Story.Shop.Copies.AddAsync(message, default);
    }
}
