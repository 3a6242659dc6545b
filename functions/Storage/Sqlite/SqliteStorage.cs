using Azure.Storage.Queues;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Storage.Sqlite;

/// <summary>The shop's file, <c>shop.db</c> in the data folder, with its entity tables and queues.</summary>
public sealed class SqliteStorage : IAsyncDisposable
{
    public const string FileName = "shop.db";

    private SqliteStorage(SqliteFile file, TimeProvider systemClock)
    {
        File = file;
        Tables = new SqliteEntityTables(file);
        Queues = new SqliteQueueServiceClient(file, systemClock);
    }

    public IEntityTables Tables { get; }

    public QueueServiceClient Queues { get; }

    /// <summary>For those who look after all files of the data folder.</summary>
    public OpenFile OpenFile => new(File);

    internal SqliteFile File { get; }

    /// <param name="systemClock">Hides and expires messages.</param>
    /// <exception cref="StorageException">Held by another process, of a newer release, damaged, or not writable.</exception>
    public static SqliteStorage Open(string folder, TimeProvider systemClock)
    {
        try
        {
            SqliteStorage storage = new(SqliteFile.Open(Path.Combine(folder, FileName), ShopSchema.Current), systemClock);
            storage.ReleaseMessages(systemClock.GetUtcNow());
            return storage;
        }
        catch (SqliteFileException fault)
        {
            throw StoreFaults.From(fault);
        }
    }

    public ValueTask DisposeAsync() => File.DisposeAsync();

    private void ReleaseMessages(DateTimeOffset now) => File.WriteAsync(session =>
    {
        AbandonedMessages.Release(session, now);
        return 0;
    }).GetAwaiter().GetResult();
}
