using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Pipeline.Analytics.Reports;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Analytics.Reports;

/// <summary>A shop that has sent marketing to its first-time buyers, of whom some came back, and its reports.</summary>
internal sealed class ReportedShop
{
    private readonly MakeReports make;

    private ReportedShop(ExperimentShop shop)
    {
        Shop = shop;
        TestWorld world = shop.World;
        KeptFacts kept = new(world.Tables, new AllCustomers(world.Tables), new CustomerReading(world.Tables, TestShop.Settings), TestShop.Settings, world.Clocks);
        CertificateStore certificates = new(world.Tables);
        CertificateHistory history = new(new ReadCertificates(certificates, new CertificateChain(certificates, new CertificateKey(CertifiedShop.Key(1)), TestShop.Settings)));
        make = new MakeReports(
            kept, new SendReading(world.Tables, new DueIndex(world.Tables, TestShop.Settings), TestShop.Settings), history, shop.Shop.Ranks, shop.Shop.Library, TestShop.Settings, world.Clocks);
    }

    public ExperimentShop Shop { get; }

    /// <summary>Twelve first orders on 21 November, a mail to each the day after, and second orders of every third on the 24th.</summary>
    public static async Task<ReportedShop> OpenAsync()
    {
        const string Mail = "  - { id: mail, after: 1d, send: { channel: [email], message: thank-you } }";
        ExperimentShop shop = await ExperimentShop.OpenAsync(Mail);
        Assert.Empty((await shop.Shop.Publish.RunAsync(JourneyFiles.Set(ExperimentShop.Journey(Mail)).WithRanks(), default)).Faults);
        await shop.FirstOrdersAsync(12);
        await shop.PassAsync(3);
        for (int i = 0; i < 12; i += 3)
        {
            await shop.BuysAsync(ExperimentShop.Customer(i), $"second-{i}", 2000);
        }

        await shop.PassAsync(30);
        return new ReportedShop(shop);
    }

    public async Task<IReadOnlyList<Report>> MadeAsync(ReportRequest request)
    {
        ReportAnswer answer = await make.RunAsync(request, default);
        Assert.Null(answer.Refusal);
        return answer.Reports;
    }

    public async Task<ReportTable> TableAsync(ReportRequest request, string id) => (await MadeAsync(request)).SelectMany(r => r.Tables).Single(t => t.Id == id);

    public async Task<string?> RefusalAsync(ReportRequest request) => (await make.RunAsync(request, default)).Refusal;
}
