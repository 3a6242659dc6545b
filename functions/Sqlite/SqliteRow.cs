using System.Text;
using SQLitePCL;
using static SQLitePCL.raw;

namespace FollowUpFlows.Sqlite;

/// <summary>The row that a query has reached; valid until its map returns. Columns count from 0.</summary>
public readonly ref struct SqliteRow
{
    private readonly sqlite3_stmt statement;

    internal SqliteRow(sqlite3_stmt statement) => this.statement = statement;

    public bool IsNull(int column) => sqlite3_column_type(statement, column) == SQLITE_NULL;

    /// <summary>0 when the column is null.</summary>
    public long Number(int column) => sqlite3_column_int64(statement, column);

    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    /// <summary>Empty when the column is null.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(Span(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>A copy; empty when the column is null.</summary>
    public byte[] Bytes(int column) => Span(column).ToArray();

    public byte[]? BytesOrNull(int column) => IsNull(column) ? null : Bytes(column);

    /// <summary>SQLite's own memory, for decoding without a copy: gone when the map returns.</summary>
    public ReadOnlySpan<byte> Span(int column) => sqlite3_column_blob(statement, column);
}
