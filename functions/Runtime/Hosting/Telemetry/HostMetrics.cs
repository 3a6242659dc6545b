using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Figures of the files and queues behind the engine; nothing is counted unless somebody looks.</summary>
internal sealed class HostMetrics(IEnumerable<OpenFile> files, QueueLengths queues) : IHostedService, IDisposable
{
    /// <summary>Counting a million instances takes a while; it gets at most this part of the time.</summary>
    private const int PauseFactor = 100;

    private readonly Meter meter = new(EngineMetrics.MeterName);
    private Measurement<long>[] instances = [];
    private long instancesUntil;
    private JsonArray lengths = [];
    private Task reading = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        SqliteFile[] all = [.. files.Select(f => f.File)];
        if (all.FirstOrDefault(f => Path.GetFileName(f.FullPath) == RuntimeFile.Name) is { } engine)
        {
            meter.CreateObservableUpDownCounter("followup.engine.instances", () => Instances(engine), "{instance}", "Instances by status.");
        }

        meter.CreateObservableCounter(
            "followup.file.commits",
            () => all.Select(f => new Measurement<long>(f.CommitCount, Named("file", f))),
            "{commit}",
            "Transactions; the log is synchronized with the disk once for each.");
        meter.CreateObservableUpDownCounter(
            "followup.file.log.size", () => all.Select(f => new Measurement<long>(LogBytes(f), Named("file", f))), "By", "Size of a file's log.");
        meter.CreateObservableUpDownCounter("followup.queue.messages", Messages, "{message}", "Messages that wait, as of the look before this one.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose(); // before the files are closed
        return Task.CompletedTask;
    }

    public void Dispose() => meter.Dispose();

    private Measurement<long>[] Instances(SqliteFile engine)
    {
        if (Stopwatch.GetTimestamp() >= instancesUntil)
        {
            long begin = Stopwatch.GetTimestamp();
            instances =
            [
                .. engine.Read(static s => s.Query(
                    "SELECT status, count(*) FROM instances GROUP BY status",
                    static r => new Measurement<long>(r.Number(1), Named("status", ((OrchestrationRuntimeStatus)r.Number(0)).ToString())))),
            ];
            long end = Stopwatch.GetTimestamp();
            instancesUntil = end + (PauseFactor * (end - begin));
        }

        return instances;
    }

    /// <summary>A queue may lie far away, and whoever collects figures does not wait.</summary>
    private List<Measurement<long>> Messages()
    {
        if (reading.IsCompleted)
        {
            reading = ReadAsync();
        }

        List<Measurement<long>> found = [];
        foreach (JsonObject queue in Volatile.Read(ref lengths).OfType<JsonObject>())
        {
            string name = queue["name"]!.GetValue<string>();
            found.Add(new Measurement<long>(queue["waiting"]!.GetValue<int>(), Named("queue", name)));
            found.Add(new Measurement<long>(queue["poison"]!.GetValue<int>(), Named("queue", name + PoisonQueue.Suffix)));
        }

        return found;
    }

    private async Task ReadAsync()
    {
        try
        {
            Volatile.Write(ref lengths, await Task.Run(() => queues.ReadAsync(CancellationToken.None)));
        }
        catch (Exception) // a figure less; whoever works with the queues says what is wrong with them
        {
            Volatile.Write(ref lengths, []);
        }
    }

    private static long LogBytes(SqliteFile file) => new FileInfo(file.FullPath + "-wal") is { Exists: true } log ? log.Length : 0;

    private static KeyValuePair<string, object?> Named(string tag, SqliteFile file) => Named(tag, Path.GetFileName(file.FullPath));

    private static KeyValuePair<string, object?> Named(string tag, string value) => new(tag, value);
}
