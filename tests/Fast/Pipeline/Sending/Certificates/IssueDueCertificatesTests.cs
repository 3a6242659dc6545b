using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending.Certificates;

/// <summary>Which days are certified when, and which enrollments are looked at for them.</summary>
public sealed class IssueDueCertificatesTests
{
    private static readonly DateTimeOffset HalfPastMidnight = new(2026, 11, 22, 15, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, "2026-11-21")]
    [InlineData(0, "2026-11-22")]
    public async Task FirstRun_CertifiesTheLastDayThatIsOverForHalfAnHour(int ticks, string day)
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        shop.World.ShopClock.MoveTo(HalfPastMidnight.AddTicks(ticks));
        Assert.Equal([day], await RunAsync(shop));
        Assert.Empty(await RunAsync(shop));
    }

    [Fact]
    public async Task Run_AfterDaysWithoutOne_CertifiesEveryDayInBetween()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await RunAsync(shop);
        shop.World.ShopClock.MoveTo(HalfPastMidnight.AddDays(2));
        Assert.Equal(["2026-11-22", "2026-11-23", "2026-11-24"], await RunAsync(shop));
        Assert.True((await shop.Chain.VerifyAsync(default)).IsWhole);
    }

    [Fact]
    public async Task Run_LooksAgainAtADayThatDidNotHold()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await shop.EnrollAsync("c1");
        await shop.SendAsync("c1", state: "Claimed");
        await RunAsync(shop);
        await shop.SendAsync("c1", changes: new() { ["SettledAt"] = CertifiedShop.Morning });
        shop.World.ShopClock.MoveTo(HalfPastMidnight);

        Assert.Equal(["2026-11-22", "2026-11-21"], await RunAsync(shop));
        Assert.True((await shop.Verify.RunAsync(CertifiedShop.Day, default)).Link!.Certificate.Holds);
    }

    [Fact]
    public async Task Run_ThatFindsADayAltered_SaysSoEveryTime()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await shop.EnrollAsync("c1");
        await shop.SendAsync("c1");
        await shop.EnrollAsync("c2");
        await RunAsync(shop);  // c2's row is missing
        await shop.SendAsync("c1", changes: new() { ["ProviderId"] = "p2" });
        shop.World.ShopClock.MoveTo(HalfPastMidnight);
        Assert.Equal(["2026-11-22", "2026-11-21 contradicted"], await RunAsync(shop));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task Issue_OfADayThatIsNotOver_IsRefused(int ticks, bool isRefused)
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        DateTimeOffset midnight = new(2026, 11, 22, 15, 0, 0, TimeSpan.Zero);
        shop.World.ShopClock.MoveTo(midnight.AddTicks(ticks));
        Assert.Equal(isRefused, await shop.Issue.RunAsync(CertifiedShop.Day.AddDays(1), default) is Issuance.NotOver);
    }

    [Fact]
    public async Task EnrollmentOutOfReach_IsFoundThroughTheCertificatesBefore()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await shop.EnrollAsync("c1");
        await shop.SendAsync("c1", state: "Planned", changes: new() { ["DeferredUntil"] = CertifiedShop.Morning.AddDays(90) });
        await RunAsync(shop);
        DateOnly last = CertifiedShop.Day.AddDays(91);
        shop.World.ShopClock.MoveTo(HalfPastMidnight.AddDays(90));

        Assert.Equal(91, (await RunAsync(shop)).Length);
        Assert.Equal(["DeferralPassed c1 now"], await shop.FindingsAsync(last));
    }

    [Fact]
    public async Task FirstCertificate_LooksBackAsFarAsAnyJourneyReaches()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await shop.EnrollAsync("c1");
        shop.World.ShopClock.MoveTo(Told.Noon.AddDays(10));
        Assert.Equal(["RowMissing c1 later"], await shop.FindingsAsync(CertifiedShop.Day.AddDays(3)));
    }

    [Fact]
    public async Task DaysOfWhichEverybodyHasEnded_AreNotLookedAtAgain()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await shop.EnrollAsync("c1", end: EndReason.NewOrder, endedAt: Told.Noon.AddTicks(-1));
        shop.World.ShopClock.MoveTo(HalfPastMidnight.AddDays(20));
        await shop.IssueAsync(CertifiedShop.Day.AddDays(10));

        // Had the day of the enrollment been open, its running twin would be found now.
        await shop.EnrollAsync("c1");
        await shop.SendAsync("c1", state: "Planned", changes: new() { ["DeferredUntil"] = CertifiedShop.Morning });
        Assert.Empty(await shop.FindingsAsync(CertifiedShop.Day.AddDays(11)));
    }

    [Fact]
    public async Task CertificateBefore_ThatIsNotGenuine_IsNotBuiltOn()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        shop.World.ShopClock.MoveTo(HalfPastMidnight.AddDays(20));
        await shop.IssueAsync(CertifiedShop.Day.AddDays(9));
        await shop.EnrollAsync("c1");
        await shop.SendAsync("c1", state: "Planned", changes: new() { ["DeferredUntil"] = CertifiedShop.Morning });
        DateOnly next = CertifiedShop.Day.AddDays(10);
        Assert.Empty(await shop.FindingsAsync(next));

        Entity link = (await shop.World.Tables.ReadAsync(Tables.Certificates, "chain", "link:0000000001", default))!;
        await shop.PutAsync(Tables.Certificates, "chain", link.RowKey, new() { ["Body"] = link.Text("Body"), ["Hash"] = "0", ["Signature"] = link.Text("Signature") });
        Assert.Equal(["DeferralPassed c1 now"], await shop.FindingsAsync(next));
    }

    private static async Task<string[]> RunAsync(CertifiedShop shop)
    {
        List<string> days = [];
        await foreach (Issuance issuance in shop.IssueDue.RunAsync(default))
        {
            days.Add(issuance switch
            {
                Issuance.Issued issued => $"{issued.Account.Day:yyyy-MM-dd}",
                Issuance.Contradicted contradicted => $"{contradicted.Account.Day:yyyy-MM-dd} contradicted",
                _ => issuance.GetType().Name,
            });
        }

        return [.. days];
    }
}
