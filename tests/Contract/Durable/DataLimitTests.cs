using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Data of ten characters as JSON is taken, of eleven refused: by whoever made it, never by the engine as a whole.</summary>
public sealed class DataLimitTests
{
    private const string Longest = "12345678";
    private const string TooLong = "123456789";

    [Theory]
    [InlineData(Longest, true)]
    [InlineData(TooLong, false)]
    public async Task ResultOfAnActivity_IsLimited(string result, bool isTaken)
    {
        await using EngineRun run = await StartAsync(result);

        OrchestrationMetadata done = await run.RunAsync("Result");

        Assert.Equal(isTaken ? $"\"{result}\"" : "\"no\"", done.SerializedOutput);
        Assert.Null(run.Engine.Fault);
    }

    [Theory]
    [InlineData(Longest, true)]
    [InlineData(TooLong, false)]
    public async Task InputOfAnActivity_IsLimited(string input, bool isTaken)
    {
        await using EngineRun run = await StartAsync(input);

        OrchestrationMetadata done = await run.RunAsync("Input");

        Assert.Equal(
            isTaken ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Null(run.Engine.Fault);
    }

    [Fact]
    public async Task InputAndEventOfAClient_AreLimited()
    {
        await using EngineRun run = await StartAsync(Longest);
        string id = await run.BeginAsync("Wait", Longest);

        await Assert.ThrowsAsync<ArgumentException>(() => run.Client.ScheduleNewOrchestrationInstanceAsync("Wait", TooLong));
        await Assert.ThrowsAsync<ArgumentException>(() => run.Client.RaiseEventAsync(id, "Go", TooLong));
        await run.Client.RaiseEventAsync(id, "Go", Longest);

        Assert.Equal(Longest, (await run.FinishAsync(id)).ReadOutputAs<string>());
    }

    private static async Task<EngineRun> StartAsync(string data)
    {
        EngineRun run = new(Setup.SqliteUncached);
        run.Options = run.Options with { DataCharsMax = 10 };
        run.Orchestrator("Wait", async c => await c.WaitForExternalEvent<string>("Go"));
        run.Orchestrator("Input", async c => await c.CallActivityAsync<bool>("Take", data));
        run.Orchestrator("Result", async c =>
        {
            try
            {
                return await c.CallActivityAsync<string>("Give");
            }
            catch (TaskFailedException)
            {
                return "no";
            }
        });
        run.Activity<object>("Give", _ => data);
        run.Activity<string>("Take", _ => true);
        await run.StartAsync();
        return run;
    }
}
