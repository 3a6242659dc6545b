namespace FollowUpFlows.Sqlite;

/// <summary>Read-only connections, kept for the next reader. There are never more than readers at one time.</summary>
internal sealed class ReaderPool(string path) : IDisposable
{
    private readonly Stack<SqliteSession> idle = [];
    private bool isClosed;

    /// <summary>All of the work sees the file as it was at one moment.</summary>
    public T Read<T>(Func<SqliteSession, T> work)
    {
        SqliteSession session = Take();
        bool isGood = false;
        try
        {
            session.Execute("BEGIN");
            T result = work(session);
            session.Execute("COMMIT");
            isGood = true;
            return result;
        }
        finally
        {
            // After any fault the connection may be inside a transaction, or worse: a new one is cheap.
            Return(session, isGood);
        }
    }

    public void Dispose()
    {
        lock (idle)
        {
            isClosed = true;
            while (idle.TryPop(out SqliteSession? session))
            {
                session.Close();
            }
        }
    }

    private SqliteSession Take()
    {
        lock (idle)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            if (idle.TryPop(out SqliteSession? session))
            {
                return session;
            }
        }

        SqliteSession opened = SqliteSession.Open(path, isReadOnly: true);
        opened.ExecuteScript(SqliteSettings.Reader);
        return opened;
    }

    private void Return(SqliteSession session, bool isGood)
    {
        lock (idle)
        {
            if (isGood && !isClosed)
            {
                idle.Push(session);
                return;
            }
        }

        session.Close();
    }
}
