using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>An engine that is behind takes no more than it can hold; what waits, waits where it is stored, and all of it is done.</summary>
public sealed class BackPressureTests
{
    private const int WorkMax = 10;
    private const int Many = 400;

    /// <summary>Each start that passes leaves an activity behind; the ones under way at that moment may still pass.</summary>
    [Fact]
    public async Task Starts_WhileTheEngineIsBehind_Wait_AndAllAreDone()
    {
        await using EngineRun run = Slow(out TaskCompletionSource open);
        await run.StartAsync();

        Task<string>[] starts = [.. Enumerable.Range(0, 100).Select(_ => run.Client.ScheduleNewOrchestrationInstanceAsync("Order"))];
        await Eventually.TrueAsync(() => starts.Count(s => s.IsCompleted) >= WorkMax, "as many as there is room for have started");
        await Task.WhenAll(starts.Where(s => s.IsCompleted));

        Assert.InRange(run.Store.Query(new InstanceFilter(null, null, [], ""), null, 1_000).Count, WorkMax, WorkMax + 1);
        open.SetResult();
        Assert.All(await Task.WhenAll(starts.Select(async s => await run.FinishAsync(await s))), Completed);
    }

    [Fact]
    public async Task Timers_WhileTheEngineIsBehind_StayInTheStore_AndAllFire()
    {
        await using EngineRun run = Slow(out TaskCompletionSource open);
        run.Orchestrator("Sleeper", async c =>
        {
            await c.CreateTimer(c.CurrentUtcDateTime.AddDays(1), CancellationToken.None);
            return await c.CallActivityAsync<int>("Hold");
        });
        await run.StartAsync();
        List<string> ids = [];
        for (int i = 0; i < Many; i++)
        {
            ids.Add(await run.BeginAsync("Sleeper"));
        }

        run.Clock.Advance(TimeSpan.FromDays(1));
        await Eventually.TrueAsync(() => run.Store.ReadPending().Activities.Count >= WorkMax, "what there is room for has gone on");

        // A look at the store takes a page of timers, and another look may come before those have begun.
        Assert.InRange(run.Store.ReadTimers(1_000).Count, Many / 2, Many - WorkMax);
        open.SetResult();
        Assert.All(await Task.WhenAll(ids.Select(run.FinishAsync)), Completed);
    }

    /// <summary>They are what the engine is behind with: did they wait for room, nobody would make any.</summary>
    [Fact]
    public async Task Activities_ThatStartOrchestrations_NeverWaitForThemselves()
    {
        await using EngineRun run = new(Setup.InMemoryCached);
        run.Options = run.Options with { WorkMax = 1 };
        run.Orchestrator("Parent", async c => await c.CallActivityAsync<string>("Start"));
        run.Orchestrator("Child", _ => Task.FromResult<object?>("done"));
        run.Tasks.AddActivity("Start", async (_, token) => await run.Client.ScheduleNewOrchestrationInstanceAsync("Child", cancellation: token));
        await run.StartAsync();

        string[] children = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => (await run.RunAsync("Parent")).ReadOutputAs<string>()!));

        Assert.All(await Task.WhenAll(children.Select(run.FinishAsync)), Completed);
    }

    [Fact]
    public async Task Stop_WhileStartsWait_LeavesNoneWithoutAnAnswer_AndThoseThatWereTakenAreDone()
    {
        await using EngineRun run = Slow(out TaskCompletionSource open);
        await run.StartAsync();
        Task<string>[] starts = [.. Enumerable.Range(0, 30).Select(_ => run.Client.ScheduleNewOrchestrationInstanceAsync("Order"))];
        await Eventually.TrueAsync(() => starts.Count(s => s.IsCompleted) >= WorkMax, "as many as there is room for have started");

        await run.Engine.StopAsync(TimeSpan.Zero, CancellationToken.None).InTimeAsync();

        await Task.WhenAll(starts).ContinueWith(_ => { }, TaskScheduler.Default).InTimeAsync();
        open.SetResult();
        await run.StartAsync();
        string[] taken = [.. starts.Where(s => s.IsCompletedSuccessfully).Select(s => s.Result)];
        Assert.InRange(taken.Length, WorkMax, starts.Length);
        Assert.All(await Task.WhenAll(taken.Select(run.FinishAsync)), Completed);
    }

    [Fact]
    public async Task WorkCount_GivesRoomInTheOrderOfTheCalls_AndTellsWhenHalfIsDone()
    {
        int eased = 0;
        WorkCount work = new(4) { Eased = () => eased++ };
        Task[] calls = [.. Enumerable.Range(0, 6).Select(_ => work.BeginWithRoomAsync(CancellationToken.None))];
        Assert.Equal([true, true, true, true, false, false], calls.Select(c => c.IsCompleted));
        Assert.Equal(0, work.Room);
        work.TellWhenEased();

        work.End();
        await calls[4].InTimeAsync();
        Assert.False(calls[5].IsCompleted);
        work.End();
        await calls[5].InTimeAsync();
        work.End();
        Assert.Equal((0, 1), (eased, work.Room));
        work.End();
        Assert.Equal(1, eased);
        work.End();
        work.End();
        await work.WhenIdleAsync().InTimeAsync();
        Assert.Equal(1, eased);
    }

    [Fact]
    public async Task WorkCount_WhoGivesUp_TakesNobodysPlace()
    {
        WorkCount work = new(1);
        await work.BeginWithRoomAsync(CancellationToken.None);
        using CancellationTokenSource impatient = new();
        Task gaveUp = work.BeginWithRoomAsync(impatient.Token);
        Task patient = work.BeginWithRoomAsync(CancellationToken.None);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gaveUp);
        work.End();

        await patient.InTimeAsync();
        Assert.Equal(0, work.Room);
    }

    /// <summary>Activities that hold until they are let go.</summary>
    private static EngineRun Slow(out TaskCompletionSource open)
    {
        TaskCompletionSource gate = open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        EngineRun run = new(Setup.InMemoryCached);
        run.Options = run.Options with { WorkMax = WorkMax };
        run.Orchestrator("Order", async c => await c.CallActivityAsync<int>("Hold"));
        run.Tasks.AddActivity("Hold", async (_, token) =>
        {
            await gate.Task.WaitAsync(token);
            return 1;
        });
        return run;
    }

    private static void Completed(OrchestrationMetadata end) => Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
}
