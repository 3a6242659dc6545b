using FollowUpFlows.Runtime.Durable;

namespace FollowUpFlows.Bench.Durable;

/// <summary>More starts than the engine can work off, as fast as the queue's workers hand them over: how much of it lies in memory, with the
/// engine's limit and, as the baseline, without any.</summary>
internal static class FloodWorkload
{
    private const int InputChars = 8_192;

    /// <summary>As many messages as are in work at once.</summary>
    private const int Callers = 24;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ActivityLength = TimeSpan.FromMilliseconds(500);

    public static object Run()
    {
        Flood unlimited = RunAsync(new DurableEngineOptions { WorkMax = int.MaxValue }).GetAwaiter().GetResult();
        Flood limited = RunAsync(new DurableEngineOptions()).GetAwaiter().GetResult();
        return new Result(Length.TotalSeconds, limited, unlimited);
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
        int started = 0;
        using CancellationTokenSource over = new(Length);
        Task[] callers = [.. Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                await bed.Client.ScheduleNewOrchestrationInstanceAsync("order", input, CancellationToken.None);
                Interlocked.Increment(ref started);
            }
        }))];
        await Task.Delay(Length);
        int behind = Volatile.Read(ref started) - Volatile.Read(ref ended);
        long memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        await Task.WhenAll(callers);
        return new Flood(started, behind, Math.Round(memory / 1048576.0));
    }

    /// <param name="Behind">Started and not ended, at the end.</param>
    private sealed record Flood(int Started, int Behind, double ManagedMegabytes);

    private sealed record Result(double Seconds, Flood Limited, Flood Baseline);
}
