using System.Diagnostics;
using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Bench.Durable;

/// <summary>What a piece of work took of this process and of the disk.</summary>
internal sealed record Usage(double Seconds, double CpuSeconds, long Commits, long Syncs, double AllocatedMegabytes)
{
    public static async Task<Usage> OfAsync(Func<Task> work, params SqliteFile[] files)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using Process process = Process.GetCurrentProcess();
        TimeSpan cpu = process.TotalProcessorTime;
        long commits = files.Sum(f => f.CommitCount);
        long syncs = SyncCount.Count;
        long allocated = GC.GetTotalAllocatedBytes();
        long start = Stopwatch.GetTimestamp();
        await work();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        return new Usage(
            seconds,
            (process.TotalProcessorTime - cpu).TotalSeconds,
            files.Sum(f => f.CommitCount) - commits,
            SyncCount.Count - syncs,
            (GC.GetTotalAllocatedBytes() - allocated) / 1048576.0);
    }
}
