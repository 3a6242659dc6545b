namespace FollowUpFlows.Sqlite;

/// <summary>Gives the disk back what a file no longer needs, so that it does not stay as large as it once was.</summary>
internal static class FreePages
{
    /// <summary>So many pages stay for the next rows: taking them again costs more than keeping them. A mebibyte.</summary>
    private const long Kept = 256;

    /// <summary>Of a larger file this part may be free.</summary>
    private const long KeptPart = 8;

    /// <summary>So many pages at a time, or whoever writes meanwhile would wait.</summary>
    private const long AtOnce = 512;

    private const string Incremental = "PRAGMA auto_vacuum=INCREMENTAL;";

    /// <summary>Moves some free pages out of the file.</summary>
    /// <returns>Whether there is more to do.</returns>
    public static bool GiveBack(SqliteSession session)
    {
        long surplus = session.QueryNumber("PRAGMA freelist_count")!.Value
            - Math.Max(Kept, session.QueryNumber("PRAGMA page_count")!.Value / KeptPart);
        if (surplus <= 0 || !IsPossible(session))
        {
            return false;
        }

        session.ExecuteScript($"PRAGMA incremental_vacuum({Math.Min(surplus, AtOnce)})");
        if (surplus > AtOnce)
        {
            return true;
        }

        session.ExecuteScript("PRAGMA wal_checkpoint(PASSIVE)"); // only this shortens the file
        return false;
    }

    /// <summary>A new file can give pages back only if that is said before anything else.</summary>
    public static void PrepareNew(SqliteSession session)
    {
        session.ExecuteScript(SqliteSettings.Reader);
        if (session.QueryNumber("PRAGMA page_count") == 0)
        {
            session.ExecuteScript(Incremental);
        }
    }

    /// <summary>A file that an earlier release made cannot give pages back: it is written anew, once, at its opening.</summary>
    public static void MakePossible(SqliteSession session)
    {
        if (IsPossible(session))
        {
            return;
        }

        try
        {
            session.ExecuteScript(Incremental + "VACUUM");
        }
        catch (SqliteFileException fault) when (fault.IsFull)
        {
            // It needs room for a second copy. The file is as good as it was; the next opening tries again.
        }
    }

    private static bool IsPossible(SqliteSession session) => session.QueryNumber("PRAGMA auto_vacuum") == 2;
}
