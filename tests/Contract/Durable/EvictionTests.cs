using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Memory for two instances, and many that are under way: they push each other out at any moment.</summary>
public abstract class EvictionTests(Setup setup) : EngineSuite(setup)
{
    private const int Many = 40;

    [Fact]
    public async Task Instances_ThatPushEachOtherOut_LoseNothing_AndDoNothingTwice()
    {
        ConcurrentBag<string> paid = [];
        int replayed = 0;
        Run.Options = Run.Options with { LiveInstancesMax = 2 };
        Run.Orchestrator("Order", async c =>
        {
            string price = await c.CallActivityAsync<string>("Price", c.InstanceId);
            Interlocked.Add(ref replayed, c.IsReplaying ? 1 : 0);
            Task<string> paidBy = c.WaitForExternalEvent<string>("Paid");
            await c.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            string[] sent = await Task.WhenAll(
                Enumerable.Range(0, 3).Select(i => c.CallActivityAsync<string>("Send", $"{c.InstanceId}/{i}")));
            SubOrchestrationOptions options = new(instanceId: $"{c.InstanceId}-rate");
            string child = await c.CallSubOrchestratorAsync<string>("Rate", price, options);
            return $"{price} {string.Join('+', sent)} {child} {await paidBy}";
        });
        Run.Orchestrator("Rate", async c => $"{c.GetInput<string>()}*{await c.CallActivityAsync<string>("Price", c.InstanceId)}");
        Run.Activity<string>("Price", id => $"${id}");
        Run.Activity<string>("Send", text =>
        {
            paid.Add(text);
            return text[^1..];
        });
        await Run.StartAsync();
        string[] ids = await Task.WhenAll(Enumerable.Range(0, Many).Select(i => Run.BeginAsync("Order", null, $"o{i}")));

        await Task.WhenAll(ids.Reverse().Select(id => Run.Client.RaiseEventAsync(id, "Paid", $"card of {id}")));
        await Run.SettleAsync();
        Run.Clock.Advance(TimeSpan.FromHours(1));

        foreach (string id in ids)
        {
            Assert.Equal($"${id} 0+1+2 ${id}*${id}-rate card of {id}", (await Run.FinishAsync(id)).ReadOutputAs<string>());
        }

        Assert.Equal(ids.SelectMany(id => Enumerable.Range(0, 3).Select(i => $"{id}/{i}")).Order(), paid.Order());
        Assert.True(replayed >= Many, $"Only {replayed} replays: hardly anybody was pushed out.");
    }
}

public sealed class EvictionTestsInMemory() : EvictionTests(Setup.InMemoryCached);

public sealed class EvictionTestsSqlite() : EvictionTests(Setup.SqliteCached);
