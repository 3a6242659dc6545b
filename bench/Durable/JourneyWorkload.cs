using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Storage.Sqlite;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Bench.Durable;

/// <summary>Journeys of 5,000 customers, 64 starts in flight, each of three steps with a durable timer of one second between them. A step
/// ranks the customer anew from three orders in the store and posts to a provider on loopback, with a row in the ledger before and after;
/// every commit waits for the disk.</summary>
internal static class JourneyWorkload
{
    private const int Customers = 5_000;
    private const int Steps = 3;
    private const int StartsInFlight = 64;
    private const int WarmUp = 200;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    public static object Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task<object> RunAsync()
    {
        SyncCount.Begin();
        using SinkProcess sink = new();
        await using EngineBed bed = new();
        await using SqliteStorage storage = SqliteStorage.Open(bed.Folder, TimeProvider.System);
        JourneyLedger ledger = new(storage.Tables);
        using SocketsHttpHandler handler = new() { UseProxy = false, UseCookies = false, AllowAutoRedirect = false };
        using HttpClient http = new(handler) { BaseAddress = sink.Address };
        Register(bed.Tasks, ledger, http);
        await Parallel.ForAsync(0, WarmUp + Customers, async (i, cancellation) => await ledger.AddCustomerAsync(IdOf(i), cancellation));
        await bed.StartAsync();
        await RunJourneysAsync(bed.Client, 0, WarmUp);
        Usage usage = await Usage.OfAsync(() => RunJourneysAsync(bed.Client, WarmUp, Customers), bed.File.File);
        int unsettled = await UnsettledAsync(ledger);
        (int posts, int different) = sink.End();
        int missing = Math.Max(unsettled, ((WarmUp + Customers) * Steps) - different);
        int duplicates = posts - different;
        if (missing != 0 || duplicates != 0)
        {
            throw new InvalidOperationException($"{missing} sends are missing and {duplicates} went twice; none of either was wanted.");
        }

        using Process process = Process.GetCurrentProcess();
        return new Result(
            Math.Round(Customers / usage.Seconds),
            Math.Round(1000 * usage.CpuSeconds / Customers, 3),
            process.PeakWorkingSet64 / 1048576,
            posts,
            missing,
            duplicates,
            usage.Syncs,
            Math.Round(usage.AllocatedMegabytes * 1024 / Customers, 1));
    }

    private static void Register(TaskRegistry tasks, JourneyLedger ledger, HttpClient http)
    {
        tasks.AddOrchestrator("journey", static async context =>
        {
            string customer = IdOf(context.GetInput<int>());
            for (int step = 1; step <= Steps; step++)
            {
                await context.CallActivityAsync("send", new Send(customer, StepOf(step)));
                if (step < Steps)
                {
                    await context.CreateTimer(context.CurrentUtcDateTime + Wait, CancellationToken.None);
                }
            }

            return null;
        });
        tasks.AddActivity("send", async (call, cancellation) =>
        {
            Send send = EngineBed.Converter.Deserialize<Send>(call.Input)!;
            string rank = await ledger.RankAsync(send.Customer, cancellation);
            if (await ledger.ClaimAsync(send.Customer, send.Step, rank, cancellation))
            {
                using StringContent content = new($"{{\"rank\":\"{rank}\"}}\n");
                Uri path = new($"{send.Customer}/{send.Step}", UriKind.Relative);
                using HttpResponseMessage response = await http.PostAsync(path, content, cancellation);
                response.EnsureSuccessStatusCode();
                await ledger.SettleAsync(send.Customer, send.Step, rank, cancellation);
            }

            return null;
        });
    }

    /// <summary>So many starts in flight; the journeys themselves wait side by side, as many as there are.</summary>
    private static async Task RunJourneysAsync(DurableTaskClient client, int first, int count)
    {
        Task[] ends = new Task[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = StartsInFlight }, async (i, cancellation) =>
        {
            string id = await client.ScheduleNewOrchestrationInstanceAsync("journey", first + i, new(IdOf(first + i)), cancellation);
            ends[i] = EndAsync(client, id);
        });
        await Task.WhenAll(ends);
    }

    private static async Task EndAsync(DurableTaskClient client, string id)
    {
        OrchestrationMetadata end = await client.WaitForInstanceCompletionAsync(id, CancellationToken.None);
        if (end.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
        {
            throw new InvalidOperationException($"{id} is {end.RuntimeStatus}.");
        }
    }

    private static async Task<int> UnsettledAsync(JourneyLedger ledger)
    {
        int unsettled = 0;
        for (int i = 0; i < (WarmUp + Customers) * Steps; i++)
        {
            string? state = await ledger.StateOfAsync(IdOf(i / Steps), StepOf(1 + (i % Steps)), CancellationToken.None);
            unsettled += state == "Sent" ? 0 : 1;
        }

        return unsettled;
    }

    private static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"c-{number:D6}");

    private static string StepOf(int number) => string.Create(CultureInfo.InvariantCulture, $"step-{number}");

    private sealed record Send(string Customer, string Step);

    /// <summary>Named as others name theirs, to be compared with them. POSTs and what is missing count the warm-up, too.</summary>
    private sealed record Result(
        [property: JsonPropertyName("journeys_per_s")] double JourneysPerSecond,
        [property: JsonPropertyName("cpu_s_per_1000")] double CpuSecondsPer1000,
        [property: JsonPropertyName("peak_rss_mb")] long PeakMegabytes,
        [property: JsonPropertyName("posts")] int Posts,
        [property: JsonPropertyName("missing")] int Missing,
        [property: JsonPropertyName("duplicates")] int Duplicates,
        [property: JsonPropertyName("fsyncs")] long Syncs,
        [property: JsonPropertyName("kib_allocated_per_journey")] double KibibytesAllocated);
}
