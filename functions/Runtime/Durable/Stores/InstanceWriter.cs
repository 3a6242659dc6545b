using System.Text.Json;
using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Writes a change within the transaction of its session.</summary>
internal static class InstanceWriter
{
    /// <param name="history">That of the change, as it is stored.</param>
    public static IReadOnlyList<long> Apply(
        SqliteSession session, StoreChange change, IReadOnlyList<(int Position, byte[] Events)> history)
    {
        Clear(session, change);
        Consume(session, change);
        if (change.Row is { } row)
        {
            Put(session, row);
        }

        foreach ((int position, byte[] events) in history)
        {
            session.Execute(
                "INSERT INTO history (instance_id, position, event) VALUES (?, ?, ?)", change.InstanceId, position, events);
        }

        foreach (ActivityRow activity in change.Activities)
        {
            session.Execute(
                "INSERT INTO activities (instance_id, task_id, name, input) VALUES (?, ?, ?, ?)",
                activity.InstanceId, activity.TaskId, activity.Name, activity.Input);
        }

        foreach (TimerRow timer in change.Timers)
        {
            session.Execute(
                "INSERT INTO timers (instance_id, task_id, fire_at) VALUES (?, ?, ?)",
                timer.InstanceId, timer.TaskId, timer.FireAt.UtcTicks);
        }

        return change.Messages.Count == 0 ? [] : [.. change.Messages.Select(m => Insert(session, m))];
    }

    private static void Clear(SqliteSession session, StoreChange change)
    {
        if (change.Clear >= Clearing.Work)
        {
            session.Execute("DELETE FROM activities WHERE instance_id = ?", change.InstanceId);
            session.Execute("DELETE FROM timers WHERE instance_id = ?", change.InstanceId);
        }

        if (change.Clear >= Clearing.Execution)
        {
            session.Execute("DELETE FROM history WHERE instance_id = ?", change.InstanceId);
            Quarantine.Remove(session, change.InstanceId);
        }

        if (change.Clear == Clearing.Instance)
        {
            session.Execute("DELETE FROM messages WHERE instance_id = ?", change.InstanceId);
            session.Execute("DELETE FROM instances WHERE id = ?", change.InstanceId);
        }
    }

    private static void Consume(SqliteSession session, StoreChange change)
    {
        foreach (long number in change.ConsumedMessages)
        {
            session.Execute("DELETE FROM messages WHERE number = ?", number);
        }

        foreach (int taskId in change.ConsumedActivities)
        {
            session.Execute("DELETE FROM activities WHERE instance_id = ? AND task_id = ?", change.InstanceId, taskId);
        }

        foreach (TimerRow timer in change.ConsumedTimers)
        {
            session.Execute(
                "DELETE FROM timers WHERE instance_id = ? AND task_id = ? AND fire_at = ?",
                change.InstanceId, timer.TaskId, timer.FireAt.UtcTicks);
        }

        foreach (int taskId in change.CancelledTimers)
        {
            session.Execute("DELETE FROM timers WHERE instance_id = ? AND task_id = ?", change.InstanceId, taskId);
        }
    }

    /// <summary>What an execution began with stays as it is, so of one that has begun only the rest is written.</summary>
    private static void Put(SqliteSession session, InstanceRow row)
    {
        bool isThere = row.IsStarted && session.Execute(
            """
            UPDATE instances SET status = ?, is_started = 1, is_scheduled = ?, updated_at = ?, output = ?, custom_status = ?, failure = ?
            WHERE id = ? AND execution_id = ?
            """,
            (long)row.Status,
            row.IsScheduled ? 1 : 0,
            row.UpdatedAt.UtcTicks,
            row.Output,
            row.CustomStatus,
            FailureOf(row),
            row.Id,
            row.ExecutionId) > 0;
        if (!isThere)
        {
            Replace(session, row);
        }
    }

    private static string? FailureOf(InstanceRow row) =>
        StoredFailure.Of(row.Failure) is { } failure ? JsonSerializer.Serialize(failure, StoredJson.Compact.StoredFailure) : null;

    private static void Replace(SqliteSession session, InstanceRow row) => session.Execute(
        """
        INSERT OR REPLACE INTO instances (id, execution_id, name, version, status, is_started, is_scheduled, created_at, updated_at,
            input, output, custom_status, failure, tags, parent, trace) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        row.Id,
        row.ExecutionId,
        row.Name,
        row.Version,
        (long)row.Status,
        row.IsStarted ? 1 : 0,
        row.IsScheduled ? 1 : 0,
        row.CreatedAt.UtcTicks,
        row.UpdatedAt.UtcTicks,
        row.Input,
        row.Output,
        row.CustomStatus,
        FailureOf(row),
        row.Tags is { } tags ? JsonSerializer.Serialize(tags, StoredJson.Compact.IReadOnlyDictionaryStringString) : null,
        row.Parent is { } parent ? JsonSerializer.Serialize(parent, StoredJson.Compact.ParentLink) : null,
        row.Trace);

    private static long Insert(SqliteSession session, NewMessage message)
    {
        long? number = message.GivenNumber > 0 ? message.GivenNumber : null;
        return session.QueryNumber(
            "INSERT INTO messages (number, instance_id, execution_id, event) VALUES (?, ?, ?, ?) RETURNING number",
            number, message.InstanceId, message.ExecutionId, HistoryCodec.Encode(message.Event))!.Value;
    }
}
