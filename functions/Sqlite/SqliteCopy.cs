namespace FollowUpFlows.Sqlite;

/// <summary>Makes a whole copy of a database, in one file without a log beside it.</summary>
internal static class SqliteCopy
{
    /// <summary>Under another name until it is whole, so that half a copy is never taken for a backup.</summary>
    public static void Make(SqliteSession source, string target)
    {
        string unfinished = target + ".part";
        foreach (string leftover in new[] { "", "-journal", "-wal", "-shm" }) // of a copy that a crash cut short
        {
            File.Delete(unfinished + leftover);
        }

        SqliteSession copy = SqliteSession.Open(unfinished, isReadOnly: false);
        try
        {
            source.CopyTo(copy);
            copy.ExecuteScript("PRAGMA journal_mode=DELETE");
        }
        finally
        {
            copy.Close();
        }

        File.Move(unfinished, target, overwrite: true);
    }
}
