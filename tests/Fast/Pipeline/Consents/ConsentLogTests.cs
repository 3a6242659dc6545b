using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Consents;

/// <summary>The log of consents is a proof: who, when, how, which words.</summary>
public sealed class ConsentLogTests
{
    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com");

    private static readonly Consent OfForm = new(Channel.Email, ConsentState.Granted, Told.At(-5), "checkout")
    {
        Origin = ConsentOrigin.Form,
        Wording = "2026-04",
        Ip = "203.0.113.7",
    };

    [Fact]
    public async Task Statement_OfAForm_KeepsItsWordingAndWhereItCameFrom()
    {
        (_, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", new ShopEvent.CustomerChanged(Hanako with { Consents = [OfForm] }));
        Assert.Equal([OfForm], await LogAsync(shop));
        Assert.Equal(OfForm, (await shop.StateAsync(Hanako)).Consents[Channel.Email]);
    }

    [Fact]
    public async Task Statement_ThatSaysNoOrigin_IsOfTheWebhookThatToldIt()
    {
        (_, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", Hanako.Agreeing(-5).Bought(Told.Order("o-1", 1)));
        Assert.Equal(ConsentOrigin.Webhook, Assert.Single(await LogAsync(shop)).Origin);
    }

    [Fact]
    public async Task Statement_ToldAgainInOtherWords_IsANewRowAndChangesNoOther()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        Consent[] said = [OfForm, OfForm with { Wording = "2026-05" }, OfForm with { Ip = "203.0.113.8" }, OfForm with { Source = "footer" }, OfForm with { Topic = "news" }];
        string[] seen = [];
        foreach ((int index, Consent consent) in said.Concat(said).Index())
        {
            await shop.TellAsync($"w{index}", new ShopEvent.CustomerChanged(Hanako with { Consents = [consent] }));
            string[] rows = [.. (await world.Tables.DumpAsync()).Where(r => r.Contains(" consent:", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            Assert.Empty(seen.Except(rows));
            seen = rows;
        }

        Assert.Equal(said.Length, seen.Length);
    }

    [Theory]
    [InlineData(DeliveryStop.Unsubscribe, DeliveryKind.Unsubscribed, ConsentState.Withdrawn)]
    [InlineData(DeliveryStop.Complaint, DeliveryKind.Complained, ConsentState.Withdrawn)]
    [InlineData(DeliveryStop.Gone, DeliveryKind.Bounced, ConsentState.Granted)] // a mailbox says nothing
    public async Task ProviderEvent_OfTheCustomersWill_IsAStatement(DeliveryStop stop, DeliveryKind kind, ConsentState state)
    {
        SendBed bed = await SendBed.MakeAsync();
        bed.World.Email.ToldWithin = TimeSpan.FromHours(1);
        await bed.SendAsync("mail");

        await bed.Shop.Deliveries.RunAsync(new DeliveryEvent("e-1", bed.Key("mail").MessageKey, kind, Told.At(3)) { Stop = stop, Address = "hanako@example.com" }, default);

        Consent holds = (await bed.StateAsync()).Consents[Channel.Email];
        Assert.Equal((state, state == ConsentState.Withdrawn ? ConsentOrigin.ProviderEvent : ConsentOrigin.Webhook), (holds.State, holds.Origin));
    }

    [Fact]
    public async Task Topic_Refused_LeavesTheChannel()
    {
        (_, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        Consent refusal = new(Channel.Email, ConsentState.Withdrawn, Told.At(0), "page") { Topic = "news", Origin = ConsentOrigin.PreferencePage };
        await shop.TellAsync("w", new ShopEvent.CustomerChanged(Hanako.Agreeing(-5) with { Consents = [OfForm, refusal] }));
        CustomerState state = await shop.StateAsync(Hanako);
        Assert.Equal(OfForm, state.Consents[Channel.Email]);
        Assert.Equal(refusal, state.TopicConsents[(Channel.Email, "news")]);
    }

    private static async Task<IReadOnlyList<Consent>> LogAsync(TestShop shop)
    {
        string customerId = (await shop.StateAsync(Hanako)).CustomerId;
        return (await shop.Log.PageAsync(customerId, new ListRange(null, 50), default)).Items;
    }
}
