using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>What may be shown of the settings.</summary>
public sealed class ShopApiTests
{
    [Fact]
    public async Task Shop_IsShownWithItsRulesAndWhatIsConnected()
    {
        using ApiBed bed = new(new TestWorld());
        ApiAnswer shop = await bed.GetAsync("/api/shop");
        Assert.Equal(TestShop.Settings.Sender.ShopName, shop.At("name"));
        Assert.Equal(
            ["2026-11-21", "2026-11-21T03:00:00+00:00", "1", "Asia/Tokyo", "JPY", "six-rank", "10:00", "true", "paid", "total"],
            new[] { "today", "now", "speed", "timeZone", "currency", "rankModel", "sending.at", "certificatesSigned", "ordersCount", "ordersAmount" }.Select(shop.At));
        Assert.Equal([TestWorld.SourceId, "/api/webhooks/" + TestWorld.SourceId], new[] { "sources.0.id", "sources.0.webhookPath" }.Select(shop.At));
    }

    /// <summary>The secrets of the sources of this world, and the key of its certificates.</summary>
    [Fact]
    public async Task Shop_KeepsItsSecrets()
    {
        TestWorld world = new();
        using ApiBed bed = new(world);
        string text = (await bed.GetAsync("/api/shop")).Text;
        string[] secrets = [.. world.Sources.SelectMany(s => s.Secrets), .. world.Sources.SelectMany(s => s.Api?.Values ?? [])];
        Assert.NotEmpty(secrets);
        Assert.All(secrets, s => Assert.DoesNotContain(s, text, StringComparison.Ordinal));
        Assert.DoesNotContain(Convert.ToHexString(CertifiedShop.Key(1)), text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Shop_AskedForMore_RefusesWhatItDoesNotKnow()
    {
        using ApiBed bed = new(new TestWorld());
        Assert.Contains("secrets", (await bed.SendAsync("GET", "/api/shop?secrets=1")).IsProblem(400, "bad-request"), StringComparison.Ordinal);
    }
}
