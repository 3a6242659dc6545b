using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Runs one instance to its end over a crash at one commit: engine forgotten, another started on the same store.</summary>
internal sealed class CrashRun : IAsyncDisposable
{
    private const string InstanceId = "main";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly List<CrashingStore> stores = [];

    /// <param name="crashAt">0: no crash.</param>
    public CrashRun(Setup setup, int crashAt, bool isStored) => Run = new EngineRun(setup, store =>
    {
        stores.Add(new CrashingStore(store, stores.Count == 0 ? crashAt : 0, isStored));
        return stores[^1];
    });

    public EngineRun Run { get; }

    /// <summary>Of the first engine.</summary>
    public int Commits => stores[0].Commits;

    public bool HasCrashed => stores[0].Crashed.IsCompleted;

    public async Task<OrchestrationMetadata> FinishAsync(string name, object? input)
    {
        await Run.StartAsync();
        Task<OrchestrationMetadata> first = FinishHereAsync(name, input);
        await Task.WhenAny(first, stores[0].Crashed).WaitAsync(Limit);
        if (first.IsCompleted && !HasCrashed)
        {
            return await first;
        }

        await Run.StartAnotherAsync();
        return await FinishHereAsync(name, input).WaitAsync(Limit);
    }

    public async ValueTask DisposeAsync() => await Run.DisposeAsync();

    private async Task<OrchestrationMetadata> FinishHereAsync(string name, object? input)
    {
        DurableEngine engine = Run.Engine;
        if (await engine.Client.GetInstanceAsync(InstanceId) is null)
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(InstanceId));
        }

        while (true)
        {
            await engine.WhenIdleAsync();
            OrchestrationMetadata now = (await engine.Client.GetInstanceAsync(InstanceId, getInputsAndOutputs: true))!;
            if (now.IsCompleted)
            {
                return now;
            }

            Assert.NotNull(engine.NextTimerAt);
            TimeSpan wait = engine.NextTimerAt.Value - Run.Clock.GetUtcNow();
            Run.Clock.Advance(wait > TimeSpan.Zero ? wait : TimeSpan.FromDays(1));
        }
    }
}
