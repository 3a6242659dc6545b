using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>All of one instance at one moment.</summary>
/// <param name="Fault">Why its history cannot be read; null when it can.</param>
/// <param name="IsHeld">It is in quarantine.</param>
internal sealed record StoredInstance(
    InstanceRow Row, IReadOnlyList<HistoryEvent> History, string? Fault, bool IsHeld, IReadOnlyList<TimerRow> Timers, IReadOnlyList<ActivityRow> Activities)
{
    /// <summary>Null: it was purged meanwhile.</summary>
    public static StoredInstance? Read(SqliteSession session, string id)
    {
        if (session.QueryFirst($"SELECT {SqliteInstanceStore.Columns} FROM instances WHERE id = ?", SqliteInstanceStore.Row, id) is not { } row)
        {
            return null;
        }

        (List<HistoryEvent> history, string? fault) = ReadHistory(session, id);
        return new StoredInstance(
            row,
            history,
            fault,
            session.QueryNumber("SELECT 1 FROM quarantine WHERE instance_id = ?", id) is not null,
            session.Query(
                "SELECT instance_id, task_id, fire_at FROM timers WHERE instance_id = ?",
                static r => new TimerRow(r.Text(0), (int)r.Number(1), new DateTimeOffset(r.Number(2), TimeSpan.Zero)),
                id),
            session.Query(
                "SELECT instance_id, task_id, name, input FROM activities WHERE instance_id = ?",
                static r => new ActivityRow(r.Text(0), (int)r.Number(1), r.Text(2), r.TextOrNull(3)),
                id));
    }

    /// <summary>A row holds one event or several, under the position of its first: each begins where the one before it has ended.</summary>
    private static (List<HistoryEvent> History, string? Fault) ReadHistory(SqliteSession session, string id)
    {
        List<HistoryEvent> history = [];
        List<(long Position, List<HistoryEvent>? Events, string? Fault)> rows = session.Query(
            "SELECT position, event FROM history WHERE instance_id = ? ORDER BY position", static r => Decoded(r.Number(0), r.Span(1)), id);
        foreach ((long position, List<HistoryEvent>? events, string? fault) in rows)
        {
            if (fault is not null)
            {
                return (history, FormattableString.Invariant($"Event {position}: {fault}"));
            }

            if (position != history.Count)
            {
                return (history, FormattableString.Invariant($"Events are missing before event {position}."));
            }

            history.AddRange(events!);
        }

        return (history, null);
    }

    private static (long Position, List<HistoryEvent>? Events, string? Fault) Decoded(long position, ReadOnlySpan<byte> stored)
    {
        try
        {
            return (position, HistoryCodec.Decode(stored), null);
        }
        catch (HistoryFormatException fault)
        {
            return (position, null, fault.Message);
        }
    }
}
