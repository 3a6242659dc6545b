using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Fast.Support;

namespace FollowUpFlows.Bench.Durable;

/// <summary>Orchestrations of five activities that do nothing, 64 at a time: what a durable step costs. The baseline writes the same
/// number of rows as plain SQLite, all in one commit.</summary>
internal static class EngineWorkload
{
    private const int Orchestrations = 4_000;
    private const int StepsOfEach = 5;
    private const int InFlight = 64;
    private const int WarmUp = 500;
    private const int CountedRuns = 3;

    /// <summary>What an instance of five steps writes at least: itself, its activities, the events of its episodes.</summary>
    private const int RowsOfEach = 1 + StepsOfEach + 1 + (3 * (StepsOfEach + 1));

    public static object Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task<object> RunAsync()
    {
        SyncCount.Begin();
        await using EngineBed bed = new();
        bed.Tasks.AddOrchestrator("five", static async context =>
        {
            int sum = 0;
            for (int i = 0; i < StepsOfEach; i++)
            {
                sum += await context.CallActivityAsync<int>("step", i);
            }

            return sum;
        });
        bed.Tasks.AddActivity("step", static (call, _) => Task.FromResult<object?>(EngineBed.Converter.Deserialize<int>(call.Input)));
        await bed.StartAsync();
        await bed.RunAllAsync(WarmUp, InFlight, "five", i => $"warm-{i}");
        List<Usage> runs = [];
        for (int run = 0; run < CountedRuns; run++)
        {
            int number = run;
            runs.Add(await Usage.OfAsync(() => bed.RunAllAsync(Orchestrations, InFlight, "five", i => $"run-{number}-{i}"), bed.File.File));
        }

        Usage usage = runs.OrderBy(r => r.CpuSeconds).ElementAt(CountedRuns / 2);
        Usage baseline = await BaselineAsync();
        const double steps = Orchestrations * StepsOfEach;
        return new
        {
            Steps = steps,
            StepsPerSecond = Math.Round(steps / usage.Seconds),
            CpuMillisecondsPerStep = Math.Round(1000 * usage.CpuSeconds / steps, 4),
            CpuMillisecondsPerStepMin = Math.Round(1000 * runs.Min(r => r.CpuSeconds) / steps, 4),
            CpuMillisecondsPerStepMax = Math.Round(1000 * runs.Max(r => r.CpuSeconds) / steps, 4),
            KibibytesAllocatedPerStep = Math.Round(1024 * usage.AllocatedMegabytes / steps, 2),
            CommitsPerStep = Math.Round(usage.Commits / steps, 4),
            SyncsPerStep = Math.Round(usage.Syncs / steps, 4),
            BaselineSeconds = Math.Round(baseline.Seconds, 3),
            BaselineCpuMillisecondsPerStep = Math.Round(1000 * baseline.CpuSeconds / steps, 4),
            Ratio = Math.Round(usage.Seconds / baseline.Seconds, 1),
        };
    }

    private static async Task<Usage> BaselineAsync()
    {
        using TemporaryFolder folder = new();
        SqliteSchema schema = new("CREATE TABLE rows (id INTEGER PRIMARY KEY, instance TEXT NOT NULL, event BLOB NOT NULL)");
        await using SqliteFile file = SqliteFile.Open(folder.PathOf("plain.db"), schema);
        byte[] row = new byte[60];
        return await Usage.OfAsync(
            () => file.WriteAsync(session =>
            {
                for (int i = 0; i < Orchestrations * RowsOfEach; i++)
                {
                    session.Execute("INSERT INTO rows (instance, event) VALUES (?, ?)", "run-0-1000", row);
                }

                return 0;
            }),
            file);
    }
}
