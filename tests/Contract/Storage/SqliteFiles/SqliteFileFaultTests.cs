using System.Text;
using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.SqliteFiles;

public sealed class SqliteFileFaultTests : IDisposable
{
    private static readonly string Page = new('x', 4096);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task WriteAsync_OnAFullDisk_KeepsTheOldDataAndWorksAgainOnceThereIsRoom()
    {
        await using SqliteFile file = Open();
        await file.AddAsync(1, "old");
        await LimitPagesAsync(file, 40);

        Task<int>[] writes = [.. Enumerable.Range(2, 100).Select(i => file.AddAsync(i, Page))];
        SqliteFileException full = await Assert.ThrowsAsync<SqliteFileException>(() => Task.WhenAll(writes));
        Assert.True(full.IsFull);
        Assert.Contains("Make room", full.Message, StringComparison.Ordinal);
        long[] acknowledged = [1, .. writes.Index().Where(w => w.Item.IsCompletedSuccessfully).Select(w => w.Index + 2L)];
        Assert.Equal(acknowledged, file.Ids());

        await LimitPagesAsync(file, 4000);
        await file.AddAsync(1000, Page);
        Assert.Equal([.. acknowledged, 1000], file.Ids());
        Assert.Equal("ok", file.Read(static s => s.QueryFirst("PRAGMA integrity_check", static row => row.Text(0))));
    }

    [Fact]
    public void Open_AFileThatIsNoDatabase_SaysSo()
    {
        folder.Write("notes.db", new string('?', 5000));
        SqliteFileException refusal = Assert.Throws<SqliteFileException>(() => Open());
        Assert.True(refusal.IsCorrupt);
        Assert.Contains("not a database", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(new string('?', 5000), File.ReadAllText(folder.PathOf("notes.db")));
    }

    [Fact]
    public async Task Read_ADamagedPage_SaysThatTheFileIsDamaged()
    {
        await using (SqliteFile file = Open())
        {
            await file.AddAsync(1, Page + Page);
        }

        using (FileStream stream = File.OpenWrite(folder.PathOf("notes.db")))
        {
            stream.Position = 2 * 4096; // the table's first page, behind the one that says where pages belong
            stream.Write(Encoding.ASCII.GetBytes(new string('!', 4096)));
        }

        await using SqliteFile damaged = Open();
        SqliteFileException fault = Assert.Throws<SqliteFileException>(() => damaged.Ids());
        Assert.True(fault.IsCorrupt);
        Assert.Contains("restore the latest backup", fault.Message, StringComparison.Ordinal);
        Assert.True((await Assert.ThrowsAsync<SqliteFileException>(() => damaged.AddAsync(2))).IsCorrupt);
    }

    [Fact]
    public void Open_BelowAFile_SaysThatTheFolderMayNotBeWritten()
    {
        folder.Write("file", "");
        string path = folder.PathOf("file/notes.db");
        SqliteFileException refusal = Assert.Throws<SqliteFileException>(() => SqliteFile.Open(path, Notes.Schema));
        Assert.Contains("may not be written", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>A folder in its place cannot be written as a file, not even by root, who may write everything else.</summary>
    [Fact]
    public void Open_WithoutPermissionToTheLock_SaysThatItMayNotBeWritten()
    {
        Directory.CreateDirectory(folder.PathOf("notes.db.lock"));
        SqliteFileException refusal = Assert.Throws<SqliteFileException>(() => Open());
        Assert.Contains("may not be written", refusal.Message, StringComparison.Ordinal);
    }

    private static Task<long?> LimitPagesAsync(SqliteFile file, int pages) =>
        file.WriteAsync(session => session.QueryNumber($"PRAGMA max_page_count={pages}"));

    private SqliteFile Open() => SqliteFile.Open(folder.PathOf("notes.db"), Notes.Schema);
}
