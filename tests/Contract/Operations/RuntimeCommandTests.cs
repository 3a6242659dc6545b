using System.Text.Json;
using FollowUpFlows.Cli;
using FollowUpFlows.Tests.Contract.Hosting.Management;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Operations;

/// <summary><c>followup runtime</c>, on a server that runs and on files that no server has.</summary>
public sealed class RuntimeCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Data => folder.PathOf("data");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task InstancesShowAndHistory_TellTheSame_WithAServerAndWithout(bool isServed)
    {
        await using ManagementBed? bed = await PrepareAsync(isServed);

        Told list = await RunAsync("instances", "--format", "csv");
        Told failed = await RunAsync("instances", "--state", "failed", "--format", "json");
        Told show = await RunAsync("show", "sum", "--format", "json");
        Told history = await RunAsync("history", "sum", "--format", "csv");

        Assert.Equal(["instanceId", "bad", "ear", "sum"], list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',')[0]));
        Assert.Equal("bad", Parse(failed)[0].GetProperty("instanceId").GetString());
        Assert.Equal(42, Parse(show).GetProperty("output").GetInt32());
        Assert.Equal(4, history.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(l => l.Contains("Completed", StringComparison.Ordinal) || l.Contains("Started", StringComparison.Ordinal)));
        Assert.All(new[] { list, failed, show, history }, t => Assert.Equal(0, t.Code));
    }

    [Theory]
    [InlineData(true, "running")]
    [InlineData(false, "not-running")]
    public async Task Status_SaysWhetherAnEngineRuns(bool isServed, string engine)
    {
        await using ManagementBed? bed = await PrepareAsync(isServed);

        JsonElement status = Parse(await RunAsync("status", "--format", "json"));
        Told table = await RunAsync("status", "--language", "ja");

        Assert.Equal(engine, status.GetProperty("engine").GetString());
        Assert.Equal("""{"running":1,"completed":1,"failed":1}""", JsonSerializer.Serialize(
            status.GetProperty("instances").EnumerateObject().ToDictionary(p => p.Name.ToLowerInvariant(), p => p.Value.GetInt32())));
        Assert.Contains("待機中のタイマー", table.Output, StringComparison.Ordinal);
        Assert.Contains("files.runtime.db.bytes", table.Output, StringComparison.Ordinal);
        Assert.Contains("ファイル runtime.db：大きさ（バイト）", table.Output, StringComparison.Ordinal);
        Assert.Contains("シナリオの実行：完了", table.Output, StringComparison.Ordinal);
        Assert.Contains(isServed ? "稼働中" : "停止中（サーバーは動いていません）", table.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Terminate_EndsNow_OrAtTheNextStart(bool isServed)
    {
        await using (ManagementBed? bed = await PrepareAsync(isServed))
        {
            Told told = await RunAsync("terminate", "ear", "--reason", "closed", "--yes", "--language", "en");

            Assert.Equal(0, told.Code);
            Assert.Contains(isServed ? "was accepted" : "when it starts", told.Error, StringComparison.Ordinal);
        }

        await using ManagementBed again = await ManagementBed.StartAsync(ManagementBed.OnDisk(Data));
        OrchestrationMetadata ended = await again.Engine.WaitForInstanceCompletionAsync("ear", getInputsAndOutputs: true).InTimeAsync();
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "closed"), (ended.RuntimeStatus, ended.ReadOutputAs<string>()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Suspended_HearsNothingUntilItIsResumed(bool isServed)
    {
        await using (ManagementBed? bed = await PrepareAsync(isServed))
        {
            Assert.Equal(0, (await RunAsync("suspend", "ear")).Code);
        }

        await using ManagementBed again = await ManagementBed.StartAsync(ManagementBed.OnDisk(Data));
        await Eventually.TrueAsync(
            () => again.Engine.GetInstanceAsync("ear").GetAwaiter().GetResult()!.RuntimeStatus == OrchestrationRuntimeStatus.Suspended, "it rests");
        await again.Engine.RaiseEventAsync("ear", "word", "x");
        Assert.Equal(0, (await RunAsync("resume", "ear")).Code);
        Assert.Equal("heard x", (await again.Engine.WaitForInstanceCompletionAsync("ear", true).InTimeAsync()).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Purge_ForgetsWhatHasFinished(bool isServed)
    {
        await using ManagementBed? bed = await PrepareAsync(isServed);

        Assert.Equal(0, (await RunAsync("purge", "bad", "--yes")).Code);
        Assert.Equal(1, (await RunAsync("purge", "nobody", "--yes")).Code);
        Told running = await RunAsync("purge", "ear", "--yes");
        Assert.Equal(1, running.Code);
        Assert.Contains("412", running.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("purge", "--before", "2000-01-02", "--yes")).Code);
        Assert.Equal(2, Parse(await RunAsync("instances", "--format", "json")).GetArrayLength());
        Assert.Contains("1", (await RunAsync("purge", "--before", "2200-01-01", "--state", "completed", "--yes")).Error, StringComparison.Ordinal);
        Assert.Equal("ear", Parse(await RunAsync("instances", "--format", "json"))[0].GetProperty("instanceId").GetString());
        Assert.Equal(2, (await RunAsync("purge", "--yes")).Code);
        Assert.Equal(2, (await RunAsync("purge", "x", "--before", "2026-01-01", "--yes")).Code);
    }

    [Theory]
    [InlineData("show", "nobody")]
    [InlineData("history", "nobody")]
    [InlineData("terminate", "nobody", "--yes")]
    [InlineData("terminate", "sum", "--yes")] // has finished
    [InlineData("suspend", "nobody")]
    public async Task WhatIsNotThere_IsRefused(params string[] arguments)
    {
        await using ManagementBed? bed = await PrepareAsync(isServed: true);

        Told told = await RunAsync(arguments);

        Assert.Equal(1, told.Code);
        Assert.Contains(arguments[1], told.Error, StringComparison.Ordinal);
        Assert.Empty(told.Output);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Backup_IsAFolderThatAServerStartsOn(bool isServed)
    {
        string copy = folder.PathOf("copy");
        await using (ManagementBed? bed = await PrepareAsync(isServed))
        {
            await File.WriteAllTextAsync(Path.Combine(Data, "settings.json"), "{}");
            Told told = await RunAsync("backup", copy, "--format", "json");

            Assert.Equal(0, told.Code);
            Assert.Equal(copy, Parse(told).GetProperty("folder").GetString());
            Assert.Equal(1, (await RunAsync("backup", copy)).Code); // never over another
        }

        Assert.True(File.Exists(Path.Combine(copy, "settings.json")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Data, "backups")));
        await using ManagementBed restored = await ManagementBed.StartAsync(ManagementBed.OnDisk(copy));
        await restored.Engine.RaiseEventAsync("ear", "word", "x");
        Assert.Equal("heard x", (await restored.Engine.WaitForInstanceCompletionAsync("ear", true).InTimeAsync()).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Mark_OfAServerThatWasKilled_IsNotBelieved()
    {
        await PrepareAsync(isServed: false);
        await File.WriteAllTextAsync(
            Path.Combine(Data, "runtime.server.json"), """{"Address":"http://127.0.0.1:9","Key":"k","ProcessId":1,"Version":"1"}""");

        Assert.Equal("not-running", Parse(await RunAsync("status", "--format", "json")).GetProperty("engine").GetString());
    }

    [Fact]
    public async Task HeldFolderWithoutAMark_AndFolderWithoutAnEngine_AreRefusedWithTheRemedy()
    {
        await using (ManagementBed? bed = await PrepareAsync(isServed: true))
        {
            File.Delete(Path.Combine(Data, "runtime.server.json"));
            Told held = await RunAsync("status");
            Assert.Equal(1, held.Code);
            Assert.Contains("--url", held.Error, StringComparison.Ordinal);
        }

        Directory.Delete(Data, recursive: true);
        Told none = await RunAsync("status");
        Assert.Equal(1, none.Code);
        Assert.Contains("--data", none.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task Url_ReachesAnyHost_AndSaysWhenNobodyAnswers()
    {
        await using ManagementBed? bed = await PrepareAsync(isServed: true);

        Told there = await RunAsync("show", "sum", "--url", bed!.App.Address.ToString(), "--format", "json");
        Told nobody = await RunAsync("status", "--url", "http://127.0.0.1:9");

        Assert.Equal(42, Parse(there).GetProperty("output").GetInt32());
        Assert.Equal(1, nobody.Code);
        Assert.Contains("nobody answers", nobody.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("status", "--url", "shop")).Code);
        Assert.Equal(1, (await RunAsync("backup", folder.PathOf("b"), "--url", bed.App.Address.ToString())).Code);
    }

    /// <returns>The server, or null when it has stopped again.</returns>
    private async Task<ManagementBed?> PrepareAsync(bool isServed)
    {
        ManagementBed bed = await ManagementBed.StartAsync(ManagementBed.OnDisk(Data));
        await bed.BeginAsync("Add", "sum", new[] { 20, 22 });
        await bed.BeginAsync("Break", "bad");
        await bed.BeginAsync("Listen", "ear");
        if (isServed)
        {
            return bed;
        }

        await bed.DisposeAsync();
        return null;
    }

    private Task<Told> RunAsync(params string[] arguments) => Task.Run(() =>
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = FollowUp.Run(["runtime", .. arguments, .. arguments.Contains("--url") ? Array.Empty<string>() : ["--data", Data]], output, error);
        return new Told(code, output.ToString(), error.ToString());
    });

    private static JsonElement Parse(Told told) => JsonDocument.Parse(told.Output).RootElement;

    private sealed record Told(int Code, string Output, string Error);
}
