using System.Globalization;
using System.Text.Json.Nodes;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>How the engine and its files stand.</summary>
internal sealed class RuntimeStatus(
    DurableEngine engine, IInstanceStore store, IEnumerable<OpenFile> files, QueueLengths queues, RuntimeOptions options, IServiceProvider services)
{
    private readonly TimeProvider shopClock = services.ShopClock();

    public async Task<JsonObject> ReadAsync(CancellationToken cancellationToken)
    {
        JsonObject report = new()
        {
            ["version"] = ServerMark.ProductVersion,
            ["engine"] = engine.IsRunning ? "running" : engine.Fault is null ? "stopped" : "failed",
            ["shopTime"] = Time(shopClock.GetUtcNow()),
            ["drainSeconds"] = (long)options.Drain.TotalSeconds,
        };
        SqliteFile? file = files.Select(f => f.File).FirstOrDefault(f => Path.GetFileName(f.FullPath) == RuntimeFile.Name);
        if (file is not null)
        {
            AddFigures(report, file);
        }

        IEnumerable<string> held = file?.Read(Quarantine.All).Select(q => q.InstanceId) ?? [];
        report["unreadable"] = new JsonArray([.. engine.Unreadable.Union(held).Order(StringComparer.Ordinal).Select(Unreadable)]);
        report["queues"] = await queues.ReadAsync(cancellationToken);
        report["files"] = new JsonArray([.. files.Select(f => FileOf(f.File.FullPath))]);
        return report;
    }

    private void AddFigures(JsonObject report, SqliteFile file)
    {
        long now = shopClock.GetUtcNow().UtcTicks;
        file.Read(session =>
        {
            JsonObject states = [];
            foreach ((string state, long count) in session.Query(
                "SELECT status, count(*) FROM instances GROUP BY status ORDER BY status",
                static r => (((OrchestrationRuntimeStatus)r.Number(0)).ToString(), r.Number(1))))
            {
                states[state] = count;
            }

            report["instances"] = states;
            report["sleepingTimers"] = session.QueryNumber("SELECT count(*) FROM timers WHERE fire_at > ?", now);
            report["dueTimers"] = session.QueryNumber("SELECT count(*) FROM timers WHERE fire_at <= ?", now);
            report["oldestDueAt"] = session.QueryNumber("SELECT min(fire_at) FROM timers") is { } due ? Time(new(due, TimeSpan.Zero)) : null;
            report["activities"] = session.QueryNumber("SELECT count(*) FROM activities");
            report["messages"] = session.QueryNumber("SELECT count(*) FROM messages");
            return 0;
        });
    }

    private JsonObject Unreadable(string instanceId)
    {
        string? reason = null;
        try
        {
            store.ReadHistory(instanceId);
        }
        catch (HistoryFormatException fault)
        {
            reason = fault.Message;
        }

        return new JsonObject { ["instanceId"] = instanceId, ["reason"] = reason };
    }

    private static JsonObject FileOf(string path) => new()
    {
        ["name"] = Path.GetFileName(path),
        ["bytes"] = Length(path),
        ["logBytes"] = Length(path + "-wal"),
    };

    /// <summary>The log comes and goes.</summary>
    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private static string Time(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture);
}
