using static SQLitePCL.raw;

namespace FollowUpFlows.Sqlite;

/// <summary>What SQLite's result codes mean for an operator, said once.</summary>
internal static class SqliteFaults
{
    /// <param name="code">Primary or extended result code.</param>
    /// <param name="detail">SQLite's own words; they name tables and columns, never values.</param>
    /// <param name="isInTransaction">False when SQLite has rolled back by itself, or had nothing to roll back.</param>
    public static SqliteFileException Fault(string path, int code, string detail, bool isInTransaction, Exception? inner = null)
    {
        int primary = code & 0xFF;
        return new SqliteFileException($"{Text(path, primary)} (SQLite {code}: {detail})", inner)
        {
            IsFull = primary == SQLITE_FULL,
            IsCorrupt = primary is SQLITE_CORRUPT or SQLITE_NOTADB,
            IsTemporary = primary is SQLITE_BUSY or SQLITE_LOCKED,
            EndsTransaction = !isInTransaction || !IsOfOneStatement(primary),
        };
    }

    /// <summary>A statement was wrong and the file is fine: the works beside it can go on.</summary>
    private static bool IsOfOneStatement(int primary) =>
        primary is SQLITE_ERROR or SQLITE_CONSTRAINT or SQLITE_MISMATCH or SQLITE_TOOBIG or SQLITE_RANGE or SQLITE_MISUSE;

    private static string Text(string path, int primary) => primary switch
    {
        SQLITE_FULL => $"The disk that holds {path} is full; nothing of this write was kept. Make room: writing then goes on by itself.",
        SQLITE_CORRUPT => $"{path} is damaged. Stop, keep a copy of it, and restore the latest backup.",
        SQLITE_NOTADB => $"{path} is not a database of ours. Move it away, or restore a backup in its place.",
        SQLITE_IOERR => $"{path} could not be read or written. Check the disk; nothing of this write was kept.",
        SQLITE_BUSY or SQLITE_LOCKED => $"Another program holds {path}. Close database tools that have it open, or try again.",
        SQLITE_READONLY or SQLITE_PERM or SQLITE_AUTH =>
            $"{path} may not be written. Give this account the right to write the file and its folder.",
        SQLITE_CANTOPEN => $"{path} cannot be opened. Give this account the right to write the file and its folder.",
        _ => $"{path} refused a statement.",
    };
}
