using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Reads every page of a file.</summary>
internal static class PageCheck
{
    /// <summary>What SQLite says when an index does not hold what its table does: the table is whole, and the index follows from it.</summary>
    private static readonly string[] OfAnIndex = [" missing from index ", "wrong # of entries in index ", "non-unique entry in index "];

    public static IReadOnlyList<PageFinding> Of(SqliteFile file)
    {
        try
        {
            List<string> faults = file.Read(static s => s.Query("PRAGMA integrity_check(100)", static r => r.Text(0)));
            return
            [
                .. faults.Where(f => f != "ok").Select(f => new PageFinding(file, f, OfAnIndex.Any(w => f.Contains(w, StringComparison.Ordinal)))),
            ];
        }
        catch (SqliteFileException fault)
        {
            return [new PageFinding(file, fault.Message, IsOfAnIndex: false)];
        }
    }
}

/// <param name="IsOfAnIndex">Building the indexes anew mends it.</param>
internal sealed record PageFinding(SqliteFile File, string Reason, bool IsOfAnIndex);
