using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.App;
using FollowUpFlows.App.Templates;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace FollowUpFlows.Bench;

/// <summary>What an order and a step of a journey cost in calls of the store, on SQLite and on Azure Storage: the same orders through the whole
/// application under a journey of one step and under one of six; five steps are the difference. On Azure the emulator's log is counted, so
/// what is billed, but for the looks into empty queues.</summary>
internal static class StorageWorkload
{
    private const int Orders = 100;
    private const int FewSteps = 1;
    private const int ManySteps = 6;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LimitOfRun = TimeSpan.FromMinutes(10);
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    public static object Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task<object> RunAsync()
    {
        Cost sqlite = await CostAsync(steps => MeasureAsync(steps, ["--Storage:Provider", "Sqlite"], static () => new RequestCount(0, 0)));
        RequestLog log = new();
        await using Azurite azurite = await Azurite.StartAsync(log.Take);
        Cost azure = await CostAsync(steps => MeasureAsync(
            steps, ["--Storage:Provider", "Azure", "--Storage:ConnectionString", azurite.NewAccount().ConnectionString], log.Count));
        return new { Orders, Sqlite = sqlite, Azure = azure };
    }

    private static async Task<Cost> CostAsync(Func<int, Task<Totals>> measure)
    {
        Totals few = await measure(FewSteps);
        Totals many = await measure(ManySteps);
        Totals step = many.Minus(few).Over(Orders * (ManySteps - FewSteps));
        return new Cost(few.Over(Orders).Minus(step), step);
    }

    private static async Task<Totals> MeasureAsync(int steps, string[] storage, Func<RequestCount> requests)
    {
        using TemporaryFolder folder = new();
        string[] settings =
        [
            "--urls", "http://127.0.0.1:0", "--Storage:Directory", folder.PathOf("data"), "--Logging:LogLevel:Default", "Warning",
            "--Sources:shop:Kind", "standard", "--Sources:shop:Secrets:0", "whsec_" + Convert.ToBase64String(Key), .. storage,
        ];
        using IHost host = FollowUpApp.Build(settings, builder => Count(builder.Services, Templates(folder, steps)));
        await using IAsyncDisposable stores = (IAsyncDisposable)host;
        await host.StartAsync();
        CountingTables tables = (CountingTables)host.Services.GetRequiredService<IEntityTables>();
        string address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using HttpClient client = new() { BaseAddress = new Uri(address) };
        Totals before = TotalsOf(tables, requests());
        await Parallel.ForAsync(0, Orders, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, cancellation) =>
        {
            using HttpRequestMessage request = SignedOrder.Request(Key, "shop", string.Create(CultureInfo.InvariantCulture, $"order-{i}"));
            using HttpResponseMessage response = await client.SendAsync(request, cancellation);
            response.EnsureSuccessStatusCode();
        });
        await QuietAsync(tables, Orders * steps);
        Totals after = TotalsOf(tables, requests());
        await host.StopAsync();
        return after.Minus(before);
    }

    private static void Count(IServiceCollection services, string templates)
    {
        services.Replace(ServiceDescriptor.Singleton(new TemplateFolder(templates)));
        ServiceDescriptor port = services.Last(s => s.ServiceType == typeof(IEntityTables));
        services.Replace(ServiceDescriptor.Singleton<IEntityTables>(s => new CountingTables((IEntityTables)port.ImplementationFactory!(s))));
    }

    /// <summary>Until every message is out and nothing is written any more.</summary>
    private static async Task QuietAsync(CountingTables tables, int messages)
    {
        using CancellationTokenSource limit = new(LimitOfRun);
        int writes = -1;
        while (tables.Sent < messages || tables.Writes != writes)
        {
            writes = tables.Writes;
            await Task.Delay(Quiet, limit.Token);
        }
    }

    /// <summary>The shipped messages and rank models, and one journey: a message at once, and one every two seconds from then on.</summary>
    private static string Templates(TemporaryFolder folder, int steps)
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

        StringBuilder journey = new("id: bench\nname: bench\npurpose: transactional\ntrigger: { type: order, nth: every }\nsteps:\n");
        for (int i = 0; i < steps; i++)
        {
            string after = i == 0 ? "" : $"\n    after: PT{2 * i}S";
            journey.Append(CultureInfo.InvariantCulture, $"  - id: step-{i}{after}\n    send: {{ channel: [email], message: thank-you }}\n");
        }

        Directory.CreateDirectory(Path.Combine(root, "journeys"));
        File.WriteAllText(Path.Combine(root, "journeys", "bench.yaml"), journey.ToString());
        return root;
    }

    private static Totals TotalsOf(CountingTables tables, RequestCount requests) =>
        new(tables.Reads, tables.Queries, tables.Writes, requests.Tables, requests.Queues);

    private sealed record Cost(Totals PerOrder, Totals PerStep);

    /// <param name="Reads">Calls of the port, as the next two.</param>
    /// <param name="TableRequests">To the service; none on SQLite.</param>
    private sealed record Totals(double Reads, double Queries, double Writes, double TableRequests, double QueueRequests)
    {
        public double Calls => Math.Round(Reads + Queries + Writes, 1);

        public Totals Minus(Totals other) => new(
            Math.Round(Reads - other.Reads, 2),
            Math.Round(Queries - other.Queries, 2),
            Math.Round(Writes - other.Writes, 2),
            Math.Round(TableRequests - other.TableRequests, 2),
            Math.Round(QueueRequests - other.QueueRequests, 2));

        public Totals Over(double count) => new(Reads / count, Queries / count, Writes / count, TableRequests / count, QueueRequests / count);
    }
}
