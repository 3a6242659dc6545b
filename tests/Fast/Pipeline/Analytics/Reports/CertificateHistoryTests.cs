using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Pipeline.Analytics.Reports;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Domain.Analytics.Reports;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Analytics.Reports;

public sealed class CertificateHistoryTests
{
    [Fact]
    public async Task Day_ThatWasCertified_ShowsItsFigures_AndWhetherItWasAltered()
    {
        ReportedShop lived = await ReportedShop.OpenAsync();
        TestWorld world = lived.Shop.World;
        CertificateStore store = new(world.Tables);
        CertificateChain chain = new(store, new CertificateKey(CertifiedShop.Key(1)), TestShop.Settings);
        CertifiedShop certified = CertifiedShop.Over(world, lived.Shop.Shop);
        await certified.Issue.RunAsync(new DateOnly(2026, 11, 22), world.Clocks.Now(), default);
        CertificateHistory history = new(new ReadCertificates(store, chain));
        ReportSpan span = new(new(2026, 11, 22), new(2026, 11, 23));
        Assert.Equal(["2026-11-22,holds,1,12,12,0,0,0,0", "2026-11-23,missing,,,,,,,"], ReportCases.Lines(await history.OfAsync(span, default)));
        Assert.Equal(["missing"], ReportCases.Column(await history.OfAsync(span with { From = new(2026, 11, 23) }, default), "certificate"));
        Entity link = (await world.Tables.ReadAsync(Tables.Certificates, "chain", "link:0000000001", default))!;
        Dictionary<string, object> properties = new(link.Properties, StringComparer.Ordinal) { ["Body"] = ((string)link.Properties["Body"]).Replace("\"due\":12", "\"due\":11", StringComparison.Ordinal) };
        await world.Tables.WriteAsync(Tables.Certificates, "chain", new EntityChange.Put(link with { Properties = properties }), default);
        Assert.Equal("altered", ReportCases.Column(await history.OfAsync(span, default), "certificate")[0]);
    }
}
