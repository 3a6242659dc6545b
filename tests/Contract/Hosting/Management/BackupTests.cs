using System.Text.Json;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static FollowUpFlows.Tests.Contract.Hosting.Management.ManagementBed;

namespace FollowUpFlows.Tests.Contract.Hosting.Management;

/// <summary>Backups of a server that works, and starts on them.</summary>
public sealed class BackupTests : IDisposable
{
    private const string BackupPath = "/runtime/followup/backup";

    private static readonly SqliteSchema Ledger = new("CREATE TABLE done (id INTEGER PRIMARY KEY)");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Backup_StartedOn_GoesOnWhereItWasMade()
    {
        string copy;
        await using (ManagementBed bed = await ManagementBed.StartAsync(OnDisk(folder.PathOf("data"))))
        {
            await bed.BeginAsync("Add", "sum", new[] { 20, 22 });
            await bed.BeginAsync("Listen", "ear");
            Answer answer = await bed.AskAsync(HttpMethod.Post, BackupPath);
            copy = answer.Text("folder")!;
            await bed.PostAsync("/ear/raiseEvent/word", "\"after\"");
            await bed.Engine.WaitForInstanceCompletionAsync("ear").InTimeAsync();

            Assert.Equal(200, answer.Status);
            JsonElement file = answer.Body.GetProperty("files").EnumerateArray().Single();
            Assert.Equal("runtime.db", file.GetProperty("name").GetString());
            Assert.Equal(new FileInfo(Path.Combine(copy, "runtime.db")).Length, file.GetProperty("bytes").GetInt64());
        }

        await using ManagementBed restored = await ManagementBed.StartAsync(OnDisk(copy));
        Assert.Equal(42, (await restored.Engine.GetInstanceAsync("sum", getInputsAndOutputs: true))!.ReadOutputAs<int>());
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await restored.Engine.GetInstanceAsync("ear"))!.RuntimeStatus);
        await restored.PostAsync("/ear/raiseEvent/word", "\"restored\"");
        OrchestrationMetadata heard = await restored.Engine.WaitForInstanceCompletionAsync("ear", getInputsAndOutputs: true).InTimeAsync();
        Assert.Equal("heard restored", heard.ReadOutputAs<string>());
    }

    /// <summary>While orchestrations run whose every step writes to another file before the engine records it, as sends do.</summary>
    [Fact]
    public async Task Backup_OfTwoFiles_NeverHasAnEngineThatIsAheadOfTheLedger()
    {
        await using SqliteFile ledger = SqliteFile.Open(folder.PathOf("data/shop.db"), Ledger);
        LedgerSteps.Ledger = ledger;
        List<string> copies = [];
        await using (HostedApp app = await HostedApp.StartAsync(
            b =>
            {
                OnDisk(folder.PathOf("data"))(b);
                b.Services.AddSingleton(new OpenFile(ledger));
            },
            typeof(LedgerSteps)))
        {
            DurableTaskClient engine = app.Services.GetRequiredService<DurableTaskClient>();
            string[] ids = [.. Enumerable.Range(0, 8).Select(i => $"walk-{i}")];
            foreach (string id in ids)
            {
                await engine.ScheduleNewOrchestrationInstanceAsync("Walk", null, new StartOrchestrationOptions(id));
            }

            Task all = Task.WhenAll(ids.Select(id => engine.WaitForInstanceCompletionAsync(id)));
            while (!all.IsCompleted)
            {
                using HttpResponseMessage made = await app.Client.PostAsync(BackupPath, null);
                made.EnsureSuccessStatusCode();
                copies.Add(JsonDocument.Parse(await made.Content.ReadAsStringAsync()).RootElement.GetProperty("folder").GetString()!);
            }

            await all.InTimeAsync();
        }

        Assert.NotEmpty(copies);
        int[][] found = await Task.WhenAll(copies.Select(CountAsync));
        Assert.All(found, f => Assert.InRange(f[0], 0, f[1])); // recorded as done ≤ in the ledger
        Assert.Contains(found, f => f[0] > 0); // some lie in the middle
    }

    [Fact]
    public async Task Backup_OfAServerInMemory_IsRefused()
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();

        Answer answer = await bed.AskAsync(HttpMethod.Post, BackupPath);

        Assert.Equal(503, answer.Status);
        Assert.Contains("nothing on the disk", answer.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(404, (await bed.AskAsync(HttpMethod.Get, BackupPath)).Status);
    }

    [Fact]
    public async Task Status_TellsWhatWaitsAndWhatLiesOnTheDisk()
    {
        await using ManagementBed bed = await ManagementBed.StartAsync(OnDisk(folder.PathOf("data")));
        await bed.BeginAsync("Add", "sum", new[] { 1 });
        await bed.BeginAsync("Listen", "ear");
        await bed.BeginAsync("Sleep", "s");

        Answer answer = await bed.AskAsync(HttpMethod.Get, "/runtime/followup/status");

        Assert.Equal("""{"Running":2,"Completed":1}""", answer.Body.GetProperty("instances").GetRawText());
        Assert.Equal((1, 0), (answer.Body.GetProperty("sleepingTimers").GetInt32(), answer.Body.GetProperty("dueTimers").GetInt32()));
        Assert.InRange((answer.Body.GetProperty("oldestDueAt").GetDateTime() - DateTime.UtcNow).TotalDays, 299, 300);
        Assert.Equal("running", answer.Text("engine"));
        Assert.Equal(20, answer.Body.GetProperty("drainSeconds").GetInt32());
        Assert.Equal("runtime.db", answer.Body.GetProperty("files")[0].GetProperty("name").GetString());
        Assert.True(answer.Body.GetProperty("files")[0].GetProperty("bytes").GetInt64() + answer.Body.GetProperty("files")[0].GetProperty("logBytes").GetInt64() > 0);
    }

    [Fact]
    public async Task Status_NamesWhatCannotBeRead()
    {
        string data = folder.PathOf("data");
        await using (ManagementBed first = await ManagementBed.StartAsync(OnDisk(data)))
        {
            await first.BeginAsync("Listen", "ear");
        }

        await using (FollowUpFlows.Runtime.Hosting.RuntimeFile file = FollowUpFlows.Runtime.Hosting.RuntimeFile.Open(data))
        {
            await file.File.WriteAsync(s => s.Execute("UPDATE history SET event = ? WHERE position = 0", "{no event"u8.ToArray()));
        }

        await using ManagementBed bed = await ManagementBed.StartAsync(OnDisk(data));
        await bed.PostAsync("/ear/raiseEvent/word", "\"lost\"");
        await Eventually.TrueAsync(
            () => bed.AskAsync(HttpMethod.Get, "/runtime/followup/status").GetAwaiter().GetResult().Body.GetProperty("unreadable").GetArrayLength() == 1,
            "the instance is shown as unreadable");
        JsonElement unreadable = (await bed.AskAsync(HttpMethod.Get, "/runtime/followup/status")).Body.GetProperty("unreadable")[0];

        Assert.Equal("ear", unreadable.GetProperty("instanceId").GetString());
        Assert.Contains("damaged", unreadable.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(500, (await bed.GetAsync("/ear?showHistory=true")).Status);
        Assert.Equal("ready", (await bed.AskAsync(HttpMethod.Get, "/healthz/ready")).Text("status"));
    }

    [Theory]
    [InlineData(true)] // it was found to be unreadable before
    [InlineData(false)]
    public async Task WhatCannotBeRead_IsTerminatedAndPurgedAllTheSame(bool isKnown)
    {
        string data = folder.PathOf("data");
        await using (ManagementBed first = await ManagementBed.StartAsync(OnDisk(data)))
        {
            await first.BeginAsync("Listen", "ear");
            await first.BeginAsync("Sleep", "s");
        }

        await using (FollowUpFlows.Runtime.Hosting.RuntimeFile file = FollowUpFlows.Runtime.Hosting.RuntimeFile.Open(data))
        {
            await file.File.WriteAsync(s => s.Execute("UPDATE history SET event = ? WHERE position = 0", new byte[] { 1, 2, 3 }));
        }

        await using ManagementBed bed = await ManagementBed.StartAsync(OnDisk(data));
        if (isKnown)
        {
            await bed.PostAsync("/ear/raiseEvent/word", "\"lost\"");
            await Eventually.TrueAsync(
                () => bed.App.Services.GetRequiredService<FollowUpFlows.Runtime.Durable.DurableEngine>().Unreadable.Contains("ear"), "it is found");
        }

        Assert.Equal(202, (await bed.PostAsync("/ear/terminate?reason=r")).Status);
        OrchestrationMetadata ended = await bed.Engine.WaitForInstanceCompletionAsync("ear", getInputsAndOutputs: true).InTimeAsync();

        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "r"), (ended.RuntimeStatus, ended.ReadOutputAs<string>()));
        await Eventually.TrueAsync(
            () => bed.App.Services.GetRequiredService<FollowUpFlows.Runtime.Durable.DurableEngine>().Unreadable.Count == 0, "it is no longer shown");
        Assert.Equal(200, (await bed.DeleteAsync("/ear")).Status);
        Assert.Equal(["s"], (await bed.GetAsync("")).Ids); // also unreadable, and left alone
    }

    /// <returns>Steps whose result the engine has recorded, and rows of the ledger.</returns>
    private static async Task<int[]> CountAsync(string copy)
    {
        await using FollowUpFlows.Runtime.Hosting.RuntimeFile engine = FollowUpFlows.Runtime.Hosting.RuntimeFile.Open(copy);
        await using SqliteFile ledger = SqliteFile.Open(Path.Combine(copy, "shop.db"), Ledger);
        int recorded = engine.File.Read(static s => s.Query("SELECT event FROM history", static r => HistoryCodec.Decode(r.Span(0))))
            .Sum(row => row.Count(e => e is HistoryEvent.TaskCompleted));
        return [recorded, (int)ledger.Read(static s => s.QueryNumber("SELECT count(*) FROM done"))!.Value];
    }
}
