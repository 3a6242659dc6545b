using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending.Certificates;

/// <summary>Links that are altered, taken out or put elsewhere, and certifiers who come together.</summary>
public sealed class CertificateChainTests
{
    private const string Chain = "chain";

    [Fact]
    public async Task Chain_AsItWasIssued_IsWhole()
    {
        CertifiedShop shop = await ThreeDaysAsync();
        ChainReport report = await shop.Chain.VerifyAsync(default);
        Assert.Equal((3, 1, true), (report.Length, report.SignedFrom, report.IsWhole));
    }

    [Fact]
    public async Task Chain_BeforeTheFirstLink_IsWhole()
    {
        ChainReport report = await (await CertifiedShop.OpenAsync()).Chain.VerifyAsync(default);
        Assert.Equal((0, null, null, true), (report.Length, report.LastHash, report.SignedFrom, report.IsWhole));
    }

    [Fact]
    public async Task Link_WithAnotherBody_IsAltered()
    {
        CertifiedShop shop = await ThreeDaysAsync();
        await AlterAsync(shop, 2, p => p["Body"] = Text(p["Body"]).Replace("\"due\":0", "\"due\":1", StringComparison.Ordinal));
        Assert.Equal(["2 was altered", "2 its signature is wrong"], await FaultsAsync(shop));
    }

    [Fact]
    public async Task Link_WithAnotherBodyAndItsHash_BreaksTheNextOne()
    {
        CertifiedShop shop = await ThreeDaysAsync();
        await AlterAsync(shop, 2, p =>
        {
            p["Body"] = Text(p["Body"]).Replace("\"due\":0", "\"due\":1", StringComparison.Ordinal);
            p["Hash"] = HashOf(Text(p["Body"]));
        });
        Assert.Equal(["2 its signature is wrong", "3 does not follow the one before it"], await FaultsAsync(shop));
    }

    [Fact]
    public async Task Link_ThatWasTakenOut_IsMissing()
    {
        CertifiedShop shop = await ThreeDaysAsync();
        await shop.RemoveAsync(Tables.Certificates, Chain, KeyOf(2));
        Assert.Equal(["2 is missing", "3 does not follow the one before it"], await FaultsAsync(shop));
    }

    [Fact]
    public async Task LastLink_ThatWasTakenOut_IsMissing()
    {
        CertifiedShop shop = await ThreeDaysAsync();
        await shop.RemoveAsync(Tables.Certificates, Chain, KeyOf(3));
        Assert.Equal(["3 is not where the chain says that it ends"], await FaultsAsync(shop));
    }

    [Fact]
    public async Task Links_ThatChangedPlaces_AreFound()
    {
        CertifiedShop shop = await ThreeDaysAsync();
        Entity second = await ReadAsync(shop, 2);
        Entity third = await ReadAsync(shop, 3);
        await AlterAsync(shop, 2, p => Take(p, third));
        await AlterAsync(shop, 3, p => Take(p, second));
        Assert.Contains("2 stands in another one's place: it is number 3", await FaultsAsync(shop));
        Assert.Contains("3 stands in another one's place: it is number 2", await FaultsAsync(shop));
    }

    [Fact]
    public async Task Link_ThatCannotBeRead_IsFound()
    {
        CertifiedShop shop = await ThreeDaysAsync();
        await AlterAsync(shop, 1, p => p["Body"] = "{");
        Assert.Contains("1 cannot be read", await FaultsAsync(shop));
    }

    [Fact]
    public async Task Link_WithoutItsSignature_IsFound()
    {
        CertifiedShop shop = await ThreeDaysAsync();
        await AlterAsync(shop, 3, p => p.Remove("Signature"));
        Assert.Equal(["3 its signature was removed or added"], await FaultsAsync(shop));
    }

