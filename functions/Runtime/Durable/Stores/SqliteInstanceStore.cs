using System.Text.Json;
using FollowUpFlows.Sqlite;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Instances in <c>runtime.db</c>. The caller opens the file with the scripts of <see cref="InstanceSchema"/>, and
/// disposes it after the engine.</summary>
internal sealed class SqliteInstanceStore(SqliteFile file) : IInstanceStore
{
    internal const string Columns =
        "id, execution_id, name, version, status, is_started, is_scheduled, created_at, updated_at, "
        + "input, output, custom_status, failure, tags, parent, trace";

    public async Task<IReadOnlyList<long>> CommitAsync(StoreChange change, CancellationToken cancellationToken)
    {
        try
        {
            // Here, not on the writer's thread: there is one for all instances.
            IReadOnlyList<(int Position, byte[] Events)> history = HistoryCodec.Rows(change.History, change.HistoryFrom);
            return await file.WriteAsync(session => InstanceWriter.Apply(session, change, history), cancellationToken);
        }
        catch (SqliteFileException fault)
        {
            throw Translated(fault);
        }
    }

    public InstanceRow? Find(string instanceId) =>
        Read(s => s.QueryFirst($"SELECT {Columns} FROM instances WHERE id = ?", Row, instanceId));

    public IReadOnlyList<HistoryEvent> ReadHistory(string instanceId)
    {
        List<List<HistoryEvent>> rows = Read(s => Quarantine.ReasonOf(s, instanceId) is { } reason
            ? throw new HistoryFormatException($"It is in quarantine. {reason}")
            : s.Query("SELECT event FROM history WHERE instance_id = ? ORDER BY position", static r => HistoryCodec.Decode(r.Span(0)), instanceId));
        return [.. rows.SelectMany(r => r)];
    }

    public IReadOnlyList<TimerRow> ReadTimers(int limit) => Read(s => s.Query(
        $"SELECT instance_id, task_id, fire_at FROM timers WHERE {Quarantine.LeftAlone} ORDER BY fire_at, number LIMIT ?",
        static r => new TimerRow(r.Text(0), (int)r.Number(1), Time(r.Number(2))),
        limit));

    public PendingWork ReadPending() => Read(s => new PendingWork(
        s.Query(
            $"SELECT number, instance_id, execution_id, event FROM messages WHERE {Quarantine.LeftAlone} ORDER BY number",
            static r => new StoredMessage(r.Number(0), r.Text(1), r.TextOrNull(2), HistoryCodec.DecodeOne(r.Span(3)))),
        s.Query(
            $"SELECT instance_id, task_id, name, input FROM activities WHERE {Quarantine.LeftAlone} ORDER BY number",
            static r => new ActivityRow(r.Text(0), (int)r.Number(1), r.Text(2), r.TextOrNull(3))),
        s.Query("SELECT id FROM instances WHERE is_started = 0 AND is_scheduled = 0", static r => r.Text(0))));

    /// <remarks>Statuses are compared here: a list of them cannot be one parameter, and the range over ids does the work.</remarks>
    public IReadOnlyList<InstanceRow> Query(InstanceFilter filter, string? afterId, int limit) => Read(session =>
    {
        List<InstanceRow> found = [];
        string? after = afterId;
        while (found.Count < limit)
        {
            List<InstanceRow> page = session.Query(
                $"SELECT {Columns} FROM instances WHERE id > ? AND created_at >= ? AND created_at <= ? "
                + "AND id >= ? AND substr(id, 1, ?) = ? ORDER BY id LIMIT ?",
                Row,
                after ?? string.Empty,
                (filter.CreatedFrom ?? DateTimeOffset.MinValue).UtcTicks,
                (filter.CreatedTo ?? DateTimeOffset.MaxValue).UtcTicks,
                filter.IdPrefix,
                filter.IdPrefix.EnumerateRunes().Count(), // SQLite counts characters, not UTF-16 units
                filter.IdPrefix,
                limit);
            found.AddRange(page.Where(filter.Admits).Take(limit - found.Count));
            if (page.Count < limit)
            {
                break;
            }

            after = page[^1].Id;
        }

        return found;
    });

    private T Read<T>(Func<SqliteSession, T> work)
    {
        try
        {
            return file.Read(work);
        }
        catch (SqliteFileException fault)
        {
            throw Translated(fault);
        }
    }

    /// <summary>A full disk is temporary: somebody makes room, and nothing has to be restarted.</summary>
    private static InstanceStoreException Translated(SqliteFileException fault) =>
        new(fault.Message, fault.IsTemporary || fault.IsFull, fault);

    internal static InstanceRow Row(SqliteRow r) => new()
    {
        Id = r.Text(0),
        ExecutionId = r.Text(1),
        Name = r.Text(2),
        Version = r.TextOrNull(3),
        Status = (OrchestrationRuntimeStatus)r.Number(4),
        IsStarted = r.Number(5) != 0,
        IsScheduled = r.Number(6) != 0,
        CreatedAt = Time(r.Number(7)),
        UpdatedAt = Time(r.Number(8)),
        Input = r.TextOrNull(9),
        Output = r.TextOrNull(10),
        CustomStatus = r.TextOrNull(11),
        Failure = r.IsNull(12) ? null : JsonSerializer.Deserialize(r.Span(12), StoredJson.Compact.StoredFailure)!.Details(),
        Tags = r.IsNull(13) ? null : JsonSerializer.Deserialize(r.Span(13), StoredJson.Compact.IReadOnlyDictionaryStringString),
        Parent = r.IsNull(14) ? null : JsonSerializer.Deserialize(r.Span(14), StoredJson.Compact.ParentLink),
        Trace = r.TextOrNull(15),
    };

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
