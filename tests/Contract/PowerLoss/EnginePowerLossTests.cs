using System.Collections.Concurrent;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Contract.Durable;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Xunit.Abstractions;

namespace FollowUpFlows.Tests.Contract.PowerLoss;

/// <summary>The power goes after any acknowledged commit of the engine: what was acknowledged is there, the file is whole, and every
/// instance that was started ends with results of which each was recorded once.</summary>
public sealed class EnginePowerLossTests(ITestOutputHelper output)
{
    private const int Instances = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, bool> taken = new(StringComparer.Ordinal);

    [Fact]
    public async Task PowerLoss_AfterAnyAcknowledgedCommit_LosesNothingThatWasAcknowledged()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}.");
        Random random = new(seed);
        using TemporaryFolder folder = new();
        await Setup.OpenFile(folder.Path).DisposeAsync();
        await using SqliteFile file = Setup.OpenFile(folder.Path);
        using PowerCut power = await PowerCut.BeginAsync(file);
        using AcknowledgingStore store = new(new SqliteInstanceStore(file), power);
        await RunAsync(store, Enumerable.Range(0, Instances).Select(i => $"order-{i}"));
        power.End();

        foreach (int writes in Cuts.Of(power.Count, random))
        {
            Loss loss = random.GetItems(Enum.GetValues<Loss>(), 1)[0];
            output.WriteLine($"{writes} of {power.Count}, {loss}");
            await AssertGoesOnAsync(power.FolderAfter(writes, loss, random), [.. store.Changes.Take(writes)], loss);
        }
    }

    private async Task AssertGoesOnAsync(string folder, IReadOnlyList<StoreChange> acknowledged, Loss loss)
    {
        await using SqliteFile file = Setup.OpenFile(folder);
        SqliteInstanceStore store = new(file);
        Assert.Equal("ok", file.Read(s => s.QueryFirst("PRAGMA integrity_check", r => r.Text(0))));
        string[] started = [.. acknowledged.Where(c => c.Row is not null).Select(c => c.InstanceId).Distinct()];
        foreach (string id in started)
        {
            InstanceRow promised = acknowledged.Last(c => c.InstanceId == id && c.Row is not null).Row!;
            InstanceRow row = store.Find(id)!;
            int events = acknowledged.Where(c => c.InstanceId == id).Sum(c => c.History.Count);
            Assert.True(store.ReadHistory(id).Count >= events, $"{id} has lost events.");
            Assert.Equal(promised.ExecutionId, row.ExecutionId);
            if (promised.IsFinished || loss == Loss.Cut)
            {
                Assert.Equal((promised.Status, promised.Output), (row.Status, row.Output));
            }
        }

        await RunAsync(store, started);
        Assert.All(started, id => AssertEnded(store.Find(id)!));
        PendingWork pending = store.ReadPending();
        Assert.Equal((0, 0, 0), (pending.Activities.Count, pending.Messages.Count, pending.Unstarted.Count));
    }

    /// <summary>A result counts only if an activity had it.</summary>
    private void AssertEnded(InstanceRow row)
    {
        Assert.Equal(OrchestrationRuntimeStatus.Completed, row.Status);
        string[] tickets = EngineRun.Converter.Deserialize<string[]>(row.Output)!;
        Assert.Equal(row.Id.EndsWith("-child", StringComparison.Ordinal) ? 1 : 4, tickets.Length);
        Assert.Equal(tickets.Length, tickets.Distinct().Count());
        Assert.All(tickets, t => Assert.True(taken.ContainsKey(t)));
    }

    private async Task RunAsync(IInstanceStore store, IEnumerable<string> ids)
    {
        await using DurableEngine engine = new(
            Tasks(), store, Setup.SqliteCached.Options, TimeProvider.System, EngineRun.Converter, NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None);
        using CancellationTokenSource patience = new(Patience);
        await Task.WhenAll(ids.Select(async id =>
        {
            if (await engine.Client.GetInstanceAsync(id) is null)
            {
                await engine.Client.ScheduleNewOrchestrationInstanceAsync("order", null, new StartOrchestrationOptions(id));
            }

            await engine.Client.WaitForInstanceCompletionAsync(id, patience.Token);
        }));
        await engine.WhenIdleAsync().WaitAsync(Patience);
    }

    private TaskRegistry Tasks()
    {
        TaskRegistry tasks = new();
        tasks.AddActivity("take", (_, _) =>
        {
            string ticket = Guid.NewGuid().ToString("N");
            taken[ticket] = true;
            return Task.FromResult<object?>(ticket);
        });
        tasks.AddOrchestrator("child", static async c => new[] { await c.CallActivityAsync<string>("take") });
        tasks.AddOrchestrator("order", static async c =>
        {
            string first = await c.CallActivityAsync<string>("take");
            c.SendEvent(c.InstanceId, "Told", first);
            string told = await c.WaitForExternalEvent<string>("Told");
            Task<string[]> child = c.CallSubOrchestratorAsync<string[]>("child", options: new SubOrchestrationOptions(instanceId: c.InstanceId + "-child"));
            await c.CreateTimer(c.CurrentUtcDateTime.AddMilliseconds(5), CancellationToken.None);
            string[] two = await Task.WhenAll(c.CallActivityAsync<string>("take"), c.CallActivityAsync<string>("take"));
            return new[] { told, two[0], two[1], (await child)[0] };
        });
        return tasks;
    }
}
