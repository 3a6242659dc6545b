using FollowUpFlows.App.Functions;
using FollowUpFlows.App.Time;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

public sealed class CertificateFunctionsTests
{
    private readonly RememberedLog<CertificateFunctions> log = new();

    [Fact]
    public async Task CertifyDays_SaysWhatItCertified_OnceForEachDay()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await shop.EnrollAsync("c1");
        await shop.SendAsync("c1");
        await RunAsync(shop);
        await RunAsync(shop);
        Assert.Equal("Certified 2026-11-21 as number 1: 1 due, 1 settled, 0 deferred, 0 held", Assert.Single(log.Entries));
    }

    [Fact]
    public async Task CertifyDays_DayThatDoesNotHold_IsAWarning()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await shop.EnrollAsync("c1");
        await RunAsync(shop);
        Assert.Contains("The certificate of 2026-11-21 does not hold: 0 open, 1 contradictions", Assert.Single(log.Entries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CertifyDays_DayAlteredSince_SaysWhat()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await shop.EnrollAsync("c1");
        await shop.SendAsync("c1");
        await shop.EnrollAsync("c2");
        await RunAsync(shop);
        await shop.SendAsync("c1", changes: new() { ["ProviderId"] = "p2" });
        shop.World.ShopClock.MoveTo(CertifiedShop.Morning.AddDays(1));
        await RunAsync(shop);
        Assert.Contains(log.Entries, e => e.StartsWith("2026-11-21 is no longer as it was certified: the row of customer c1", StringComparison.Ordinal));
    }

    private Task RunAsync(CertifiedShop shop) => new CertificateFunctions(shop.IssueDue, new RealPace(TimeProvider.System), log).CertifyDays(new TimerInfo(), default);
}
