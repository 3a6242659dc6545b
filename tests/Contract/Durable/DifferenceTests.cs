using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Where the engine is known to differ from Durable Functions, as ADR 0007 says: whoever changes one of these changes that.</summary>
public abstract class DifferenceTests(Setup setup) : EngineSuite(setup)
{
    /// <summary>On Azure the second episode's replay leaves it out, and it is gone.</summary>
    [Fact]
    public async Task CustomStatus_SetOnlyWhileNotReplaying_StaysThroughLaterEpisodes()
    {
        Run.Orchestrator("Guarded", async c =>
        {
            if (!c.IsReplaying)
            {
                c.SetCustomStatus("here");
            }

            await c.WaitForExternalEvent<string?>("Go");
            await c.WaitForExternalEvent<string?>("End");
            return null;
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Guarded");
        await Run.Client.RaiseEventAsync(id, "Go");
        await Run.SettleAsync();

        Assert.Equal("\"here\"", (await Run.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!.SerializedCustomStatus);
        await Run.Client.RaiseEventAsync(id, "End");
        Assert.Equal("\"here\"", (await Run.FinishAsync(id)).SerializedCustomStatus);
    }

    /// <summary>On Azure a timer of 0 ms follows the second attempt and takes the number 3, so that the last call is number 4.</summary>
    [Fact]
    public async Task LastAttempt_IsFollowedByNoTimer()
    {
        Run.Orchestrator("Retry", async c =>
        {
            try
            {
                await c.CallActivityAsync("Boom", TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(1))));
            }
            catch (TaskFailedException)
            {
                await c.CallActivityAsync("After");
            }

            await c.WaitForExternalEvent<string?>("End"); // a finished instance may have its history dropped
            return null;
        });
        Run.Activity<object>("Boom", _ => throw new InvalidDataException("boom"));
        Run.Activity<object>("After", _ => null);
        await Run.StartAsync();
        string id = await Run.BeginAsync("Retry");
        Run.Clock.Advance(TimeSpan.FromSeconds(1));
        await Run.SettleAsync();

        HistoryEvent.Decision[] decisions = [.. Run.Store.ReadHistory(id).OfType<HistoryEvent.Decision>()];

        Assert.Equal(["0 Boom", "1 timer", "2 Boom", "3 After"], decisions.Select(d => $"{d.Id} {(d is HistoryEvent.ActivityScheduled a ? a.Name : d.Identity.Kind)}"));
        await Run.Client.RaiseEventAsync(id, "End");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await Run.FinishAsync(id)).RuntimeStatus);
    }

    /// <summary>On Azure the second episode replays the first.</summary>
    [Fact]
    public async Task InstanceInMemory_GoesOnWithoutAReplay()
    {
        List<bool> replaying = [];
        Run.Orchestrator("Seen", async c =>
        {
            replaying.Add(c.IsReplaying);
            await c.WaitForExternalEvent<string?>("Go");
            replaying.Add(c.IsReplaying);
            return null;
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Seen");
        await Run.Client.RaiseEventAsync(id, "Go");
        await Run.FinishAsync(id);

        Assert.Equal(IsCached ? [false, false] : [false, true, false], replaying);
    }
}

public sealed class InMemoryCachedDifferenceTests() : DifferenceTests(Setup.InMemoryCached);

public sealed class InMemoryUncachedDifferenceTests() : DifferenceTests(Setup.InMemoryUncached);

public sealed class SqliteCachedDifferenceTests() : DifferenceTests(Setup.SqliteCached);

public sealed class SqliteUncachedDifferenceTests() : DifferenceTests(Setup.SqliteUncached);
