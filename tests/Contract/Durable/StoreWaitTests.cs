using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>A store that refuses for a while, as on a full disk.</summary>
public sealed class StoreWaitTests
{
    private const string Engine = "FollowUpFlows.Runtime.Durable";
    private const int StoreAwaited = 653;

    [Fact]
    public async Task EngineThatWaitsForItsStore_SaysSoOnceEachTime()
    {
        FaultyStore? faulty = null;
        await using EngineRun run = new(Setup.InMemoryCached, s => faulty = new FaultyStore(s, isTemporary: true));
        run.Orchestrator("End", _ => Task.FromResult<object?>("ended"));
        await run.StartAsync();
        await run.RunAsync("End");
        Assert.Equal(0, run.Log.Count(Engine, StoreAwaited));

        faulty!.FaultsLeft = 5;
        Assert.Equal("ended", (await run.RunAsync("End")).ReadOutputAs<string>());
        Assert.Equal(1, run.Log.Count(Engine, StoreAwaited));

        faulty.FaultsLeft = 1;
        Assert.Equal("ended", (await run.RunAsync("End")).ReadOutputAs<string>());
        Assert.Equal(2, run.Log.Count(Engine, StoreAwaited));
        Assert.Contains("The test refuses.", run.Log.In(Engine)[^1], StringComparison.Ordinal);
    }
}
