using System.Text.Json;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Consents;

/// <summary>Double opt-in: a consent counts once the owner of the mailbox has confirmed it.</summary>
public sealed class ConfirmConsentTests
{
    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com") with { Name = "山田 花子" };

    private static readonly string Shipped = File.ReadAllText(Repository.PathOf("templates", "journeys", "confirm-consent.yaml"));

    [Fact]
    public async Task Consent_OfASourceThatMustBeConfirmed_AwaitsItAndAsksOnce()
    {
        (TestWorld world, TestShop shop) = await WithAsync(confirms: true);
        await shop.TellAsync("w", new ShopEvent.CustomerChanged(Hanako.Agreeing(0)));
        await shop.TellAsync("again", new ShopEvent.CustomerChanged(Hanako.Agreeing(0) with { UpdatedAt = Told.At(2) }));
        await shop.RunAsync();

        Assert.Equal(ConsentState.Pending, (await shop.StateAsync(Hanako)).Consents[Channel.Email].State);
        Assert.Equal("consent-pending", Assert.Single((await shop.StateAsync(Hanako)).Events).Type);
        (string customerId, DateTimeOffset saidAt) = Assert.Single(Links(world));
        Assert.Equal(((await shop.StateAsync(Hanako)).CustomerId, Told.At(0)), (customerId, saidAt));
    }

    [Theory]
    [InlineData(false, ConsentState.Granted, ConsentState.Granted, 0)]
    [InlineData(false, ConsentState.Pending, ConsentState.Pending, 0)] // the shop system asks by itself
    [InlineData(true, ConsentState.Pending, ConsentState.Pending, 1)]
    [InlineData(true, ConsentState.Withdrawn, ConsentState.Withdrawn, 0)]
    public async Task Consent_ByTheSettingOfItsSource_CountsOrIsAskedFor(bool confirms, ConsentState said, ConsentState holds, int mails)
    {
        (TestWorld world, TestShop shop) = await WithAsync(confirms);
        await shop.TellAsync("w", Hanako.Agreeing(0, state: said).Bought(Told.Order("o-1", 1)));
        await shop.RunAsync();
        Assert.Equal((holds, mails), ((await shop.StateAsync(Hanako)).Consents[Channel.Email].State, world.Email.Messages.Count));
    }

    [Fact]
    public async Task Link_Followed_GrantsWithTheProofOfBoth()
    {
        (TestWorld world, TestShop shop) = await AskedAsync();
        (string customerId, DateTimeOffset saidAt) = Assert.Single(Links(world));
        world.ShopClock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(Confirmation.Open, await shop.Confirm.LookAsync(customerId, saidAt, default));
        Assert.Equal(ConsentState.Pending, (await shop.StateAsync(Hanako)).Consents[Channel.Email].State);  // looking is not confirming

        Assert.Equal(Confirmation.Done, await shop.Confirm.RunAsync(customerId, saidAt, default));

        Consent holds = (await shop.StateAsync(Hanako)).Consents[Channel.Email];
        Assert.Equal((ConsentState.Granted, ConsentOrigin.ConfirmationLink, Told.At(180), "form"), (holds.State, holds.Origin, holds.At, holds.Source));
        string[] before = await world.Tables.DumpAsync();
        Assert.Equal(Confirmation.Done, await shop.Confirm.RunAsync(customerId, saidAt, default));
        Assert.Equal(before, await world.Tables.DumpAsync());
    }

    [Theory]
    [InlineData(0, Confirmation.Done)]
    [InlineData(1, Confirmation.Over)]
    public async Task Link_FollowedAtTheEndOfItsDays_CountsUpToThen(long ticks, Confirmation outcome)
    {
        (TestWorld world, TestShop shop) = await AskedAsync();
        (string customerId, DateTimeOffset saidAt) = Assert.Single(Links(world));
        world.ShopClock.MoveTo(saidAt.AddDays(7).AddTicks(ticks));
        Assert.Equal(outcome, await shop.Confirm.RunAsync(customerId, saidAt, default));
        Assert.Equal(outcome == Confirmation.Done ? ConsentState.Granted : ConsentState.Pending, (await shop.StateAsync(Hanako)).Consents[Channel.Email].State);
    }

