using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using FollowUpFlows.App;
using FollowUpFlows.Pipeline.Intake;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FollowUpFlows.Bench;

/// <summary>Signed webhooks over HTTP into the whole application on SQLite, each answered when it is durable; the application enrolls and
/// sends beside it on the same cores, and so does the client. The baseline sends the same requests to a source that is not configured:
/// all of HTTP, and nothing of ours.</summary>
internal static class IntakeWorkload
{
    private const int Count = 20_000;
    private const int Connections = 64;
    private const int PacedPerSecond = 500;
    private const int PacedSeconds = 10;
    private const double PerSecondMin = 2_000;
    private const double P99MillisecondsMax = 20;
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    public static object Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task<object> RunAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("followup-bench-");
        try
        {
            using IHost host = FollowUpApp.Build(
            [
                "--urls", "http://127.0.0.1:0", "--Storage:Directory", folder.FullName, "--Logging:LogLevel:Default", "Warning",
                "--Sources:shop:Kind", "standard", "--Sources:shop:Secrets:0", "whsec_" + Convert.ToBase64String(Key),
            ]);
            await using IAsyncDisposable stores = (IAsyncDisposable)host;
            await host.StartAsync();
            string address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            using HttpClient client = new(new SocketsHttpHandler { MaxConnectionsPerServer = Connections }) { BaseAddress = new Uri(address) };
            object result = await MeasureAsync(client, host.Services.GetRequiredService<Inbox>());
            await host.StopAsync();
            return result;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<object> MeasureAsync(HttpClient client, Inbox inbox)
    {
        await FloodAsync(client, "shop", "warm", 2_000, HttpStatusCode.Accepted);
        await ProcessedAsync(inbox);
        double baseline = await FloodAsync(client, "nobody", "base", Count, HttpStatusCode.NotFound);
        long floodedAt = Stopwatch.GetTimestamp();
        double perSecond = await FloodAsync(client, "shop", "flood", Count, HttpStatusCode.Accepted);
        await ProcessedAsync(inbox);
        double processedPerSecond = Count / Stopwatch.GetElapsedTime(floodedAt).TotalSeconds;
        double[] paced = await PaceAsync(client);
        return new
        {
            Webhooks = Count,
            PerSecond = Math.Round(perSecond),
            PerSecondMin,
            BaselinePerSecond = Math.Round(baseline),
            Ratio = Math.Round(baseline / perSecond, 2),
            ProcessedPerSecond = Math.Round(processedPerSecond),
            PacedPerSecond,
            P50Milliseconds = Percentile(paced, 0.50),
            P99Milliseconds = Percentile(paced, 0.99),
            P99MillisecondsMax,
        };
    }

    private static async Task<double> FloodAsync(HttpClient client, string source, string prefix, int count, HttpStatusCode expected)
    {
        int next = -1;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            for (int i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                await SendAsync(client, source, $"{prefix}-{i}", expected);
            }
        }));
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Until every webhook is entered, its customer enrolled and the journey started.</summary>
    private static async Task ProcessedAsync(Inbox inbox)
    {
        while ((await inbox.OpenSinceAsync("shop", DateTimeOffset.MaxValue, CancellationToken.None)).Count > 0)
        {
            await Task.Delay(500);
        }
    }

    /// <summary>A request every two milliseconds, whether the one before was answered or not.</summary>
    private static async Task<double[]> PaceAsync(HttpClient client)
    {
        List<Task<double>> answers = [];
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < PacedPerSecond * PacedSeconds; i++)
        {
            while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds((double)i / PacedPerSecond))
            {
                await Task.Delay(1);
            }

            answers.Add(SendAsync(client, "shop", $"paced-{i}", HttpStatusCode.Accepted));
        }

        double[] milliseconds = await Task.WhenAll(answers);
        Array.Sort(milliseconds);
        return milliseconds;
    }

    private static async Task<double> SendAsync(HttpClient client, string source, string id, HttpStatusCode expected)
    {
        using HttpRequestMessage request = SignedOrder.Request(Key, source, id);
        long start = Stopwatch.GetTimestamp();
        using HttpResponseMessage response = await client.SendAsync(request);
        return response.StatusCode == expected
            ? Stopwatch.GetElapsedTime(start).TotalMilliseconds
            : throw new InvalidOperationException($"Answered {response.StatusCode} instead of {expected}.");
    }

    private static double Percentile(double[] sorted, double share) => Math.Round(sorted[(int)Math.Ceiling(sorted.Length * share) - 1], 1);
}
