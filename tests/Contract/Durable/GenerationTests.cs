using FollowUpFlows.Tests.Contract.Hosting.Support;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Generation after generation: nothing is lost between two, and nobody gets stuck.</summary>
public abstract class GenerationTests(Setup setup) : EngineSuite(setup)
{
    [Theory, Row(21)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task KeptEvents_WithATimerPendingOrCancelled_GoOver(bool isCancelled)
    {
        Run.Orchestrator("Keep", async c =>
        {
            if (c.GetInput<int>() == 0)
            {
                using CancellationTokenSource cancellation = new();
                _ = c.CreateTimer(TimeSpan.FromHours(1), cancellation.Token);
                await c.WaitForExternalEvent<string>("Go");
                if (isCancelled)
                {
                    cancellation.Cancel();
                }

                c.ContinueAsNew(1);
                return null;
            }

            List<int> got = [];
            while (got.Count < 3)
            {
                got.Add(await c.WaitForExternalEvent<int>("E"));
            }

            return new Kept(got, c.CurrentUtcDateTime);
        });
        await Run.StartAsync();
        DateTime begun = Run.Clock.GetUtcNow().UtcDateTime;
        string id = await Run.BeginAsync("Keep", 0);
        foreach (int number in new[] { 1, 2, 3 })
        {
            await Run.Client.RaiseEventAsync(id, "E", number);
        }

        await Run.Client.RaiseEventAsync(id, "Go");
        Kept kept = (await Run.FinishAsync(id)).ReadOutputAs<Kept>()!;

        Assert.Equal([1, 2, 3], kept.Events);
        Assert.Equal(isCancelled ? begun : begun.AddHours(1), kept.At); // a pending timer holds back the generation's end
        Assert.Empty(Run.Store.ReadTimers(1));
    }

    [Theory, Row(69, 70)]
    [InlineData(10, 3, 1)]
    [InlineData(20, 1, 1)]
    [InlineData(20, 5, 2)]
    [InlineData(5, 20, 1)]
    [InlineData(5, 3, 10)]
    public async Task Instances_ContinuingAtOnce_AllEnd(int instances, int generations, int activities)
    {
        int ran = 0;
        Rapid(activities, () => Interlocked.Increment(ref ran));
        await Run.StartAsync();

        string[] ids = await Task.WhenAll(Enumerable.Range(0, instances)
            .Select(_ => Run.Client.ScheduleNewOrchestrationInstanceAsync("Rapid", new Turn(1, generations))));

        foreach (string id in ids)
        {
            Assert.Equal(generations, (await Run.FinishAsync(id)).ReadOutputAs<int>());
        }

        Assert.Equal(instances * generations * activities, ran);
        Assert.Empty(Run.Store.ReadPending().Activities);
    }

    /// <summary>Each starts while the ones before are in the midst of their generations.</summary>
    [Fact, Row(69)]
    public async Task Instances_BegunOneAfterTheOther_AllEnd()
    {
        TaskCompletionSource gate = new();
        int begun = 0;
        Run.Orchestrator("Rapid", async c =>
        {
            Turn turn = c.GetInput<Turn>()!;
            await c.CallActivityAsync("Begin", turn.Number);
            if (turn.Number < turn.Last)
            {
                c.ContinueAsNew(turn with { Number = turn.Number + 1 });
            }

            return turn.Number;
        });
        Run.Tasks.AddActivity("Begin", async (call, _) =>
        {
            Interlocked.Increment(ref begun);
            if (EngineRun.Converter.Deserialize<int>(call.Input) == 2)
            {
                await gate.Task;
            }

            return null;
        });
        await Run.StartAsync();
        List<string> ids = [];
        for (int i = 1; i <= 10; i++)
        {
            ids.Add(await Run.Client.ScheduleNewOrchestrationInstanceAsync("Rapid", new Turn(1, 4)));
            int expected = 2 * i;
            await Eventually.TrueAsync(() => Volatile.Read(ref begun) == expected, "it is in its second generation");
        }

        gate.SetResult();

        foreach (string id in ids)
        {
            Assert.Equal(4, (await Run.FinishAsync(id)).ReadOutputAs<int>());
        }
    }

    [Fact, Row(68, 70)]
    public async Task Instances_WithAnActivityAndATimerInEachGeneration_AllEnd()
    {
        Run.Orchestrator("Loop", async c =>
        {
            Turn turn = c.GetInput<Turn>()!;
            await Task.WhenAll(c.CallActivityAsync("Nothing"), c.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None));
            await c.CallActivityAsync("Nothing");
            if (turn.Number < turn.Last)
            {
                c.ContinueAsNew(turn with { Number = turn.Number + 1 });
            }

            return turn.Number;
        });
        Run.Activity<object>("Nothing", _ => null);
        await Run.StartAsync();
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Run.BeginAsync("Loop", new Turn(1, 5))));

        foreach (string id in ids)
        {
            OrchestrationMetadata done = await Run.FinishAsync(id);
            Assert.Equal((5, TimeSpan.FromSeconds(5)), (done.ReadOutputAs<int>(), done.LastUpdatedAt - done.CreatedAt));
        }
    }

    private void Rapid(int activities, Action act)
    {
        Run.Orchestrator("Rapid", async c =>
        {
            Turn turn = c.GetInput<Turn>()!;
            await Task.WhenAll(Enumerable.Range(0, activities).Select(_ => c.CallActivityAsync("Act")));
            if (turn.Number < turn.Last)
            {
                c.ContinueAsNew(turn with { Number = turn.Number + 1 });
            }

            return turn.Number;
        });
        Run.Activity<object>("Act", _ =>
        {
            act();
            return null;
        });
    }

    private sealed record Kept(IReadOnlyList<int> Events, DateTime At);

    private sealed record Turn(int Number, int Last);
}

public sealed class GenerationTestsInMemoryCached() : GenerationTests(Setup.InMemoryCached);

public sealed class GenerationTestsInMemoryUncached() : GenerationTests(Setup.InMemoryUncached);

public sealed class GenerationTestsSqliteCached() : GenerationTests(Setup.SqliteCached);

public sealed class GenerationTestsSqliteUncached() : GenerationTests(Setup.SqliteUncached);