    [Fact]
    public async Task Link_OfAConsentThatWasWithdrawnSince_GrantsNothing()
    {
        (TestWorld world, TestShop shop) = await AskedAsync();
        (string customerId, DateTimeOffset saidAt) = Assert.Single(Links(world));
        await shop.Withdraw.RunAsync(customerId, "link", default);
        Assert.Equal(Confirmation.Over, await shop.Confirm.RunAsync(customerId, saidAt, default));
        Assert.Equal(Confirmation.Over, await shop.Confirm.RunAsync("cunknown", saidAt, default));
        Assert.Equal(ConsentState.Withdrawn, (await shop.StateAsync(Hanako)).Consents[Channel.Email].State);
    }

    [Fact]
    public async Task Confirmed_ToldAgainByTheShopSystem_StaysConfirmed()
    {
        (TestWorld world, TestShop shop) = await AskedAsync();
        (string customerId, DateTimeOffset saidAt) = Assert.Single(Links(world));
        await shop.Confirm.RunAsync(customerId, saidAt, default);
        foreach (int minute in new[] { 0, 30 })  // the same statement, and a box ticked at another checkout
        {
            await shop.TellAsync($"again-{minute}", new ShopEvent.CustomerChanged(Hanako.Agreeing(minute) with { UpdatedAt = Told.At(40 + minute) }));
            Assert.Equal(ConsentState.Granted, (await shop.StateAsync(Hanako)).Consents[Channel.Email].State);
        }

        await shop.RunAsync();
        Assert.Single(world.Email.Messages);
    }

    /// <summary>The shop had taken consents as told until now: they stay.</summary>
    [Fact]
    public async Task Consent_OfBeforeTheSetting_StaysWhenItIsToldAgain()
    {
        (TestWorld world, TestShop shop) = await WithAsync(confirms: false);
        await shop.TellAsync("w", new ShopEvent.CustomerChanged(Hanako.Agreeing(0)));
        world.Sources = [world.Sources[0] with { ConfirmsConsent = true }];
        TestShop later = new(world, published: shop);
        await later.TellAsync("again", new ShopEvent.CustomerChanged(Hanako.Agreeing(0) with { UpdatedAt = Told.At(2) }));
        await later.RunAsync();
        Assert.Equal(ConsentState.Granted, (await later.StateAsync(Hanako)).Consents[Channel.Email].State);
        Assert.Empty(world.Email.Messages);
    }

    private static async Task<(TestWorld World, TestShop Shop)> AskedAsync()
    {
        (TestWorld world, TestShop shop) = await WithAsync(confirms: true);
        await shop.TellAsync("w", new ShopEvent.CustomerChanged(Hanako.Agreeing(0)));
        await shop.RunAsync();
        return (world, shop);
    }

    private static async Task<(TestWorld World, TestShop Shop)> WithAsync(bool confirms)
    {
        TestWorld world = new();
        world.Sources = [world.Sources[0] with { ConfirmsConsent = confirms }];
        TestShop shop = new(world);
        string message = File.ReadAllText(Repository.PathOf("templates", "messages", "confirm-consent.email.md"));
        Assert.Empty((await shop.Publish.RunAsync(JourneyFiles.Set(Shipped).With(("messages/confirm-consent.email.md", message)), default)).Faults);
        return (world, shop);
    }

    /// <summary>The links that went out, by what they say.</summary>
    private static IEnumerable<(string CustomerId, DateTimeOffset SaidAt)> Links(TestWorld world) => world.Email.Messages
        .Select(m => JsonSerializer.Deserialize<EmailPayload>(m.Payload, JsonSerializerOptions.Web)!.Text)
        .Select(text => text[(text.IndexOf("/d/", StringComparison.Ordinal) + 3)..].Split('\n', ' ', ')', '>')[0])
        .Select(token => TestShop.Links.ConfirmationOf(token)!.Value);
}
