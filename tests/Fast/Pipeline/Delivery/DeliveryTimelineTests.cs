using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Delivery;

/// <summary>"Did they get it?" – in the customer's own list.</summary>
public sealed class DeliveryTimelineTests
{
    [Theory]
    [InlineData(DeliveryKind.Delivered, "250 OK", "message delivered: 250 OK (thank-you on Email, step mail)", "届きました: 250 OK（thank-you、メール、ステップ mail）")]
    [InlineData(DeliveryKind.OpenedByMachine, null, "message opened by machine (thank-you on Email, step mail)", "機械による開封（thank-you、メール、ステップ mail）")]
    public async Task Timeline_HasWhatBecameOfAMessage(DeliveryKind kind, string? reason, string english, string japanese)
    {
        TimelineEntry entry = Assert.Single(await ToldAsync(kind, reason), e => e.Kind == TimelineKind.Delivery);
        Assert.Equal((english, japanese), (TimelineWords.Sentence(entry, Currency.Yen, Language.En), TimelineWords.Sentence(entry, Currency.Yen, Language.Ja)));
    }

    [Fact]
    public async Task Timeline_EveryKind_HasAJapaneseSentence()
    {
        foreach (DeliveryKind kind in Enum.GetValues<DeliveryKind>())
        {
            TimelineEntry entry = Assert.Single(await ToldAsync(kind, null), e => e.Kind == TimelineKind.Delivery);
            Assert.DoesNotContain(kind.ToString(), TimelineWords.Sentence(entry, Currency.Yen, Language.Ja), StringComparison.Ordinal);
        }
    }

    private static async Task<IReadOnlyList<TimelineEntry>> ToldAsync(DeliveryKind kind, string? reason)
    {
        SendBed bed = await SendBed.MakeAsync();
        (bed.World.Email.RepeatableFor, bed.World.Email.ToldWithin) = (null, TimeSpan.FromHours(1));
        await bed.SendAsync("mail");
        await bed.Shop.Deliveries.RunAsync(new DeliveryEvent("e", bed.Key("mail").MessageKey, kind, bed.World.SystemClock.GetUtcNow()) { Reason = reason }, default);
        return (await new CustomerTimeline(bed.World.Tables, TestShop.Settings).OfAsync(bed.CustomerId, default))!.Entries;
    }
}
