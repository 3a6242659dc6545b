using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Runtime.Hosting;
using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Operations;

/// <summary>What follows from something else is written anew, after a backup; what does not is left as it is.</summary>
public sealed class RepairTests : IAsyncLifetime
{
    private CheckBed Bed { get; set; } = null!;

    public async Task InitializeAsync() => Bed = await CheckBed.PreparedAsync();

    public Task DisposeAsync()
    {
        Bed.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task WholeFile_HasNoFindings_AndARepairChangesNothing()
    {
        Checked repaired = await Bed.CheckAsync(isRepair: true);

        Assert.Empty(repaired.Findings);
        Assert.Null(repaired.Backup);
        Assert.False(Directory.Exists(Path.Combine(Bed.Data, "backups")));
    }

    [Theory]
    [InlineData("DELETE FROM timers WHERE instance_id = 's'", "timer 1 of s", "missing")]
    [InlineData("UPDATE timers SET fire_at = fire_at + 1 WHERE instance_id = 's'", "timer 1 of s", "another time")]
    [InlineData("DELETE FROM activities WHERE instance_id = 'w'", "activity 0 of w", "waits for it")]
    [InlineData("INSERT INTO timers (instance_id, task_id, fire_at) VALUES ('ear', 7, 1)", "timer 7 of ear", "Nobody waits")]
    [InlineData("INSERT INTO timers (instance_id, task_id, fire_at) VALUES ('s', 0, 1)", "timer 0 of s", "Nobody waits")] // it was cancelled
    [InlineData("INSERT INTO activities (instance_id, task_id, name) VALUES ('w', 3, 'Hang')", "activity 3 of w", "Nobody waits")]
    [InlineData("INSERT INTO timers (instance_id, task_id, fire_at) VALUES ('ghost', 1, 1)", "timer of ghost", "no such instance")]
    [InlineData("INSERT INTO history (instance_id, position, event) VALUES ('ghost', 0, x'02')", "history of ghost", "no such instance")]
    public async Task RowThatFollowsFromAHistory_IsWrittenAsItWas(string damage, string place, string reason)
    {
        string before = await WorkAsync();
        await Bed.DamageAsync(damage);

        Checked found = await Bed.CheckAsync();
        string damaged = await WorkAsync();
        Checked repaired = await Bed.CheckAsync(isRepair: true);

        Assert.Equal([place], found.Places);
        Assert.Contains(reason, found.Reasons, StringComparison.Ordinal);
        Assert.False(found.IsMended);
        Assert.NotEqual(before, damaged); // to look changes nothing
        Assert.True(repaired.IsMended);
        Assert.Equal(before, await WorkAsync());
        Assert.Empty((await Bed.CheckAsync()).Findings);
        await using RuntimeFile backup = RuntimeFile.Open(repaired.Backup!);
        Assert.Equal(damaged, Work(backup.File));
    }

    [Fact]
    public async Task ActivityThatIsWrittenAnew_IsRunAndUsed()
    {
        await Bed.DamageAsync("DELETE FROM activities");
        await Bed.CheckAsync(isRepair: true);

        await using HostedApp app = await Bed.ServeAsync(typeof(LaterFunctions));

        Assert.Equal("花", (await Engine(app).WaitForInstanceCompletionAsync("w", true).InTimeAsync()).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("UPDATE history SET event = x'7B' WHERE instance_id = 'ear'", "history of ear", "damaged")]
    [InlineData("DELETE FROM history WHERE instance_id = 'ear' AND position > 0", "history of ear", "missing at its end")]
    [InlineData("DELETE FROM history WHERE instance_id = 'ear' AND position = 0", "history of ear", "missing before")]
    [InlineData("INSERT INTO messages (instance_id, event) VALUES ('ear', x'0263')", "message ", "kind 99")]
    public async Task DamagedInstance_IsPutIntoQuarantine_AndTheOthersGoOn(string damage, string place, string reason)
    {
        await SuspendAsync();
        await Bed.DamageAsync(damage);

        Checked repaired = await Bed.CheckAsync(isRepair: true);

        Assert.StartsWith(place, Assert.Single(repaired.Places), StringComparison.Ordinal);
        Assert.Contains(reason, repaired.Reasons, StringComparison.Ordinal);
        Assert.True(repaired.IsMended);
        await using (HostedApp app = await Bed.ServeAsync(typeof(LaterFunctions)))
        {
            Assert.Equal("花", (await Engine(app).WaitForInstanceCompletionAsync("w", true).InTimeAsync()).ReadOutputAs<string>());
            await Engine(app).ResumeInstanceAsync("ear");
            await app.Services.GetRequiredService<DurableEngine>().WhenIdleAsync().InTimeAsync();
            Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await Engine(app).GetInstanceAsync("ear"))!.RuntimeStatus);
            Assert.Contains("\"instanceId\":\"ear\"", await app.GetAsync("/runtime/followup/status"), StringComparison.Ordinal);
        }

        Assert.NotEmpty((await Bed.CheckAsync()).Findings); // it is not forgotten
    }

