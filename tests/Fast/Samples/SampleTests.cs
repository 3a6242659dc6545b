using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Sources.Csv;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Samples;

/// <summary>The committed samples are what their READMEs say. The sources that they were made from are not in the repository.</summary>
public sealed class SampleTests
{
    private const long BytesMax = 1_500_000;

    private static readonly ShopCalendar Tokyo = ShopCalendar.Find(ShopCalendar.DefaultZoneId)!;

    private static readonly Lazy<IReadOnlyList<SourceCustomer>> Customers = new(() =>
    {
        using FileStream file = File.OpenRead(Repository.PathOf("samples", "japanese-customers", "customers.csv"));
        CsvReading<FileCustomer> reading = CustomersCsv.Read(file, Tokyo, DateTimeOffset.UnixEpoch);
        Assert.Null(reading.Refusal);
        Assert.Empty(reading.BadRows);
        Assert.Empty(reading.IgnoredColumns);
        return [.. reading.Rows.Select(r => r.Customer)];
    });

    private static readonly Lazy<IReadOnlyList<FileOrder>> Orders = new(() =>
    {
        using FileStream file = File.OpenRead(Repository.PathOf("samples", "online-retail", "orders.csv"));
        OrdersFile reading = OrdersCsv.Read(file, Tokyo, null);
        Assert.Empty(reading.Reading.BadRows);
        return reading.Told;
    });

    [Fact]
    public void Customers_AreTheBuyersInTheOrderOfTheirFirstPurchaseAndTheProspects()
    {
        string[] buyers = [.. Orders.Value.OrderBy(o => o.Order.OrderedAt).ThenBy(o => o.Order.OrderId, StringComparer.Ordinal).Select(o => o.Buyer.ExternalId!).Distinct()];
        Assert.Equal(4_338, buyers.Length);
        Assert.Equal(buyers, Customers.Value.Take(4_338).Select(c => c.ExternalId));
        Assert.Equal(Enumerable.Range(1, 500).Select(i => $"P{i:D4}"), Customers.Value.Skip(4_338).Select(c => c.ExternalId).Order(StringComparer.Ordinal));
        Assert.Equal(18_532, Orders.Value.Count);
    }

    [Fact]
    public void Buyers_RegisteredOnTheDayOfTheirFirstOrder()
    {
        Dictionary<string, DateOnly> first = Orders.Value.GroupBy(o => o.Buyer.ExternalId!).ToDictionary(g => g.Key, g => g.Min(o => Tokyo.DateOf(o.Order.OrderedAt)));
        Assert.All(Customers.Value.Take(4_338), c => Assert.Equal(first[c.ExternalId!], Tokyo.DateOf(c.RegisteredAt!.Value)));
    }

    [Fact]
    public void Customers_CannotBeReachedInTheRealWorld()
    {
        Assert.All(Customers.Value, c => Assert.True(c.Email is null || c.Email.EndsWith("@example.jp", StringComparison.Ordinal), c.Email));
        Assert.All(Customers.Value, c => Assert.Null(c.Phone));
        Assert.All(Customers.Value, c => Assert.Null(c.Kana)); // the source has no readings, and none are made up
    }

    [Fact]
    public void Customers_AreDifferentPeople()
    {
        string[] emails = [.. Customers.Value.Select(c => c.Email).OfType<string>()];
        string[] accounts = [.. Customers.Value.Select(c => c.LineUserId).OfType<string>()];
        Assert.Equal((4_708, 4_708), (emails.Length, emails.Distinct().Count()));
        Assert.Equal((2_172, 2_172), (accounts.Length, accounts.Distinct().Count()));
    }

    [Fact]
    public void Customers_ConsentInTheSharesOfTheReadme()
    {
        Assert.Equal(4_156, Customers.Value.Count(c => Agreed(c, Channel.Email)));
        Assert.Equal(1_998, Customers.Value.Count(c => Agreed(c, Channel.Line)));
        Assert.Equal(396, Customers.Value.Count(c => !Agreed(c, Channel.Email) && !Agreed(c, Channel.Line)));
        Assert.All(Customers.Value.SelectMany(c => c.Consents), c => Assert.Contains(c.Source, (string[])["checkout", "signup"]));
        Assert.Equal(308, Customers.Value.Count(c => c.Birthday is { Year: null }));
        Assert.Equal(382, Customers.Value.Count(c => c.Birthday is null));
    }

    [Fact]
    public void Samples_NameTheirSourcesAndStaySmall()
    {
        string readme = File.ReadAllText(Repository.PathOf("samples", "japanese-customers", "README.md"));
        Assert.Contains("データサイエンティスト協会スキル定義委員「データサイエンス100本ノック（構造化データ加工編）」", readme, StringComparison.Ordinal);
        Assert.StartsWith("MIT License", File.ReadAllText(Repository.PathOf("samples", "japanese-customers", "LICENSE")), StringComparison.Ordinal);
        Assert.Contains("Chen, D., Sain, S. L., Guo, K. (2012)", File.ReadAllText(Repository.PathOf("samples", "online-retail", "README.md")), StringComparison.Ordinal);
        long bytes = Directory.EnumerateFiles(Repository.PathOf("samples"), "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
        Assert.InRange(bytes, 1, BytesMax);
    }

    private static bool Agreed(SourceCustomer customer, Channel channel) =>
        customer.Consents.Any(c => c.Channel == channel && c.State == ConsentState.Granted);
}
