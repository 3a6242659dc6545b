using System.Diagnostics;
using System.Globalization;
using FollowUpFlows.App;
using FollowUpFlows.App.Composition;
using FollowUpFlows.App.Templates;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace FollowUpFlows.Bench;

/// <summary>A day of a shop with 100,000 customers, or a million, on which 2,700 of them have their birthday, in the whole application on SQLite: from the
/// beginning of the day until the last letter is in the outbox. The baseline reads every customer's profile once, as a scan would.</summary>
internal static class BirthdayWorkload
{
    private const int Due = 2_700;
    private const int FilledSideBySide = 4_096;
    private const double SecondsMax = 60;
    private const int FilledAtOnce = 20_000;
    private static readonly TimeSpan LimitOfRun = TimeSpan.FromMinutes(10);

    public static object Run() => RunAsync(100_000).GetAwaiter().GetResult();

    public static object RunNightly() => RunAsync(1_000_000).GetAwaiter().GetResult();

    private static async Task<object> RunAsync(int customers)
    {
        using TemporaryFolder folder = new();
        string[] settings =
        [
            "--urls", "http://127.0.0.1:0", "--Storage:Directory", folder.PathOf("data"), "--Logging:LogLevel:Default", "Warning", "--Shop:TimeZone", FarFromMidnight(),
        ];
        using IHost host = FollowUpApp.Build(settings, builder => Prepare(builder.Services, folder));
        await using IAsyncDisposable stores = (IAsyncDisposable)host;
        CountingTables tables = (CountingTables)host.Services.GetRequiredService<IEntityTables>();
        DateOnly today = host.Services.GetRequiredService<ShopCalendar>().DateOf(host.Services.GetRequiredService<Clocks>().Shop.GetUtcNow());
        await host.Services.GetRequiredService<PublishJourneys>().SeedAsync(host.Services.GetRequiredService<TemplateFolder>().ReadSet(), CancellationToken.None);
        double filled = await SecondsAsync(() => FillAsync(tables, customers, today));
        double scanned = await SecondsAsync(() => ScanAsync(tables, customers));
        double built = await SecondsAsync(() => host.Services.GetRequiredService<BuildYearlyIndex>().RunAsync(CancellationToken.None));
        await BehindTheTimerAsync();
        await host.StartAsync();
        int before = tables.All;
        double settled = await SecondsAsync(() => SettleAsync(host.Services, tables));
        int calls = tables.All - before;
        await host.StopAsync();
        if (settled > SecondsMax)
        {
            throw new InvalidOperationException($"The birthdays of {customers} customers took {settled} s; {SecondsMax} s were allowed.");
        }

        return new
        {
            Customers = customers,
            Due,
            SettledSeconds = settled,
            SecondsMax,
            Sent = tables.Sent,
            CallsOfTheStore = calls,
            ScanSeconds = scanned,
            Ratio = Math.Round(settled / scanned, 2),
            FirstIndexSeconds = built,
            FilledSeconds = filled,
        };
    }

    /// <summary>Beginning another day is not what is measured.</summary>
    private static string FarFromMidnight() => DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(9)).Hour is 22 or 23 ? "UTC" : "Asia/Tokyo";

    private static void Prepare(IServiceCollection services, TemporaryFolder folder)
    {
        services.Replace(ServiceDescriptor.Singleton(new TemplateFolder(Templates(folder))));
        ServiceDescriptor port = services.Last(s => s.ServiceType == typeof(IEntityTables));
        services.Replace(ServiceDescriptor.Singleton<IEntityTables>(s => new CountingTables((IEntityTables)port.ImplementationFactory!(s))));
    }

    /// <summary>The shipped messages and rank models, and one journey; transactional, so that the hour does not matter.</summary>
    private static string Templates(TemporaryFolder folder)
    {
        string root = folder.PathOf("templates");
        foreach (string kind in new[] { "messages", "ranks" })
        {
            Directory.CreateDirectory(Path.Combine(root, kind));
            foreach (string file in Directory.EnumerateFiles(Repository.PathOf("templates", kind)))
            {
                File.Copy(file, Path.Combine(root, kind, Path.GetFileName(file)));
            }
        }

        Directory.CreateDirectory(Path.Combine(root, "journeys"));
        File.WriteAllText(
            Path.Combine(root, "journeys", "bench.yaml"),
            "id: bench\nname: bench\npurpose: transactional\ntrigger: { type: birthday }\nsteps:\n  - { id: letter, send: { channel: [email], message: thank-you } }\n");
        return root;
    }

    /// <summary>Row by row as the store writes them, but for what leads to names: as a shop's system tells of them, a million customers would take far longer
    /// than all that is measured.</summary>
    private static async Task FillAsync(CountingTables tables, int customers, DateOnly today)
    {
        ParallelOptions atOnce = new() { MaxDegreeOfParallelism = FilledSideBySide };
        foreach (int[] some in Enumerable.Range(0, customers).Chunk(FilledAtOnce))
        {
            foreach (IGrouping<string, int> shard in some.GroupBy(i => KnownCustomers.PartitionOf(RowKeys.Shard(IdOf(i), KnownCustomers.ShardCount))))
            {
                foreach (int[] batch in shard.Chunk(EntityLimits.BatchMax))
                {
                    EntityChange[] known = [.. batch.Select(i => new EntityChange.Put(new Entity(shard.Key, IdOf(i))))];
                    await tables.WriteAsync(Tables.Indexes, shard.Key, known, CancellationToken.None);
                }
            }

            await Parallel.ForEachAsync(some, atOnce, async (i, token) =>
            {
                Customer customer = Known(i, i < Due ? today : today.AddDays(1 + (i % 363)));
                await tables.WriteAsync(Tables.Customers, customer.CustomerId, new EntityChange.Put(CustomerRows.Profile(customer, null)), token);
            });
        }
    }

    private static string IdOf(int number) => "c" + OpaqueId.Of(25, number.ToString(CultureInfo.InvariantCulture));

    private static Customer Known(int number, DateOnly birthday) => new(IdOf(number), DateTimeOffset.UtcNow)
    {
        Name = "山田 花子",
        Email = string.Create(CultureInfo.InvariantCulture, $"c{number}@example.jp"),
        Birthday = new Birthday(birthday.Month, birthday.Day, null),
    };

    private static async Task ScanAsync(CountingTables tables, int customers)
    {
        for (int i = 0; i < customers; i++)
        {
            await tables.ReadAsync(Tables.Customers, IdOf(i), CustomerRows.ProfileKey, CancellationToken.None);
        }
    }

    /// <summary>The application begins days by itself ten seconds behind every minute: this run is to be alone.</summary>
    private static async Task BehindTheTimerAsync()
    {
        while (DateTimeOffset.UtcNow.Second is < 13 or > 20)
        {
            await Task.Delay(100);
        }
    }

    private static async Task SettleAsync(IServiceProvider services, CountingTables tables)
    {
        using CancellationTokenSource limit = new(LimitOfRun);
        await services.GetRequiredService<BeginDay>().RunAsync(new DurableOrchestrations(services.GetRequiredService<DurableTaskClient>()), limit.Token);
        while (tables.Sent < Due)
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        long start = Stopwatch.GetTimestamp();
        await work();
        return Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 1);
    }
}
