using FollowUpFlows.Domain.Sending.Certificates;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending.Certificates;

/// <summary>What a certificate says of a day, and everything that makes it not hold.</summary>
public sealed class CertifiedDayTests
{
    private static readonly DateTimeOffset LaterDue = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);  // 10:00 in Tokyo

    [Fact]
    public async Task Day_OnWhichNothingWasDue_Holds()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        Certificate certificate = (await shop.IssueAsync()).Link.Certificate;
        Assert.Equal((0, 0, true), (certificate.Due, certificate.Settled, certificate.Holds));
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", certificate.Digest);  // SHA-256 of nothing
    }

    [Fact]
    public async Task Day_WhoseSendsAreInOrder_HoldsWithItsSums()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await WriteAsync(shop, "c1", "Sent");
        await WriteAsync(shop, "c2", "Sent", "Email");
        await WriteAsync(shop, "c3", "Withheld");
        await WriteAsync(shop, "c4", "Failed", changes: new() { ["Reason"] = "Rejected: 550 no such box" });
        await WriteAsync(shop, "c5", "Failed", changes: new() { ["Reason"] = "Rejected: 552 full" });
        await WriteAsync(shop, "c6", "Expired", changes: new() { ["Reason"] = "Expired" });
        await WriteAsync(shop, "c7", "Planned", changes: new() { ["DeferredUntil"] = CertifiedShop.Morning, ["Reason"] = "QuietHours" });
        await WriteAsync(shop, "c8", "Held", changes: new() { ["Reason"] = "not known" });

        Certificate certificate = (await shop.IssueAsync()).Link.Certificate;

        Assert.True(certificate.Holds);
        Assert.Equal((8, 6, 1, 1), (certificate.Due, certificate.Settled, certificate.Deferred, certificate.Held));
        Assert.Equal(
            [
                new DaySum("Expired", "Line", "Expired", 1), new DaySum("Failed", "Line", "Rejected", 2), new DaySum("Held", "Line", "not known", 1),
                new DaySum("Planned", "Line", "QuietHours", 1), new DaySum("Sent", "Email", null, 1), new DaySum("Sent", "Line", null, 1),
                new DaySum("Withheld", "Line", "NoConsent", 1),
            ],
            certificate.Sums);
    }

    [Fact]
    public async Task Day_AfterThreeDays_OwesTheSecondStep()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await WriteAsync(shop, "c1", "Sent");
        shop.World.ShopClock.MoveTo(LaterDue.AddDays(1));
        DateOnly day = CertifiedShop.Day.AddDays(3);
        Assert.Equal(["RowMissing c1 later"], await shop.FindingsAsync(day));

        await shop.SendAsync("c1", "later", dueAt: LaterDue, channel: "Email");
        Assert.Equal((1, 1, 0, true), Figures((await shop.IssueAsync(day)).Link.Certificate));
        Assert.Empty(await shop.FindingsAsync(CertifiedShop.Day.AddDays(2)));
    }

    [Theory]
    [InlineData("Planned", "Planned")]
    [InlineData("Claimed", "Claimed")]
    public async Task Row_ThatIsNotSettled_IsOpen(string state, string finding)
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await WriteAsync(shop, "c1", state);
        Assert.Equal([$"{finding} c1 now"], await shop.FindingsAsync());
        Assert.Equal((1, 0, 1, false), Figures((await shop.IssueAsync()).Link.Certificate));
    }

    [Theory]
    [InlineData(-1, "DeferralPassed c1 now")]
    [InlineData(0, "Deferred c1 now")]
    public async Task Row_DeferredToAMomentOfTheDayItself_IsOpen(int ticksAfterMidnight, string finding)
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        DateTimeOffset midnight = new(2026, 11, 21, 15, 0, 0, TimeSpan.Zero);
        await WriteAsync(shop, "c1", "Planned", changes: new() { ["DeferredUntil"] = midnight.AddTicks(ticksAfterMidnight) });
        Assert.Equal([finding], await shop.FindingsAsync());
    }

    [Fact]
    public async Task Row_DeferredToTheDay_IsOpenOnItWhileItIsPlanned()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await WriteAsync(shop, "c1", "Planned", changes: new() { ["DeferredUntil"] = CertifiedShop.Morning });
        shop.World.ShopClock.MoveTo(CertifiedShop.Morning.AddDays(1));
        DateOnly next = CertifiedShop.Day.AddDays(1);
        Assert.Equal(["DeferralPassed c1 now"], await shop.FindingsAsync(next));

        await shop.SendAsync("c1", changes: new() { ["SettledAt"] = CertifiedShop.Morning });
        Assert.Empty(await shop.FindingsAsync(next));
    }

    [Theory]
    [InlineData("PayloadHash", null, "ProofMissing c1 now")]
    [InlineData("ClaimedAt", null, "ProofMissing c1 now")]
    [InlineData("SettledAt", null, "ProofMissing c1 now")]
    [InlineData("State", "Planned", "ProofMissing c1 now")]
    [InlineData("State", "Lost", "RowMissing c1 now", "Unreadable c1")]
    [InlineData("StepId", "other", "RowMissing c1 now", "Unreadable c1")]  // the row is not where its content belongs
    public async Task SentRow_WithAnotherProperty_IsADiscrepancy(string property, string? value, params string[] findings)
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await WriteAsync(shop, "c1", "Sent", changes: new() { [property] = value });
        Assert.Equal(findings, await shop.FindingsAsync());
    }

    [Theory]
    [InlineData("Withheld")]
    [InlineData("Failed")]
    [InlineData("Expired")]
    public async Task Row_WithoutItsReason_IsADiscrepancy(string state)
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await WriteAsync(shop, "c1", state, changes: new() { ["Reason"] = null });
        Assert.Equal(["ProofMissing c1 now"], await shop.FindingsAsync());
    }

    [Theory]
    [InlineData(-1, "TooEarly c1 now")]
    [InlineData(0)]
    public async Task Row_ClaimedBeforeItWasDue_IsADiscrepancy(int ticks, params string[] findings)
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await WriteAsync(shop, "c1", "Sent", changes: new() { ["ClaimedAt"] = Told.Noon.AddTicks(ticks) });
        Assert.Equal(findings, await shop.FindingsAsync());
    }

    [Fact]
    public async Task Row_WithAnotherDueTime_IsADiscrepancyOnBothDays()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await WriteAsync(shop, "c1", "Sent", changes: new() { ["DueAt"] = Told.Noon.AddDays(1), ["ClaimedAt"] = Told.Noon.AddDays(1) });
        shop.World.ShopClock.MoveTo(CertifiedShop.Morning.AddDays(1));
        Assert.Equal(["DueDiffers c1 now"], await shop.FindingsAsync());
        Assert.Equal(["DueDiffers c1 now"], await shop.FindingsAsync(CertifiedShop.Day.AddDays(1)));
    }

    [Fact]
    public async Task Step_WithRowsOnTwoChannels_IsADiscrepancy()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await WriteAsync(shop, "c1", "Sent");
        await shop.SendAsync("c1", channel: "Email");
        Assert.Equal(["SeveralRows c1 now"], await shop.FindingsAsync());
    }

    [Fact]
    public async Task Row_ThatWasRemoved_IsMissing()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await WriteAsync(shop, "c1", "Sent");
        await shop.RemoveAsync("c1", CertifiedShop.KeyOf("c1"));
        Assert.Equal(["RowMissing c1 now"], await shop.FindingsAsync());
        Assert.Equal((1, 0, 0, false), Figures((await shop.IssueAsync()).Link.Certificate));
    }

    [Fact]
    public async Task Row_OfAStepThatTheJourneyHasNot_IsAdded()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await WriteAsync(shop, "c1", "Sent");
        await shop.SendAsync("c1", "extra");
        Assert.Equal(["RowAdded c1 extra"], await shop.FindingsAsync());
    }

    private static (int, int, int, bool) Figures(Certificate certificate) => (certificate.Due, certificate.Settled, certificate.Open, certificate.Holds);

    private static async Task WriteAsync(CertifiedShop shop, string customerId, string state, string channel = "Line", Dictionary<string, object?>? changes = null)
    {
        await shop.EnrollAsync(customerId);
        await shop.SendAsync(customerId, state: state, channel: channel, changes: changes);
    }
}
