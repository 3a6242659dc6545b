using System.Globalization;
using System.Text.Json.Nodes;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Looks for what cannot be read or does not fit together, in a snapshot: the server works on meanwhile. Changes nothing.</summary>
internal sealed class IntegrityCheck(IEnumerable<OpenFile> files)
{
    private const int FaultsMax = 100;

    private const string RestoreRemedy = "Restore a backup; until then copy the whole folder, and delete nothing.";
    private const string ReplaceRemedy = "Run the release that wrote it, or end it by 'followup runtime terminate' and purge it.";
    private const string OrphanRemedy = "None is needed: the engine drops it when it is due.";

    /// <returns>An array of <c>findings</c>, each with <c>place</c>, <c>reason</c> and <c>remedy</c>; none: all is well.</returns>
    public Task<JsonObject> RunAsync() => Task.Run(() =>
    {
        JsonArray findings = [];
        foreach (SqliteFile file in files.Select(f => f.File))
        {
            string name = Path.GetFileName(file.FullPath);
            if (CheckFile(file, name, findings) && name == RuntimeFile.Name)
            {
                file.Read(session => CheckEngine(session, findings));
            }
        }

        return new JsonObject { ["findings"] = findings };
    });

    /// <returns>Whether its rows are worth looking at.</returns>
    private static bool CheckFile(SqliteFile file, string name, JsonArray findings)
    {
        try
        {
            List<string> faults = file.Read(static s => s.Query("PRAGMA integrity_check(100)", static r => r.Text(0)));
            foreach (string fault in faults.Where(f => f != "ok"))
            {
                Add(findings, name, fault, RestoreRemedy);
            }

            return faults is ["ok"];
        }
        catch (SqliteFileException fault)
        {
            Add(findings, name, fault.Message, RestoreRemedy);
            return false;
        }
    }

    private static int CheckEngine(SqliteSession session, JsonArray findings)
    {
        CheckHistories(session, findings);
        foreach ((string instanceId, long number, string? fault) in session.Query(
            "SELECT instance_id, number, event FROM messages ORDER BY number",
            static r => (r.Text(0), r.Number(1), Look(r.Span(2)).Fault)).Where(r => r.Item3 is not null).Take(FaultsMax))
        {
            Add(findings, string.Create(CultureInfo.InvariantCulture, $"message {number} to {instanceId}"), fault!, RestoreRemedy);
        }

        AddOrphans(session, "timers", "timer", findings);
        AddOrphans(session, "activities", "activity", findings);
        return findings.Count;
    }

    /// <summary>A row holds one event or several, under the position of its first: each begins where the one before it has ended.</summary>
    private static void CheckHistories(SqliteSession session, JsonArray findings)
    {
        List<(string InstanceId, long Position, int Count, string? Fault)> rows = session.Query(
            "SELECT instance_id, position, event FROM history ORDER BY instance_id, position",
            static r =>
            {
                (int count, string? fault) = Look(r.Span(2));
                return (r.Text(0), r.Number(1), count, fault);
            });
        foreach (IGrouping<string, (string InstanceId, long Position, int Count, string? Fault)> history in rows.GroupBy(r => r.InstanceId, StringComparer.Ordinal))
        {
            if (findings.Count >= FaultsMax)
            {
                return;
            }

            CheckHistory([.. history], findings);
        }
    }

    private static void CheckHistory(IReadOnlyList<(string InstanceId, long Position, int Count, string? Fault)> rows, JsonArray findings)
    {
        long? next = 0;  // null behind a row of which nobody knows how long it was
        foreach ((string instanceId, long position, int count, string? fault) in rows)
        {
            if (fault is not null)
            {
                Add(findings, string.Create(CultureInfo.InvariantCulture, $"history of {instanceId}, event {position}"), fault, ReplaceRemedy);
            }

            if (position != (next ?? position))
            {
                Add(findings, $"history of {instanceId}", "Events are missing.", RestoreRemedy);
                return;
            }

            next = fault is null ? position + count : null;
        }
    }

    private static void AddOrphans(SqliteSession session, string table, string word, JsonArray findings)
    {
        List<string> owners = session.Query(
            $"SELECT DISTINCT instance_id FROM {table} WHERE instance_id NOT IN (SELECT id FROM instances) LIMIT 100", static r => r.Text(0));
        foreach (string instanceId in owners)
        {
            Add(findings, $"{word} of {instanceId}", "There is no such instance.", OrphanRemedy);
        }
    }

    /// <summary>How many events a row has, or why they cannot be read.</summary>
    private static (int Count, string? Fault) Look(ReadOnlySpan<byte> stored)
    {
        try
        {
            return (HistoryCodec.Decode(stored).Count, null);
        }
        catch (HistoryFormatException fault)
        {
            return (0, fault.Message);
        }
    }

    private static void Add(JsonArray findings, string place, string reason, string remedy) =>
        findings.Add(new JsonObject { ["place"] = place, ["reason"] = reason, ["remedy"] = remedy });
}
