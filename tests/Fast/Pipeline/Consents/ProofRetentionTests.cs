using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Consents;

/// <summary>Proofs are kept for as long as the law wants them, and not longer.</summary>
public sealed class ProofRetentionTests
{
    private const string Address = "hanako@example.com";

    private static readonly SourceCustomer Hanako = Told.Account("7", 1, Address) with
    {
        Consents = [new Consent(Channel.Email, ConsentState.Granted, Told.At(-5), "checkout") { Wording = "2026-04", Ip = "203.0.113.7" }],
    };

    [Fact]
    public async Task Erased_ProofStaysUnderAHashWithoutWhoAndWhere()
    {
        (TestWorld world, TestShop shop, string customerId) = await ErasedAsync();

        KeptProof proof = Assert.Single(await shop.Proofs.FindAsync(Channel.Email, " HANAKO@example.com ", default));
        Assert.Equal(("checkout", "2026-04", null), (proof.Consent.Source, proof.Consent.Wording, proof.Consent.Ip));
        Assert.Equal(Told.Noon.AddDays(1096), proof.KeepUntil);
        Assert.Empty(await shop.Proofs.FindAsync(Channel.Line, Address, default));
        Assert.Empty(await shop.Proofs.FindAsync(Channel.Email, "jiro@example.com", default));
        string kept = string.Join('\n', await world.Tables.DumpAsync(Tables.ConsentProofs));
        Assert.All([Address, "203.0.113.7", customerId], p => Assert.DoesNotContain(p, kept, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Erased_Address_StaysSuppressedByItsHash()
    {
        (TestWorld world, TestShop shop, _) = await ErasedAsync();
        Assert.Equal(SuppressionReason.Erased, (await shop.Suppressions.FindAsync(Channel.Email, Address, default))?.Reason);
        Assert.DoesNotContain(Address, string.Join('\n', await world.Tables.DumpAsync(Tables.Suppressions)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task Erased_Proof_GoesAfterItsDays(long ticks, int left)
    {
        (TestWorld world, TestShop shop, _) = await ErasedAsync();
        world.ShopClock.MoveTo(Told.Noon.AddDays(1096).AddTicks(ticks));
        Assert.Equal(1 - left, await shop.Tidy.RunAsync(default));
        Assert.Equal(left, (await shop.Proofs.FindAsync(Channel.Email, Address, default)).Count);
    }

    [Fact]
    public async Task Tidy_RemovesWhatWasReplacedLongAgo_AndNothingThatHolds()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", new ShopEvent.CustomerChanged(Hanako));
        string id = (await shop.StateAsync(Hanako)).CustomerId;
        await shop.Withdraw.RunAsync(id, "link", default);
        world.ShopClock.MoveTo(Told.Noon.AddDays(1096));
        Assert.Equal(0, await shop.Tidy.RunAsync(default));

        world.ShopClock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, await shop.Tidy.RunAsync(default));

        Assert.Equal(["Email Withdrawn", "Line Withdrawn"], (await shop.Log.PageAsync(id, new ListRange(null, 50), default)).Items.Select(c => $"{c.Channel} {c.State}"));
        Assert.Equal(ConsentState.Withdrawn, (await shop.StateAsync(Hanako)).Consents[Channel.Email].State);
        Assert.Equal(0, await shop.Tidy.RunAsync(default));
    }

    [Fact]
    public async Task Tidy_AfterMarketingOfLateDays_Waits()
    {
        Story story = await Story.WithAsync(JourneyFiles.Journey(
            "late", "  - { id: mail, after: 1090d, send: { channel: [email], message: thank-you } }", purpose: "marketing"));
        SourceCustomer withdrawing = Story.Hanako.Agreeing(-90, state: ConsentState.Withdrawn);  // before the consent that holds
        await story.BuysAsync(withdrawing, "1001");
        await story.UntilAsync("1111T10:00");  // the mail is out
        Assert.Single(story.Sent);
        story.World.ShopClock.MoveTo(Story.Time("1142T09:59"));
        Assert.Equal(0, await story.Shop.Tidy.RunAsync(default));
        story.World.ShopClock.MoveTo(Story.Time("1142T10:01"));
        Assert.Equal(1, await story.Shop.Tidy.RunAsync(default));
    }

    private static async Task<(TestWorld World, TestShop Shop, string CustomerId)> ErasedAsync()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", new ShopEvent.CustomerChanged(Hanako));
        string customerId = (await shop.StateAsync(Hanako)).CustomerId;
        await shop.TellAsync("erase", new ShopEvent.CustomerErased(Hanako, []));
        return (world, shop, customerId);
    }
}
