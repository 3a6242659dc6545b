using System.Globalization;
using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Timers and activities of one instance, compared with what its orchestrator waits for. All of them follow from its history.</summary>
internal static class WorkCheck
{
    /// <param name="open">Numbers of decisions that have not ended.</param>
    public static IEnumerable<EngineFinding> Of(StoredInstance stored, IReadOnlySet<int> open, string remedy)
    {
        string id = stored.Row.Id;
        Dictionary<int, TimerRow> timers = stored.Timers.ToDictionary(t => t.TaskId);
        Dictionary<int, ActivityRow> activities = stored.Activities.ToDictionary(a => a.TaskId);
        foreach (HistoryEvent.Decision decision in stored.History.OfType<HistoryEvent.Decision>().Where(d => open.Contains(d.Id)))
        {
            switch (decision)
            {
                case HistoryEvent.TimerCreated timer when !(timers.Remove(timer.Id, out TimerRow? kept) && kept.FireAt == timer.FireAt):
                    yield return Of("timer", id, timer.Id, "It is missing, or due at another time than its history says.", remedy, s => Put(s, id, timer));
                    break;
                case HistoryEvent.ActivityScheduled call when !activities.Remove(call.Id):
                    yield return Of("activity", id, call.Id, "Its orchestrator waits for it, and it is missing.", remedy, s => Put(s, id, call));
                    break;
            }
        }

        foreach (int taskId in timers.Keys)
        {
            yield return Of("timer", id, taskId, "Nobody waits for it.", remedy, s => Remove(s, "timers", id, taskId));
        }

        foreach (int taskId in activities.Keys)
        {
            yield return Of("activity", id, taskId, "Nobody waits for it.", remedy, s => Remove(s, "activities", id, taskId));
        }
    }

    private static EngineFinding Of(string word, string id, int taskId, string reason, string remedy, Action<SqliteSession> mend) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{word} {taskId} of {id}"), reason, remedy, mend);

    private static void Put(SqliteSession session, string id, HistoryEvent.TimerCreated timer) => session.Execute(
        "INSERT OR REPLACE INTO timers (instance_id, task_id, fire_at) VALUES (?, ?, ?)", id, timer.Id, timer.FireAt.UtcTicks);

    private static void Put(SqliteSession session, string id, HistoryEvent.ActivityScheduled call) => session.Execute(
        "INSERT INTO activities (instance_id, task_id, name, input) VALUES (?, ?, ?, ?)", id, call.Id, call.Name, call.Input);

    private static void Remove(SqliteSession session, string table, string id, int taskId) =>
        session.Execute($"DELETE FROM {table} WHERE instance_id = ? AND task_id = ?", id, taskId);
}