    /// <summary>Somebody put the rows back, or installed the release that knows them.</summary>
    [Fact]
    public async Task HistoryThatCanBeReadAgain_LeavesTheQuarantine()
    {
        byte[] original = await Bed.WithFileAsync(s => s.QueryFirst("SELECT event FROM history WHERE instance_id = 'ear'", r => r.Span(0).ToArray())!);
        await Bed.DamageAsync("UPDATE history SET event = x'09' WHERE instance_id = 'ear'");
        await Bed.CheckAsync(isRepair: true);
        await Bed.WithFileAsync(s => s.Execute("UPDATE history SET event = ? WHERE instance_id = 'ear'", original));

        Checked repaired = await Bed.CheckAsync(isRepair: true);

        Assert.Equal(["quarantine of ear"], repaired.Places);
        Assert.Empty((await Bed.CheckAsync()).Findings);
        await using HostedApp app = await Bed.ServeAsync(typeof(CheckedFunctions));
        await Engine(app).RaiseEventAsync("ear", "word", "x");
        Assert.Equal("heard x", (await Engine(app).WaitForInstanceCompletionAsync("ear", true).InTimeAsync()).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CodeThatGoesAnotherWay_IsTold_AndNothingIsChanged()
    {
        string before = await WorkAsync();

        Checked found = await Bed.CheckAsync(isRepair: true, typeof(LaterFunctions));

        Assert.Equal(["history of ear", "history of s"], found.Places);
        Assert.Contains("another path", found.Reasons, StringComparison.Ordinal);
        Assert.Contains("no orchestrator named 'Sleep'", found.Reasons, StringComparison.Ordinal);
        Assert.All(found.Findings, f => Assert.False(f["mended"]!.GetValue<bool>()));
        Assert.Null(found.Backup);
        Assert.Equal(before, await WorkAsync());
    }

    /// <summary>A timer that the index does not lead to would never fire.</summary>
    [Fact]
    public async Task IndexThatLacksARow_IsBuiltAnew()
    {
        (string sql, long page) = await Bed.WithFileAsync(s => s.QueryFirst(
            "SELECT sql, rootpage FROM sqlite_schema WHERE name = 'timers_fire_at'", r => (r.Text(0), r.Number(1))));
        await SchemaAsync(s => s.Execute("DELETE FROM sqlite_schema WHERE name = 'timers_fire_at'"));
        await Bed.DamageAsync("UPDATE timers SET fire_at = fire_at"); // rows stay; the index is not looked at
        await Bed.DamageAsync("INSERT INTO timers (instance_id, task_id, fire_at) VALUES ('ghost', 1, 1)");
        await SchemaAsync(s => s.Execute(
            "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('index', 'timers_fire_at', 'timers', ?, ?)", page, sql));

        Checked found = await Bed.CheckAsync();
        Checked repaired = await Bed.CheckAsync(isRepair: true);

        Assert.Contains("timers_fire_at", found.Reasons, StringComparison.Ordinal);
        Assert.True(repaired.IsMended, repaired.Reasons);
        Assert.Empty((await Bed.CheckAsync()).Findings);
    }

    [Fact]
    public async Task Repair_WhileTheServerRuns_IsRefused()
    {
        await Bed.DamageAsync("DELETE FROM timers");
        await using HostedApp app = await Bed.ServeAsync(typeof(CheckedFunctions));

        using HttpResponseMessage response = await app.Client.PostAsync("/runtime/followup/repair", null);

        Assert.Equal(503, (int)response.StatusCode);
        Assert.Contains("Stop the server", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("timer 1 of s", await app.GetAsync("/runtime/followup/check"), StringComparison.Ordinal);
    }

    private async Task SuspendAsync()
    {
        await using HostedApp app = await Bed.ServeAsync(typeof(CheckedFunctions));
        await Engine(app).SuspendInstanceAsync("ear");
        await app.Services.GetRequiredService<DurableEngine>().Client.GetInstanceAsync("ear");
        await Eventually.TrueAsync(
            () => Engine(app).GetInstanceAsync("ear").GetAwaiter().GetResult()!.RuntimeStatus == OrchestrationRuntimeStatus.Suspended, "it rests");
    }

    private Task<int> SchemaAsync(Func<SqliteSession, int> change) => Bed.WithFileAsync(s =>
    {
        s.QueryNumber("PRAGMA writable_schema=ON");
        return change(s);
    });

    private static DurableTaskClient Engine(HostedApp app) => app.Services.GetRequiredService<DurableTaskClient>();

    private async Task<string> WorkAsync()
    {
        await using RuntimeFile file = RuntimeFile.Open(Bed.Data);
        return Work(file.File);
    }

    /// <summary>Everything that waits, as it is stored.</summary>
    private static string Work(SqliteFile file) => file.Read(s => string.Join(
        '\n',
        s.Query("SELECT instance_id || ' ' || task_id || ' ' || fire_at FROM timers ORDER BY 1", r => r.Text(0))
            .Concat(s.Query("SELECT instance_id || ' ' || task_id || ' ' || name || ifnull(input, '') FROM activities ORDER BY 1", r => r.Text(0)))
            .Concat(s.Query("SELECT instance_id || ' ' || position || ' ' || hex(event) FROM history ORDER BY 1", r => r.Text(0)))));
}
