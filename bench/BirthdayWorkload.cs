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
    private const int Connections = 256;
    private const double SecondsMax = 60;
    private static readonly TimeSpan LimitOfRun = TimeSpan.FromMinutes(10);

    public static object Run() => RunAsync(100_000).GetAwaiter().GetResult();

    public static object RunNightly() => RunAsync(1_000_000).GetAwaiter().GetResult();

    private static async Task<object> RunAsync(int customers)
    {
        using TemporaryFolder folder = new();
        string[] settings = ["--urls", "http://127.0.0.1:0", "--Storage:Directory", folder.PathOf("data"), "--Logging:LogLevel:Default", "Warning"];
        using IHost host = FollowUpApp.Build(settings, builder => Prepare(builder.Services, folder));
        await using IAsyncDisposable stores = (IAsyncDisposable)host;
        CountingTables tables = (CountingTables)host.Services.GetRequiredService<IEntityTables>();
        DateOnly today = host.Services.GetRequiredService<ShopCalendar>().DateOf(host.Services.GetRequiredService<Clocks>().Shop.GetUtcNow());
        await host.Services.GetRequiredService<PublishJourneys>().SeedAsync(host.Services.GetRequiredService<TemplateFolder>().ReadSet(), CancellationToken.None);
        double filled = await SecondsAsync(() => FillAsync(host.Services.GetRequiredService<CustomerStore>(), new KnownCustomers(tables), customers, today));
        double scanned = await SecondsAsync(() => ScanAsync(tables, customers));
        double built = await SecondsAsync(() => host.Services.GetRequiredService<BuildYearlyIndex>().RunAsync(CancellationToken.None));
        await host.StartAsync();
        await BehindTheTimerAsync();
        int before = tables.All;
        double settled = await SecondsAsync(() => SettleAsync(host.Services, tables));
        int calls = tables.All - before;
        await host.StopAsync();
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

    private static Task FillAsync(CustomerStore store, KnownCustomers known, int customers, DateOnly today) =>
        Parallel.ForAsync(0, customers, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (i, token) =>
        {
            DateOnly birthday = i < Due ? today : today.AddDays(1 + (i % 363));
            string customerId = "c" + OpaqueId.Of(25, i.ToString(CultureInfo.InvariantCulture));
            await known.AddAsync(customerId, token);
            await store.ChangeAsync(customerId, (state, _) => Task.FromResult(new CustomerChange<int>(0, Known(state.Customer, i, birthday), [])), token);
        });

    private static Customer Known(Customer customer, int number, DateOnly birthday) => customer with
    {
        UpdatedAt = DateTimeOffset.UtcNow,
        Name = "山田 花子",
        Email = string.Create(CultureInfo.InvariantCulture, $"c{number}@example.jp"),
        Birthday = new Birthday(birthday.Month, birthday.Day, null),
    };

    private static async Task ScanAsync(CountingTables tables, int customers)
    {
        for (int i = 0; i < customers; i++)
        {
            await tables.ReadAsync(Tables.Customers, "c" + OpaqueId.Of(25, i.ToString(CultureInfo.InvariantCulture)), "profile", CancellationToken.None);
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
