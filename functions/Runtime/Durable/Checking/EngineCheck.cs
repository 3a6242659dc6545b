using System.Globalization;
using FollowUpFlows.Sqlite;
using Microsoft.DurableTask;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Looks through the engine's file, one instance at a time, each at one moment: the engine works on meanwhile.</summary>
internal sealed class EngineCheck(TaskRegistry tasks, DataConverter converter, DurableEngineOptions options)
{
    private const int FindingsMax = 1_000;
    private const int PageSize = 500;
    private const string OrphanRemedy = "None is needed: the engine drops it when it is due.";
    private const string MessageRemedy = "Restore a backup; until then the repair puts the instance into quarantine, so that the others go on.";

    public IReadOnlyList<EngineFinding> Run(SqliteFile file)
    {
        InstanceCheck check = new(tasks, converter, options);
        List<EngineFinding> findings = [];
        for (string after = ""; findings.Count < FindingsMax;)
        {
            List<string> ids = file.Read(s => s.Query("SELECT id FROM instances WHERE id > ? ORDER BY id LIMIT ?", static r => r.Text(0), after, PageSize));
            if (ids.Count == 0)
            {
                break;
            }

            findings.AddRange(ids.Select(id => file.Read(s => StoredInstance.Read(s, id))).OfType<StoredInstance>().SelectMany(check.Of));
            after = ids[^1];
        }

        file.Read(session =>
        {
            findings.AddRange(Messages(session));
            findings.AddRange(Orphans(session, "timers", "timer"));
            findings.AddRange(Orphans(session, "activities", "activity"));
            findings.AddRange(Orphans(session, "history", "history"));
            return 0;
        });
        return [.. findings.Take(FindingsMax)];
    }

    private static IEnumerable<EngineFinding> Messages(SqliteSession session)
    {
        List<(long Number, string InstanceId, string? Fault)> all = session.Query(
            "SELECT number, instance_id, event FROM messages ORDER BY number", static r => (r.Number(0), r.Text(1), FaultOf(r.Span(2))));
        HashSet<string> held = [.. Quarantine.All(session).Select(q => q.InstanceId)];
        foreach ((long number, string instanceId, string? fault) in all.Where(m => m.Fault is not null))
        {
            string reason = string.Create(CultureInfo.InvariantCulture, $"message {number}: {fault}");
            Action<SqliteSession>? hold = held.Contains(instanceId) ? null : s => Quarantine.Add(s, instanceId, reason, DateTimeOffset.UnixEpoch);
            yield return new EngineFinding(
                string.Create(CultureInfo.InvariantCulture, $"message {number} to {instanceId}"), fault!, MessageRemedy, hold);
        }
    }

    private static string? FaultOf(ReadOnlySpan<byte> stored)
    {
        try
        {
            HistoryCodec.DecodeOne(stored);
            return null;
        }
        catch (HistoryFormatException fault)
        {
            return fault.Message;
        }
    }

    private static IEnumerable<EngineFinding> Orphans(SqliteSession session, string table, string word)
    {
        List<string> owners = session.Query(
            $"SELECT DISTINCT instance_id FROM {table} WHERE instance_id NOT IN (SELECT id FROM instances) LIMIT 1000", static r => r.Text(0));
        return owners.Select(owner => new EngineFinding(
            $"{word} of {owner}", "There is no such instance.", OrphanRemedy, s => s.Execute($"DELETE FROM {table} WHERE instance_id = ?", owner)));
    }
}
