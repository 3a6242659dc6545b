using System.Globalization;
using System.Text;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace FollowUpFlows.Tests.Contract.Durable.Kills;

/// <summary>The process that is killed: takes up what the folder holds, starts what is missing, and ends when all has ended.</summary>
internal static class KilledProgram
{
    public const int Instances = 12;
    public const string EffectsFile = "effects.txt";

    /// <summary>What one instance came to.</summary>
    /// <param name="Tickets">In the order in which they were taken.</param>
    internal sealed record Outcome(string[] Tickets, string Told);

    private sealed record Start(int Generation, string[] Tickets);

    /// <param name="args">Folder, kind of commit, moment, number.</param>
    public static async Task<int> Main(string[] args)
    {
        await using SqliteFile file = Setup.OpenFile(args[0]);
        int nth = int.Parse(args[3], CultureInfo.InvariantCulture);
        KillingStore store = new(file, new KillPlan(args[1], Enum.Parse<KillMoment>(args[2]), nth));
        await using Effects effects = new(Path.Combine(args[0], EffectsFile));
        await using DurableEngine engine = new(
            TasksOf(effects), store, Setup.SqliteCached.Options, TimeProvider.System, EngineRun.Converter, NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, Instances).Select(i => FinishAsync(engine.Client, IdOf(i))));
        return 0;
    }

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"order-{number}");

    private static async Task FinishAsync(DurableTaskClient client, string id)
    {
        if (await client.GetInstanceAsync(id) is null)
        {
            await client.ScheduleNewOrchestrationInstanceAsync("order", new Start(0, []), new StartOrchestrationOptions(id));
        }

        await client.WaitForInstanceCompletionAsync(id);
    }

    private static TaskRegistry TasksOf(Effects effects)
    {
        TaskRegistry tasks = new();
        tasks.AddOrchestrator("order", static c => OrderAsync(c));
        tasks.AddOrchestrator("child", static async c =>
        {
            await c.CreateTimer(c.CurrentUtcDateTime.AddMilliseconds(20), CancellationToken.None);
            return await TakeAndUseAsync(c);
        });
        tasks.AddActivity("take", (_, _) => Task.FromResult<object?>(Guid.NewGuid().ToString("N")));
        tasks.AddActivity("use", (call, _) =>
        {
            effects.Add($"{call.InstanceId} {EngineRun.Converter.Deserialize<string>(call.Input)}");
            return Task.FromResult<object?>(null);
        });
        return tasks;
    }

    private static async Task<object?> OrderAsync(TaskOrchestrationContext c)
    {
        Start start = c.GetInput<Start>()!;
        string first = await TakeAndUseAsync(c);
        if (start.Generation == 0)
        {
            c.ContinueAsNew(new Start(1, [first]));
            return null;
        }

        c.SendEvent(c.InstanceId, "Told", first);
        string told = await c.WaitForExternalEvent<string>("Told");
        Task<string> child = c.CallSubOrchestratorAsync<string>("child");
        await c.CreateTimer(c.CurrentUtcDateTime.AddMilliseconds(30), CancellationToken.None);
        string[] two = await Task.WhenAll(TakeAndUseAsync(c), TakeAndUseAsync(c));
        return new Outcome([.. start.Tickets, first, .. two, await child], told);
    }

    private static async Task<string> TakeAndUseAsync(TaskOrchestrationContext c)
    {
        string ticket = await c.CallActivityAsync<string>("take");
        await c.CallActivityAsync("use", ticket);
        return ticket;
    }

    /// <summary>Lines that outlive the process.</summary>
    private sealed class Effects(string path) : IAsyncDisposable
    {
        private readonly FileStream stream = new(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        private readonly Lock gate = new();

        public void Add(string line)
        {
            lock (gate)
            {
                stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
            }
        }

        public ValueTask DisposeAsync() => stream.DisposeAsync();
    }
}
