using System.Diagnostics;
using System.Globalization;
using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Bench.Durable;

/// <summary>Mixed load for half an hour, or the minutes that are given: activities, timers, events and children, finished instances purged
/// behind it. Memory and the file must not grow once the load has settled, and the file must shrink when it is over; every orchestration must end with the right result.</summary>
internal static class SoakWorkload
{
    private const int MinutesByDefault = 30;
    private const int InFlight = 64;
    private const int Samples = 12;

    /// <summary>Of these the first third settles; what follows is compared with what it came to.</summary>
    private const int SettlingSamples = Samples / 3;
    private const double GrowthMax = 1.25;
    private const long BytesLeftMax = 2 * 1048576;
    private static readonly TimeSpan QuietMax = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(200);

    public static object Run(int? minutes) => RunAsync(TimeSpan.FromMinutes(minutes ?? MinutesByDefault)).GetAwaiter().GetResult();

    private static async Task<object> RunAsync(TimeSpan length)
    {
        await using EngineBed bed = new();
        Register(bed.Tasks);
        await bed.StartAsync();
        using CancellationTokenSource over = new(length);
        Counts counts = new();
        Task load = Task.WhenAll(Enumerable.Range(0, InFlight).Select(lane => LiveAsync(bed.Client, lane, counts, () => over.IsCancellationRequested)));
        List<Sample> samples = [];
        for (int i = 0; i < Samples; i++)
        {
            await Task.Delay(length / Samples);
            samples.Add(Sample.Of(bed.Folder, counts.Ended));
        }

        await load;
        await ShrinkAsync(bed.Folder);
        Sample settled = Sample.MaxOf(samples.Take(SettlingSamples));
        Sample later = Sample.MaxOf(samples.Skip(SettlingSamples));
        return later.ManagedMegabytes <= Math.Max(settled.ManagedMegabytes * GrowthMax, settled.ManagedMegabytes + 10)
            && later.FileMegabytes <= Math.Max(settled.FileMegabytes * GrowthMax, settled.FileMegabytes + 10)
            ? new Result(length.TotalMinutes, counts.Ended, Math.Round(counts.Ended / length.TotalSeconds), settled, later)
            : throw new InvalidOperationException($"What was {settled} when it had settled grew to {later}.");
    }

    /// <summary>Nothing is left of the load, so nothing may be left of its room but what is kept for the next rows.</summary>
    private static async Task ShrinkAsync(string folder)
    {
        Stopwatch waited = Stopwatch.StartNew();
        long bytes;
        while ((bytes = Directory.EnumerateFiles(folder, "*.db").Sum(f => new FileInfo(f).Length)) > BytesLeftMax)
        {
            if (waited.Elapsed > QuietMax)
            {
                throw new InvalidOperationException($"{bytes} bytes are left of an empty store after {QuietMax}.");
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>One after another, each with an id of its own, purged when it has ended.</summary>
    private static async Task LiveAsync(DurableTaskClient client, int lane, Counts counts, Func<bool> isOver)
    {
        for (int number = 0; !isOver(); number++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"soak-{lane}-{number}");
            await client.ScheduleNewOrchestrationInstanceAsync("mixed", number, new StartOrchestrationOptions(id));
            await client.RaiseEventAsync(id, "go", number);
            OrchestrationMetadata end = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, CancellationToken.None);
            int result = end.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? end.ReadOutputAs<int>() : -1;
            if (result != 5 * number)
            {
                throw new InvalidOperationException($"{id} is {end.RuntimeStatus} with {result} instead of {5 * number}.");
            }

            await client.PurgeInstanceAsync(id);
            await client.PurgeInstanceAsync(id + "-child");
            counts.Add();
        }
    }

    private static void Register(TaskRegistry tasks)
    {
        tasks.AddActivity("same", static (call, _) => Task.FromResult<object?>(EngineBed.Converter.Deserialize<int>(call.Input)));
        tasks.AddOrchestrator("child", static async context => await context.CallActivityAsync<int>("same", context.GetInput<int>()));
        tasks.AddOrchestrator("mixed", static async context =>
        {
            int number = context.GetInput<int>();
            int[] two = await Task.WhenAll(context.CallActivityAsync<int>("same", number), context.CallActivityAsync<int>("same", number));
            int told = await context.WaitForExternalEvent<int>("go");
            if (number % 4 == 0)
            {
                await context.CreateTimer(context.CurrentUtcDateTime + Nap, CancellationToken.None);
            }

            SubOrchestrationOptions named = new(instanceId: context.InstanceId + "-child");
            int child = await context.CallSubOrchestratorAsync<int>("child", number, named);
            return two.Sum() + told + child + await context.CallActivityAsync<int>("same", number);
        });
    }

    private sealed record Result(double Minutes, long Orchestrations, double PerSecond, Sample Settled, Sample Later);

    private sealed class Counts
    {
        private long ended;

        public long Ended => Interlocked.Read(ref ended);

        public void Add() => Interlocked.Increment(ref ended);
    }

    /// <param name="ManagedMegabytes">What is alive; the process keeps more for a while.</param>
    /// <param name="FileMegabytes">With its log.</param>
    private sealed record Sample(long ManagedMegabytes, long ProcessMegabytes, long FileMegabytes, long Orchestrations)
    {
        public static Sample Of(string folder, long orchestrations)
        {
            using Process process = Process.GetCurrentProcess();
            return new Sample(
                GC.GetTotalMemory(forceFullCollection: true) / 1048576,
                process.WorkingSet64 / 1048576,
                Directory.EnumerateFiles(folder).Sum(f => new FileInfo(f).Length) / 1048576,
                orchestrations);
        }

        public static Sample MaxOf(IEnumerable<Sample> samples) => samples.Aggregate((a, b) => new Sample(
            Math.Max(a.ManagedMegabytes, b.ManagedMegabytes),
            Math.Max(a.ProcessMegabytes, b.ProcessMegabytes),
            Math.Max(a.FileMegabytes, b.FileMegabytes),
            Math.Max(a.Orchestrations, b.Orchestrations)));
    }
}
