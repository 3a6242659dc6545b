using System.Diagnostics;
using System.Globalization;
using FollowUpFlows.App.Templates;
using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics.Reports;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Sqlite;
using FollowUpFlows.Tests.Fast.Support;

namespace FollowUpFlows.Bench;

/// <summary>Reports of a shop of 300,000 customers with 1,000,000 orders on SQLite: from kept facts, and counted anew from everybody's own
/// rows, which is the baseline.</summary>
internal static class ReportWorkload
{
    private const int CustomerCount = 300_000;
    private const int OrderCount = 1_000_000;
    private const int Connections = 256;
    private const double SecondsMax = 5;
    private const double RecountSecondsMax = 60;
    private const double WhatIfSecondsMax = 2;
    private static readonly DateOnly AsOf = new(2026, 11, 21);

    public static object Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task<object> RunAsync()
    {
        using TemporaryFolder folder = new();
        await using SqliteStorage storage = SqliteStorage.Open(folder.PathOf("data"), TimeProvider.System);
        IEntityTables tables = storage.Tables;
        ShopSettings shop = new()
        {
            Calendar = ShopCalendar.Find(ShopCalendar.DefaultZoneId)!,
            Sender = new SenderFacts("店", new Uri("https://shop.example/"), "株式会社店", "東京", "03-0000-0000"),
        };
        Clocks clocks = new(TimeProvider.System, TimeProvider.System);
        KeptFacts kept = new(tables, new AllCustomers(tables), new CustomerReading(tables, shop), shop, clocks);
        double filled = await SecondsAsync(() => FillAsync(new CustomerStore(tables, null, marks: new FactMarks(tables, clocks)), new KnownCustomers(tables)));
        double recounted = await SecondsAsync(() => kept.RecountAsync(CancellationToken.None));
        double built = await SecondsAsync(() => kept.FoldAsync(CancellationToken.None));
        await ForgetMarksAsync(tables);
        GC.Collect();
        FactReading reading = null!;
        double read = await SecondsAsync(async () => reading = await kept.ReadAsync(CancellationToken.None));
        RankModel model = TemplateFolder.Shipped.ReadRankModel("six-rank").Value!;
        Dictionary<string, double> reports = Reports(model, reading.Facts);
        double whatIf = reports["what-if"];
        double slowest = read + reports.Values.Max();
        return new
        {
            Customers = reading.Facts.Customers.Count,
            Orders = reading.Facts.Customers.Sum(c => c.Orders.Count),
            ReadSeconds = read,
            SlowestReportSeconds = Math.Round(slowest, 2),
            SecondsMax,
            WhatIfSeconds = whatIf,
            WhatIfSecondsMax,
            RecountSeconds = recounted,
            RecountSecondsMax,
            Ratio = Math.Round(recounted / read, 1),
            FirstFactsSeconds = built,
            FilledSeconds = filled,
            Reports = reports,
        };
    }

    private static Dictionary<string, double> Reports(RankModel model, ReportFacts facts)
    {
        ReportSpan year = new(AsOf.AddDays(-355), AsOf);
        RankModel changed = RankChange.Apply(model, [RankChange.Parse("royal: orderCount >= 6").Change!]).Model!;
        Dictionary<string, Action> all = new(StringComparer.Ordinal)
        {
            ["revenue-by-rank"] = () => _ = (RevenueByRank.Ranks(model, facts, AsOf), RevenueByRank.Line(model, facts, AsOf), RevenueByRank.Tenths(facts, AsOf)),
            ["rank-migration"] = () => _ = (RankMigration.Between(model, facts, year), RankMigration.ByMonth(model, facts, year)),
            ["what-if"] = () => WhatIf.Of(model, changed, facts, AsOf),
            ["cohorts"] = () => _ = (Cohorts.Repeat(facts, year), Cohorts.Ltv(facts, year)),
            ["second-purchase"] = () => SecondPurchase.Of(facts, year),
            ["sales"] = () => MonthlySales.Of(facts, year),
            ["discounts"] = () => DiscountByRank.Of(model, facts, AsOf),
            ["stalled-repeaters"] = () => StalledRepeaters.Of(model, facts, AsOf),
            ["referrers"] = () => Referrers.Of(facts, AsOf),
        };
        return all.ToDictionary(r => r.Key, r => Seconds(r.Value), StringComparer.Ordinal);
    }

    /// <summary>Every customer buys once; the other orders fall on them at random, over two years.</summary>
    private static Task FillAsync(CustomerStore store, KnownCustomers known)
    {
        Random random = new(20261121);
        List<int>[] bought = [.. Enumerable.Range(0, CustomerCount).Select(_ => new List<int> { random.Next(730) })];
        for (int i = CustomerCount; i < OrderCount; i++)
        {
            bought[random.Next(CustomerCount)].Add(random.Next(730));
        }

        return Parallel.ForAsync(0, CustomerCount, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (i, token) =>
        {
            string customerId = "c" + OpaqueId.Of(25, i.ToString(CultureInfo.InvariantCulture));
            await known.AddAsync(customerId, token);
            EntityChange[] rows = [.. bought[i].Select((daysAgo, n) => new EntityChange.Put(CustomerRows.Order(Order(customerId, i, n, AsOf.AddDays(-daysAgo)))))];
            await store.ChangeAsync(customerId, (state, _) => Task.FromResult(new CustomerChange<int>(0, state.Customer with { UpdatedAt = DateTimeOffset.UtcNow }, rows)), token);
        });
    }

    private static LedgerOrder Order(string customerId, int customer, int number, DateOnly on)
    {
        DateTimeOffset at = new(on, new TimeOnly(3, 0), TimeSpan.Zero);
        Order order = new()
        {
            OrderId = string.Create(CultureInfo.InvariantCulture, $"{customer}-{number}"),
            CustomerId = customerId,
            OrderedAt = at,
            OrderedOn = on,
            Currency = Currency.Yen,
            TotalMinor = 500 + ((customer * 7919L) + (number * 104_729L)) % 29_500,
        };
        return new LedgerOrder("shop-main", order, at, []);
    }

    /// <summary>As the folds of the next minutes would: these marks are too young for the first one.</summary>
    private static async Task ForgetMarksAsync(IEntityTables tables)
    {
        for (int shard = 0; shard < AllCustomers.ShardCount; shard++)
        {
            List<Entity> marks = await FactMarks.OfShardAsync(tables, shard, CancellationToken.None).ToListAsync();
            foreach (Entity[] some in marks.Chunk(EntityLimits.BatchMax))
            {
                await tables.WriteAsync(Tables.Indexes, some[0].PartitionKey, [.. some.Select(m => new EntityChange.Delete(m.RowKey))], CancellationToken.None);
            }
        }
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        long start = Stopwatch.GetTimestamp();
        await work();
        return Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 2);
    }

    private static double Seconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 2);
    }
}
