using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>Certificates as they were issued, and whether anybody touched them since.</summary>
public sealed class CertificateApiTests
{
    [Fact]
    public async Task Certificate_OfADay_HasItsNumbersAndFindings()
    {
        CertifiedShop shop = await ShopAsync();
        using ApiBed bed = new(shop.World);
        ApiAnswer day = await bed.GetAsync("/api/certificates/2026-11-21");
        Assert.Equal(
            ["1", "true", "[]", "2026-11-21", "Asia/Tokyo", "false", "3", "1", "0", "1", "1", "0", null, "true"],
            new[]
            {
                "number", "verifies", "faults", "certificate.date", "certificate.timezone", "certificate.holds", "certificate.due", "certificate.settled", "certificate.deferred", "certificate.held",
                "certificate.open", "certificate.discrepancies", "certificate.previous", "certificate.signed",
            }.Select(day.At));
        Assert.Equal(
            ["held held c2 now", "open planned c3 now"],
            day.Json.GetProperty("findings").EnumerateArray().Select(f => string.Join(' ', new[] { "weight", "kind", "customerId", "stepId" }.Select(p => ApiAnswer.At(f, p)))).Order(StringComparer.Ordinal));
        Assert.Equal(["true", "2", "1", "[]"], new[] { "chain.whole", "chain.length", "chain.signedFrom", "chain.faults" }.Select(day.At));
        ApiAnswer list = await bed.GetAsync("/api/certificates");
        Assert.Equal(["2", "1"], list.Items.Select(i => ApiAnswer.At(i, "number")));
        Assert.Equal(list.At("items.1.certificate.hash"), list.At("items.0.certificate.previous"));
        Assert.Equal(day.At("certificate"), list.At("items.1.certificate"));
    }

    [Fact]
    public async Task Certificate_ThatWasAltered_DoesNotVerify()
    {
        CertifiedShop shop = await ShopAsync();
        Entity link = (await shop.World.Tables.ReadAsync("certificates", "chain", "link:0000000001", default))!;
        Dictionary<string, object?> altered = link.Properties.ToDictionary(p => p.Key, p => (object?)p.Value);
        altered["Body"] = link.Text("Body")!.Replace("\"open\":1", "\"open\":0", StringComparison.Ordinal);
        await shop.PutAsync("certificates", "chain", link.RowKey, altered);
        using ApiBed bed = new(shop.World);
        ApiAnswer day = await bed.GetAsync("/api/certificates/2026-11-21");
        Assert.Equal(["false", "false"], new[] { "verifies", "chain.whole" }.Select(day.At));
        Assert.Contains("was altered", day.At("faults")!, StringComparison.Ordinal);
        Assert.Contains("was altered", (await bed.GetAsync("/api/certificates")).At("items.1.fault")!, StringComparison.Ordinal);
        Assert.Equal("false", (await bed.GetAsync("/api/certificates/2026-11-22")).At("verifies"));  // it is in order, but not the chain
    }

    [Fact]
    public async Task Certificate_ThatIsGone_LeavesAGapThatIsShown()
    {
        CertifiedShop shop = await ShopAsync();
        await shop.RemoveAsync("certificates", "chain", "link:0000000001");
        using ApiBed bed = new(shop.World);
        ApiAnswer day = await bed.GetAsync("/api/certificates/2026-11-21");
        Assert.Equal(["false", null, null, "false"], new[] { "verifies", "certificate", "findings", "chain.whole" }.Select(day.At));
        ApiAnswer list = await bed.GetAsync("/api/certificates");
        Assert.Equal(["1", null, "is missing or cannot be read"], new[] { "number", "certificate", "fault" }.Select(p => list.At("items.1." + p)));
    }

    [Fact]
    public async Task Certificate_WhoseFindingsAreGone_SaysSo()
    {
        CertifiedShop shop = await ShopAsync();
        await shop.World.Tables.RemoveAllAsync("certificates", "annex:");
        using ApiBed bed = new(shop.World);
        ApiAnswer day = await bed.GetAsync("/api/certificates/2026-11-21");
        Assert.Equal(["false", null, "true"], new[] { "verifies", "findings", "chain.whole" }.Select(day.At));
        Assert.Contains("annex", day.At("faults")!, StringComparison.Ordinal);
    }

    /// <summary>On the 21st three messages were due: one was sent, one is held, of one nothing was decided.</summary>
    private static async Task<CertifiedShop> ShopAsync()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        foreach ((string customerId, string state) in new[] { ("c1", "Sent"), ("c2", "Held"), ("c3", "Planned") })
        {
            await shop.EnrollAsync(customerId);
            await shop.SendAsync(customerId, state: state, changes: state == "Held" ? new() { ["Reason"] = "not known" } : null);
        }

        await shop.IssueAsync();
        shop.World.ShopClock.MoveTo(CertifiedShop.Morning.AddDays(1));
        await shop.IssueAsync(CertifiedShop.Day.AddDays(1));
        return shop;
    }
}
