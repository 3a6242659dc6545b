using FollowUpFlows.Tests.Contract.Hosting.Support;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting.Management;

/// <summary>What the addresses of the Durable Functions extension do.</summary>
public sealed class InstanceSteeringTests
{
    [Fact]
    public async Task Terminate_EndsWithTheReasonAsOutput()
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();
        await bed.BeginAsync("Listen", "ear");

        Assert.Equal(202, (await bed.PostAsync("/ear/terminate?reason=店舗の閉店")).Status);
        OrchestrationMetadata ended = await bed.Engine.WaitForInstanceCompletionAsync("ear").InTimeAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("店舗の閉店", (await bed.GetAsync("/ear")).Text("output"));
    }

    [Fact]
    public async Task Suspended_HearsOnlyWhenItIsResumed()
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();
        await bed.BeginAsync("Listen", "ear");

        Assert.Equal(202, (await bed.PostAsync("/ear/suspend?reason=r")).Status);
        await Eventually.TrueAsync(() => StatusOf(bed, "ear") == "Suspended", "the instance is suspended");
        Assert.Equal(202, (await bed.PostAsync("/ear/raiseEvent/word", "\"hello\"")).Status);
        Assert.Equal(202, (await bed.GetAsync("/ear")).Status);
        Assert.Equal(202, (await bed.PostAsync("/ear/RESUME")).Status);

        OrchestrationMetadata ended = await bed.Engine.WaitForInstanceCompletionAsync("ear", getInputsAndOutputs: true).InTimeAsync();
        Assert.Equal("heard hello", ended.ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("terminate")]
    [InlineData("suspend")]
    [InlineData("resume")]
    [InlineData("raiseEvent/word")]
    public async Task Finished_IsGone_AndUnknown_IsNotFound(string operation)
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();
        await bed.BeginAsync("Add", "sum", new[] { 1 });

        Assert.Equal(410, (await bed.PostAsync("/sum/" + operation, "1")).Status);
        Assert.Equal(404, (await bed.PostAsync("/nobody/" + operation, "1")).Status);
    }

    [Fact]
    public async Task Event_ThatIsNoJson_IsRefused()
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();
        await bed.BeginAsync("Listen", "ear");

        Assert.Equal(400, (await bed.PostAsync("/ear/raiseEvent/word", "{")).Status);
        Assert.Equal(400, (await bed.PostAsync("/ear/raiseEvent/word")).Status);
        Assert.Equal("Running", StatusOf(bed, "ear"));
    }

    [Theory]
    [InlineData("?restartWithNewInstanceId=false", true)]
    [InlineData("", false)]
    public async Task Restart_RunsTheInputAgain(string query, bool isSameId)
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();
        await bed.BeginAsync("Add", "sum", new[] { 20, 22 });
        DateTimeOffset first = (await bed.Engine.GetInstanceAsync("sum"))!.CreatedAt;

        Answer answer = await bed.PostAsync("/sum/restart" + query);
        string id = answer.Text("id")!;
        OrchestrationMetadata again = await bed.Engine.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).InTimeAsync();

        Assert.Equal(202, answer.Status);
        Assert.Equal(isSameId, id == "sum");
        Assert.Equal(42, again.ReadOutputAs<int>());
        Assert.True(again.CreatedAt > first);
        Assert.EndsWith("/instances/" + id, answer.Text("statusQueryGetUri"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_OfOneThatRunsUnderItsOwnId_Conflicts()
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();
        await bed.BeginAsync("Listen", "ear");

        Assert.Equal(409, (await bed.PostAsync("/ear/restart?restartWithNewInstanceId=false")).Status);
        Assert.Equal(404, (await bed.PostAsync("/nobody/restart")).Status);
        Assert.Equal(501, (await bed.PostAsync("/ear/rewind")).Status);
        Assert.Equal(404, (await bed.PostAsync("/ear/explode")).Status);
    }

    [Fact]
    public async Task Purge_OfOne_TakesOnlyWhatHasFinished()
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();
        await bed.BeginAsync("Add", "sum", new[] { 1 });
        await bed.BeginAsync("Listen", "ear");

        Answer gone = await bed.DeleteAsync("/sum");

        Assert.Equal((200, 1), (gone.Status, gone.Body.GetProperty("instancesDeleted").GetInt32()));
        Assert.Equal(404, (await bed.DeleteAsync("/sum")).Status);
        Assert.Equal(412, (await bed.DeleteAsync("/ear")).Status);
        Assert.Equal(["ear"], (await bed.GetAsync("")).Ids);
    }

    [Fact]
    public async Task Purge_ByFilter_NeedsABeginningAndLeavesWhatRuns()
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();
        await bed.BeginAsync("Add", "sum", new[] { 1 });
        await bed.BeginAsync("Break", "bad");
        await bed.BeginAsync("Listen", "ear");

        Assert.Equal(400, (await bed.DeleteAsync("")).Status);
        Assert.Equal(400, (await bed.DeleteAsync("?createdTimeFrom=2000-01-01&runtimeStatus=Compleeted")).Status);
        Assert.Equal(404, (await bed.DeleteAsync("?createdTimeFrom=2100-01-01")).Status);
        Answer failed = await bed.DeleteAsync("?createdTimeFrom=2000-01-01&runtimeStatus=Failed");
        Assert.Equal((200, 1), (failed.Status, failed.Body.GetProperty("instancesDeleted").GetInt32()));
        Assert.Equal(["ear", "sum"], (await bed.GetAsync("")).Ids.Order(StringComparer.Ordinal));
        Assert.Equal(200, (await bed.DeleteAsync("?createdTimeFrom=2000-01-01")).Status);
        Assert.Equal(["ear"], (await bed.GetAsync("")).Ids);
    }

    private static string StatusOf(ManagementBed bed, string id) => bed.Engine.GetInstanceAsync(id).GetAwaiter().GetResult()!.RuntimeStatus.ToString();
}
