using System.Diagnostics;
using System.Globalization;
using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;

namespace FollowUpFlows.Bench.Durable;

/// <summary>More starts than the engine can work off, as fast as the queue's workers hand them over: how much of it lies in memory, with the
/// engine's limit and, as the baseline, without any.</summary>
internal static class FloodWorkload
{
    private const int Starts = 20_000;
    private const int InputChars = 8_192;

    /// <summary>As many messages as are in work at once.</summary>
    private const int Callers = 24;
    private static readonly TimeSpan ActivityLength = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public static object Run()
    {
        Flood unlimited = RunAsync(new DurableEngineOptions { WorkMax = int.MaxValue }).GetAwaiter().GetResult();
        Flood limited = RunAsync(new DurableEngineOptions()).GetAwaiter().GetResult();
        return new Result(Starts, limited, unlimited);
    }

    private static async Task<Flood> RunAsync(DurableEngineOptions options)
    {
        await using EngineBed bed = new();
        int ended = 0;
        bed.Tasks.AddActivity("slow", async (_, token) =>
        {
            await Task.Delay(ActivityLength, token);
            Interlocked.Increment(ref ended);
            return null;
        });
        bed.Tasks.AddOrchestrator("order", static async c =>
        {
            await c.CallActivityAsync("slow", c.GetInput<string>());
            return null;
        });
        await bed.StartAsync(options);
        string input = new('x', InputChars);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Stopwatch watch = Stopwatch.StartNew();
        int started = 0;
        Task starting = Parallel.ForAsync(0, Starts, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (i, cancellation) =>
        {
            await bed.Client.ScheduleNewOrchestrationInstanceAsync(
                "order", input, new StartOrchestrationOptions(i.ToString(CultureInfo.InvariantCulture)), cancellation);
            Interlocked.Increment(ref started);
        });
        (long memory, int behind) = (0, 0);
        while (Volatile.Read(ref ended) < Starts)
        {
            await Task.Delay(Look);
            behind = Math.Max(behind, Volatile.Read(ref started) - Volatile.Read(ref ended));
            memory = Math.Max(memory, GC.GetTotalMemory(forceFullCollection: behind % 7 == 0) - before);
        }

        await starting;
        return new Flood(Math.Round(watch.Elapsed.TotalSeconds, 1), behind, Math.Round(memory / 1048576.0));
    }

    /// <param name="BehindMax">Started and not ended, the most that were seen.</param>
    private sealed record Flood(double Seconds, int BehindMax, double ManagedMegabytesMax);

    private sealed record Result(int Starts, Flood Limited, Flood Baseline);
}
