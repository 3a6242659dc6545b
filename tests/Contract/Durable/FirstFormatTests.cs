using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>An instance that an earlier release began, each event a row of JSON, goes on and ends under this one.</summary>
public sealed class FirstFormatTests : IDisposable
{
    private static readonly DateTimeOffset Begun = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task InstanceOfTheFirstFormat_GoesOn()
    {
        await using SqliteFile file = Setup.OpenFile(folder.Path);
        SqliteInstanceStore store = new(file);
        await BeginAsEarlierReleaseAsync(file, store);
        TaskRegistry tasks = new();
        tasks.AddOrchestrator("Old", async c =>
        {
            string first = await c.CallActivityAsync<string>("Ask");
            string told = await c.WaitForExternalEvent<string>("Told");
            return $"{first}, {told}, {await c.CallActivityAsync<string>("Ask")}";
        });
        tasks.AddActivity("Ask", (_, _) => Task.FromResult<object?>("now"));
        await using DurableEngine engine = new(
            tasks, store, new DurableEngineOptions(), TimeProvider.System, EngineRun.Converter, NullLoggerFactory.Instance);

        await engine.StartAsync(CancellationToken.None);

        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
        OrchestrationMetadata end = await engine.Client.WaitForInstanceCompletionAsync("old", getInputsAndOutputs: true, limit.Token);
        Assert.Equal("then, 花, now", end.ReadOutputAs<string>());
        Assert.Equal([0, 1, 2, 3, 4, 5, 8], file.Read(s => s.Query("SELECT position FROM history ORDER BY position", r => r.Number(0))));
        Assert.Equal(10, store.ReadHistory("old").Count);
    }

    private static async Task BeginAsEarlierReleaseAsync(SqliteFile file, SqliteInstanceStore store)
    {
        HistoryEvent.ExecutionStarted start = new("Old", "x", null, null, null, null);
        InstanceRow row = Starts.Row("old", start, Begun) with { IsStarted = true, Status = OrchestrationRuntimeStatus.Running };
        await store.CommitAsync(new StoreChange("old") { Row = row }, CancellationToken.None);
        string[] history =
        [
            """{"v":1,"k":"ep","t":639029198456780000}""",
            """{"v":1,"k":"st","n":"Old","o":"x"}""",
            """{"v":1,"k":"ac","n":"Ask"}""",
            """{"v":1,"k":"ep","t":639029198466780000}""",
            """{"v":1,"k":"ok","d":"\"then\""}""",
        ];
        await file.WriteAsync(session =>
        {
            for (int i = 0; i < history.Length; i++)
            {
                session.Execute("INSERT INTO history (instance_id, position, event) VALUES ('old', ?, CAST(? AS BLOB))", i, history[i]);
            }

            return session.Execute(
                "INSERT INTO messages (instance_id, event) VALUES ('old', CAST(? AS BLOB))", """{"v":1,"k":"ev","n":"Told","d":"\"花\""}""");
        });
    }
}
