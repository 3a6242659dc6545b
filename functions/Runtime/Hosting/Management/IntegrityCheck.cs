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
        foreach ((string instanceId, long position, string? fault) in session.Query(
            "SELECT instance_id, position, event FROM history ORDER BY instance_id, position",
            static r => (r.Text(0), r.Number(1), FaultOf(r.Span(2)))).Where(r => r.Item3 is not null).Take(FaultsMax))
        {
            Add(findings, string.Create(CultureInfo.InvariantCulture, $"history of {instanceId}, event {position}"), fault!, ReplaceRemedy);
        }

        foreach ((string instanceId, long number, string? fault) in session.Query(
            "SELECT instance_id, number, event FROM messages ORDER BY number",
            static r => (r.Text(0), r.Number(1), FaultOf(r.Span(2)))).Where(r => r.Item3 is not null).Take(FaultsMax))
        {
            Add(findings, string.Create(CultureInfo.InvariantCulture, $"message {number} to {instanceId}"), fault!, RestoreRemedy);
        }

        foreach (string instanceId in session.Query(
            "SELECT instance_id FROM history GROUP BY instance_id HAVING min(position) <> 0 OR max(position) <> count(*) - 1 LIMIT 100",
            static r => r.Text(0)))
        {
            Add(findings, $"history of {instanceId}", "Events are missing.", RestoreRemedy);
        }

        AddOrphans(session, "timers", "timer", findings);
        AddOrphans(session, "activities", "activity", findings);
        return findings.Count;
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

    private static string? FaultOf(ReadOnlySpan<byte> stored)
    {
        try
        {
            HistoryCodec.Decode(stored);
            return null;
        }
        catch (HistoryFormatException fault)
        {
            return fault.Message;
        }
    }

    private static void Add(JsonArray findings, string place, string reason, string remedy) =>
        findings.Add(new JsonObject { ["place"] = place, ["reason"] = reason, ["remedy"] = remedy });
}