    [Fact]
    public async Task Chain_UnderAnotherKey_CannotBeProved()
    {
        CertifiedShop shop = await ThreeDaysAsync();
        Assert.All(await FaultsAsync(shop.With(CertifiedShop.Key(2))), f => Assert.Contains("is signed with another key", f, StringComparison.Ordinal));
        Assert.All(await FaultsAsync(shop.With(null)), f => Assert.Contains("the key is not set", f, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Chain_WithoutAKey_IsWholeAndSaysThatItIsNotSigned()
    {
        CertifiedShop shop = (await CertifiedShop.OpenAsync()).With(null);
        await shop.IssueAsync();
        ChainReport report = await shop.Chain.VerifyAsync(default);
        Assert.Equal((true, null), (report.IsWhole, report.SignedFrom));
    }

    [Fact]
    public async Task Chain_SignedFromTheSecondLinkOn_IsWhole_AndUnsignedLinksAfterAreNot()
    {
        CertifiedShop signed = await CertifiedShop.OpenAsync();
        CertifiedShop unsigned = signed.With(null);
        await unsigned.IssueAsync();
        await signed.IssueAsync(CertifiedShop.Day.AddDays(-1));
        Assert.Equal((2, true), ((await signed.Chain.VerifyAsync(default)).SignedFrom, (await signed.Chain.VerifyAsync(default)).IsWhole));

        await unsigned.IssueAsync(CertifiedShop.Day.AddDays(-2));
        Assert.Equal(["3 is not signed, and earlier ones are"], await FaultsAsync(signed));
    }

    [Fact]
    public async Task TwoCertifiersOfOneDay_MakeOneLink()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        Issuance? other = null;
        shop.World.Tables.Interrupt(IsLink, async () => other = await shop.Issue.RunAsync(CertifiedShop.Day, default));

        Issuance own = await shop.Issue.RunAsync(CertifiedShop.Day, default);

        Assert.IsType<Issuance.Issued>(other);
        Assert.IsType<Issuance.Unchanged>(own);
        Assert.Equal((1, true), ((await shop.Chain.VerifyAsync(default)).Length, (await shop.Chain.VerifyAsync(default)).IsWhole));
    }

    [Fact]
    public async Task TwoCertifiersOfTwoDays_MakeOneChain()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        shop.World.Tables.Interrupt(IsLink, () => shop.IssueAsync(CertifiedShop.Day.AddDays(-1)));

        Assert.Equal(2, (await shop.IssueAsync()).Link.Certificate.Number);
        Assert.Equal((2, true), ((await shop.Chain.VerifyAsync(default)).Length, (await shop.Chain.VerifyAsync(default)).IsWhole));
    }

    private static bool IsLink(string table, IReadOnlyList<EntityChange> changes) => table == Tables.Certificates && changes.Any(c => c.RowKey == "head");

    private static async Task<CertifiedShop> ThreeDaysAsync()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        foreach (int daysBefore in new[] { 2, 1, 0 })
        {
            await shop.IssueAsync(CertifiedShop.Day.AddDays(-daysBefore));
        }

        return shop;
    }

    private static async Task<string[]> FaultsAsync(CertifiedShop shop) =>
        [.. (await shop.Chain.VerifyAsync(default)).Faults.Select(f => $"{f.Number} {f.Reason}")];

    private static async Task AlterAsync(CertifiedShop shop, long number, Action<Dictionary<string, object?>> alter)
    {
        Dictionary<string, object?> properties = (await ReadAsync(shop, number)).Properties.ToDictionary(p => p.Key, object? (p) => p.Value);
        alter(properties);
        await shop.PutAsync(Tables.Certificates, Chain, KeyOf(number), properties);
    }

    private static void Take(Dictionary<string, object?> properties, Entity from)
    {
        foreach ((string name, object value) in from.Properties)
        {
            properties[name] = value;
        }
    }

    private static async Task<Entity> ReadAsync(CertifiedShop shop, long number) =>
        (await shop.World.Tables.ReadAsync(Tables.Certificates, Chain, KeyOf(number), default))!;

    private static string KeyOf(long number) => $"link:{number:D10}";

    private static string Text(object? value) => Assert.IsType<string>(value);

    private static string HashOf(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
