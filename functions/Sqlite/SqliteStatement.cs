using System.Buffers;
using System.Text;
using SQLitePCL;
using static SQLitePCL.raw;

namespace FollowUpFlows.Sqlite;

/// <summary>A prepared statement that is kept for the next use.</summary>
internal sealed class SqliteStatement(sqlite3_stmt handle) : IDisposable
{
    private const int StackBytesMax = 1024;

    public sqlite3_stmt Handle => handle;

    /// <summary>Between its first step and its reset: it cannot serve a second use.</summary>
    public bool IsRunning { get; set; }

    /// <summary>The first result code that is not OK.</summary>
    public int Bind(ReadOnlySpan<SqliteValue> values)
    {
        int result = sqlite3_bind_parameter_count(handle) == values.Length ? SQLITE_OK : SQLITE_RANGE;
        for (int i = 0; i < values.Length && result == SQLITE_OK; i++)
        {
            result = Bind(i + 1, values[i]);
        }

        return result;
    }

    /// <summary>Ready for the next use; lets go of the parameters, which may be large.</summary>
    public void Reset()
    {
        sqlite3_reset(handle);
        sqlite3_clear_bindings(handle);
        IsRunning = false;
    }

    public void Dispose() => handle.Dispose();

    private int Bind(int index, SqliteValue value) => value switch
    {
        { IsNumber: true } => sqlite3_bind_int64(handle, index, value.Number),
        { Content: string text } => BindText(index, text),
        { Content: byte[] { Length: 0 } } => sqlite3_bind_zeroblob(handle, index, 0), // an empty span would bind null
        { Content: byte[] bytes } => sqlite3_bind_blob(handle, index, bytes),
        _ => sqlite3_bind_null(handle, index),
    };

    /// <summary>With its length, so that a text may hold a NUL character.</summary>
    private int BindText(int index, string text)
    {
        if (text.Length == 0)
        {
            return sqlite3_bind_text(handle, index, text); // an empty span would bind null
        }

        int bytesMax = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = bytesMax > StackBytesMax ? ArrayPool<byte>.Shared.Rent(bytesMax) : null;
        Span<byte> bytes = rented ?? stackalloc byte[StackBytesMax];
        int count = Encoding.UTF8.GetBytes(text, bytes);
        int result = sqlite3_bind_text(handle, index, bytes[..count]); // SQLite takes a copy
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return result;
    }
}
