using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace FollowUpFlows.Sqlite;

/// <summary>Statements on one connection, prepared once and kept: the text of a statement is a constant, what varies is a parameter
/// (<c>?</c>, bound by position). Only valid inside the work that it was given to.</summary>
/// <remarks>Every member throws <see cref="SqliteFileException"/> when SQLite refuses.</remarks>
public sealed class SqliteSession
{
    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);
    private readonly SqliteConnection connection;
    private readonly sqlite3 database;
    private readonly string path;

    private SqliteSession(SqliteConnection connection, string path)
    {
        this.connection = connection;
        this.path = path;
        database = connection.Handle!;
    }

    /// <summary>Runs one statement to its end.</summary>
    /// <returns>Rows changed; only meaningful after INSERT, UPDATE and DELETE.</returns>
    public int Execute(string sql, params ReadOnlySpan<SqliteValue> values)
    {
        SqliteStatement statement = Begin(sql, values);
        try
        {
            while (Step(statement))
            {
            }

            return sqlite3_changes(database);
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>All rows, mapped as they are read. The map may use the session, but not the same statement.</summary>
    public List<T> Query<T>(string sql, Func<SqliteRow, T> map, params ReadOnlySpan<SqliteValue> values)
    {
        List<T> rows = [];
        SqliteStatement statement = Begin(sql, values);
        try
        {
            while (Step(statement))
            {
                rows.Add(map(new SqliteRow(statement.Handle)));
            }

            return rows;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The first row, or the default of <typeparamref name="T"/> when there is none.</summary>
    public T? QueryFirst<T>(string sql, Func<SqliteRow, T> map, params ReadOnlySpan<SqliteValue> values)
    {
        SqliteStatement statement = Begin(sql, values);
        try
        {
            return Step(statement) ? map(new SqliteRow(statement.Handle)) : default;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The number in the first column of the first row; null when there is no row, or no number in it.</summary>
    public long? QueryNumber(string sql, params ReadOnlySpan<SqliteValue> values) =>
        QueryFirst(sql, static row => row.NumberOrNull(0), values);

    internal bool IsInTransaction => sqlite3_get_autocommit(database) == 0;

    /// <param name="path">Created when missing, for its owner alone, unless read-only.</param>
    internal static SqliteSession Open(string path, bool isReadOnly)
    {
        if (!isReadOnly)
        {
            NewFile.Create(path);
        }

        SqliteConnectionStringBuilder settings = new()
        {
            DataSource = path,
            Mode = isReadOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false, // the package's own pool keeps files open after they are closed
        };
        SqliteConnection connection = new(settings.ConnectionString);
        try
        {
            connection.Open();
            return new SqliteSession(connection, path);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw SqliteFaults.Fault(path, e.SqliteExtendedErrorCode, e.Message, isInTransaction: false, e);
        }
    }

    /// <summary>Several statements without parameters or rows.</summary>
    internal void ExecuteScript(string sql) => Check(sqlite3_exec(database, sql));

    /// <summary>Copies the whole database, as it is now, into the other one.</summary>
    internal void CopyTo(SqliteSession other)
    {
        try
        {
            connection.BackupDatabase(other.connection);
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.Fault(other.path, e.SqliteExtendedErrorCode, e.Message, isInTransaction: false, e);
        }
    }

    internal void Close()
    {
        foreach (SqliteStatement statement in statements.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    private SqliteStatement Begin(string sql, ReadOnlySpan<SqliteValue> values)
    {
        SqliteStatement statement = Prepared(sql);
        if (statement.IsRunning)
        {
            throw new InvalidOperationException($"A query may not use its own statement while it runs: {sql}");
        }

        Check(statement.Bind(values));
        statement.IsRunning = true;
        return statement;
    }

    private SqliteStatement Prepared(string sql)
    {
        if (statements.TryGetValue(sql, out SqliteStatement? known))
        {
            return known;
        }

        Check(sqlite3_prepare_v3(database, sql, SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt handle, out string tail));
        if (tail.Trim().Length > 0)
        {
            handle.Dispose();
            throw new ArgumentException($"One statement at a time; this is left over: {tail}", nameof(sql));
        }

        SqliteStatement statement = new(handle);
        statements.Add(sql, statement);
        return statement;
    }

    private bool Step(SqliteStatement statement)
    {
        int result = sqlite3_step(statement.Handle);
        if (result is not (SQLITE_ROW or SQLITE_DONE))
        {
            Check(result);
        }

        return result == SQLITE_ROW;
    }

    private void Check(int result)
    {
        if (result != SQLITE_OK)
        {
            int code = result == SQLITE_RANGE ? result : sqlite3_extended_errcode(database);
            string detail = result == SQLITE_RANGE ? "the values do not match the parameters" : sqlite3_errmsg(database).utf8_to_string();
            throw SqliteFaults.Fault(path, code, detail, IsInTransaction);
        }
    }
}
