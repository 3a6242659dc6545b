namespace FollowUpFlows.Sqlite;

/// <summary>One database file of this process: writes are put together into few commits, reads never wait for them.</summary>
public sealed class SqliteFile : IAsyncDisposable
{
    private readonly FileLock fileLock;
    private readonly GroupWriter writer;
    private readonly ReaderPool readers;

    private SqliteFile(string path, FileLock fileLock, GroupWriter writer, ReaderPool readers)
    {
        FullPath = path;
        this.fileLock = fileLock;
        this.writer = writer;
        this.readers = readers;
    }

    public string FullPath { get; }

    /// <summary>Commits so far; fewer than works when these came together.</summary>
    public long CommitCount => writer.CommitCount;

    /// <summary>For how long the oldest write that is not on the disk has waited; zero when none has to. Seconds mean that the disk does not
    /// keep up, or has stopped.</summary>
    public TimeSpan WriteDelay => writer.Delay;

    /// <summary>Opens the file for this process alone, creates it with its folder, or brings it to the schema's version.</summary>
    /// <remarks>A file of an earlier version is copied to <c>file.vN.bak</c> first.</remarks>
    /// <exception cref="SqliteFileException">Held by another process, of a newer version, damaged, or not writable.</exception>
    public static SqliteFile Open(string path, SqliteSchema schema)
    {
        string fullPath = Path.GetFullPath(path);
        FileLock fileLock = FileLock.Take(fullPath);
        SqliteSession? session = null;
        try
        {
            session = OpenWriter(fullPath);
            Migration.Run(session, fullPath, schema);
            FreePages.MakePossible(session);
            GroupWriter writer = new(session, () => OpenWriter(fullPath), $"writer of {Path.GetFileName(fullPath)}");
            return new SqliteFile(fullPath, fileLock, writer, new ReaderPool(fullPath));
        }
        catch
        {
            session?.Close();
            fileLock.Dispose();
            throw;
        }
    }

    /// <summary>Runs the work in order with all other writes; when the task has completed, its changes are on the disk.</summary>
    /// <remarks>The works of one moment share a transaction. One that throws is undone alone and its exception reaches its caller.
    /// The work runs on the writer's thread: it must not wait for anything, least of all for another write.</remarks>
    /// <param name="cancellationToken">Stops a work that has not begun; one that has begun finishes.</param>
    /// <exception cref="SqliteFileException">The commit failed: nothing was kept.</exception>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken = default) =>
        writer.AddAsync(work, cancellationToken);

    /// <summary>Runs the work on a snapshot that holds every write whose task has completed. Any number at a time.</summary>
    public T Read<T>(Func<SqliteSession, T> work) => readers.Read(work);

    /// <summary>The file as it is now, with every write whose task has completed.</summary>
    public SqliteSnapshot Snapshot() => SqliteSnapshot.Take(FullPath);

    /// <summary>Finishes the writes that wait, and leaves one file without a log.</summary>
    public async ValueTask DisposeAsync()
    {
        readers.Dispose();
        await writer.DisposeAsync();
        fileLock.Dispose();
    }

    private static SqliteSession OpenWriter(string path)
    {
        SqliteSession session = SqliteSession.Open(path, isReadOnly: false);
        try
        {
            FreePages.PrepareNew(session);
            session.ExecuteScript(SqliteSettings.Writer);
            return session.QueryFirst("PRAGMA journal_mode", static row => row.Text(0)) == "wal"
                ? session
                : throw new SqliteFileException(
                    $"The file system of {path} cannot share memory between readers and the writer. Choose a local disk.");
        }
        catch (SqliteFileException)
        {
            session.Close();
            throw;
        }
    }
}
