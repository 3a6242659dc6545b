namespace FollowUpFlows.Sqlite;

/// <summary>A file as it was at one moment, whatever is written meanwhile. The log cannot shrink while one is held, so let go of it soon.</summary>
public sealed class SqliteSnapshot : IDisposable
{
    private readonly SqliteSession session;

    private SqliteSnapshot(SqliteSession session, string fileName)
    {
        this.session = session;
        FileName = fileName;
    }

    /// <summary>Of the file itself, without its folder.</summary>
    public string FileName { get; }

    internal static SqliteSnapshot Take(string path)
    {
        SqliteSession session = SqliteSession.Open(path, isReadOnly: true);
        try
        {
            session.ExecuteScript(SqliteSettings.Reader);
            session.Execute("BEGIN");
            session.QueryNumber("SELECT count(*) FROM sqlite_schema"); // the first look fixes the moment, not BEGIN
            return new SqliteSnapshot(session, Path.GetFileName(path));
        }
        catch
        {
            session.Close();
            throw;
        }
    }

    /// <summary>A whole copy for its owner alone, in one file without a log beside it.</summary>
    /// <exception cref="SqliteFileException">The disk is full, or the folder may not be written.</exception>
    public void CopyTo(string path) => SqliteCopy.Make(session, path);

    public void Dispose() => session.Close();
}
