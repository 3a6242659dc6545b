using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Storage.Sqlite;

/// <summary>The shop's file, <c>shop.db</c> in the data folder, with its entity tables.</summary>
public sealed class SqliteStorage : IAsyncDisposable
{
    public const string FileName = "shop.db";

    private SqliteStorage(SqliteFile file)
    {
        File = file;
        Tables = new SqliteEntityTables(file);
    }

    public IEntityTables Tables { get; }

    internal SqliteFile File { get; }

    /// <exception cref="StorageException">Held by another process, of a newer release, damaged, or not writable.</exception>
    public static SqliteStorage Open(string folder)
    {
        try
        {
            return new SqliteStorage(SqliteFile.Open(Path.Combine(folder, FileName), ShopSchema.Current));
        }
        catch (SqliteFileException fault)
        {
            throw StoreFaults.From(fault);
        }
    }

    public ValueTask DisposeAsync() => File.DisposeAsync();
}
