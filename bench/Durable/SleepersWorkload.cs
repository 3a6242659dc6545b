using System.Diagnostics;
using System.Globalization;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Runtime.Hosting;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Bench.Durable;

/// <summary>Many instances sleep for a month. How long a restart takes until the engine has run something, what they cost in memory, and
/// how late the timers of others fire among them. The baseline is the same engine without sleepers.</summary>
internal static class SleepersWorkload
{
    private const int Many = 100_000;
    private const int Nightly = 1_000_000;
    private const int PageSize = 10_000;
    private const double ReadySecondsMax = 5;
    private const long MegabytesMax = 400;
    private const double LatenessP99MillisecondsMax = 50;
    private const int Timers = 500;
    private const long TimerMilliseconds = 20;
    private static readonly DateTimeOffset Begun = DateTimeOffset.UtcNow;

    public static object Run() => RunAsync(Many).GetAwaiter().GetResult();

    public static object RunNightly() => RunAsync(Nightly).GetAwaiter().GetResult();

    private static async Task<object> RunAsync(int count)
    {
        Figures alone = await MeasureAsync(0);
        Figures among = await MeasureAsync(count);
        double ratio = Math.Round(among.LatenessP99Milliseconds / alone.LatenessP99Milliseconds, 2);
        return among.ReadySeconds <= ReadySecondsMax && among.Megabytes <= MegabytesMax && among.LatenessP99Milliseconds <= LatenessP99MillisecondsMax
            ? new { Sleepers = count, Among = among, Baseline = alone, Ratio = ratio }
            : throw new InvalidOperationException($"Ready within {ReadySecondsMax} s in {MegabytesMax} MB, and timers at most {LatenessP99MillisecondsMax} ms late (p99), was wanted; on a machine with nothing else to do it was {among}.");
    }

    private static async Task<Figures> MeasureAsync(int count)
    {
        await using EngineBed bed = new();
        bed.Tasks.AddOrchestrator("sleep", static async context =>
        {
            DateTime due = context.CurrentUtcDateTime.AddMilliseconds(context.GetInput<long>());
            await context.CreateTimer(due, CancellationToken.None);
            return (context.CurrentUtcDateTime - due).TotalMilliseconds;
        });
        await FillAsync(bed.Store, count);
        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        await bed.ReopenAsync();
        await bed.StartAsync();
        await LatenessAsync(bed.Client, "first");
        double readySeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double[] lateness = new double[Timers];
        for (int i = 0; i < Timers; i++)
        {
            lateness[i] = await LatenessAsync(bed.Client, string.Create(CultureInfo.InvariantCulture, $"awake-{i}"));
        }

        Array.Sort(lateness);
        return new Figures(
            Math.Round(readySeconds, 3),
            Environment.WorkingSet / 1048576,
            new FileInfo(Path.Combine(bed.Folder, RuntimeFile.Name)).Length / 1048576,
            Math.Round(lateness[Timers / 2], 2),
            Math.Round(lateness[Timers * 99 / 100], 2));
    }

    /// <summary>What each of them would have written: the row, the first episode's history, the timer.</summary>
    private static async Task FillAsync(SqliteInstanceStore store, int count)
    {
        for (int first = 0; first < count; first += PageSize)
        {
            await Task.WhenAll(Enumerable.Range(first, PageSize).Select(i => store.CommitAsync(Sleeper(i), CancellationToken.None)));
        }
    }

    private static StoreChange Sleeper(int number)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"sleeper-{number:D7}");
        DateTimeOffset fireAt = Begun.AddDays(30).AddSeconds(number);
        HistoryEvent.ExecutionStarted start = new("sleep", Guid.NewGuid().ToString("N"), null, "2592000000", null, null);
        InstanceRow row = Starts.Row(id, start, Begun) with { IsStarted = true, Status = OrchestrationRuntimeStatus.Running };
        return new StoreChange(id)
        {
            Row = row,
            History = [new HistoryEvent.EpisodeStarted(Begun), start, new HistoryEvent.TimerCreated(0, fireAt)],
            Timers = [new TimerRow(id, 0, fireAt)],
        };
    }

    /// <returns>Milliseconds from the time that a timer was due to the beginning of the episode that it brought.</returns>
    private static async Task<double> LatenessAsync(DurableTaskClient client, string id)
    {
        await client.ScheduleNewOrchestrationInstanceAsync("sleep", TimerMilliseconds, new StartOrchestrationOptions(id));
        return (await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, CancellationToken.None)).ReadOutputAs<double>();
    }

    /// <param name="ReadySeconds">From opening the file to the end of the first orchestration, its timer included.</param>
    private sealed record Figures(
        double ReadySeconds, long Megabytes, long FileMegabytes, double LatenessMedianMilliseconds, double LatenessP99Milliseconds);
}
