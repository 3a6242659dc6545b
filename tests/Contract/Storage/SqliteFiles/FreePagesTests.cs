using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.SqliteFiles;

/// <summary>A file does not stay as large as it once was.</summary>
public sealed class FreePagesTests : IDisposable
{
    private const int Rows = 4_000;
    private const long Mebibyte = 1024 * 1024;
    private static readonly string Page = new('x', 4096);

    private readonly TemporaryFolder folder = new();

    private string FilePath => folder.PathOf("notes.db");

    private long Bytes => new FileInfo(FilePath).Length;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task File_WhoseRowsAreGone_ShrinksInAQuietMoment()
    {
        await using SqliteFile file = await FilledAsync();
        await file.WriteAsync(s => s.Execute("DELETE FROM notes WHERE id > 10"));

        await Eventually.TrueAsync(() => Bytes <= 2 * Mebibyte, "the file has shrunk");

        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), file.Ids());
        Assert.Equal("ok", file.Read(static s => s.QueryFirst("PRAGMA integrity_check", static row => row.Text(0))));
    }

    /// <summary>Of some 8,000 pages 700 are free: less than an eighth, and they are soon needed again.</summary>
    [Fact]
    public async Task File_WithAFewFreePages_KeepsThem()
    {
        await using SqliteFile file = await FilledAsync();
        await file.WriteAsync(s => s.Execute("DELETE FROM notes WHERE id <= 350"));
        long free = Free(file);

        Assert.InRange(free, 257, Pages(file) / 8);
        Assert.False(await file.WriteAsync(FreePages.GiveBack));
        Assert.Equal(free, Free(file));
    }

    [Fact]
    public async Task GiveBack_OfManyPages_TakesSomeAtATime()
    {
        await using SqliteFile file = await FilledAsync();

        // In one transaction, so that the quiet moment does not come between.
        (long before, bool isMore, long after) = await file.WriteAsync(s =>
        {
            s.Execute("DELETE FROM notes WHERE id > 10");
            long free = s.QueryNumber("PRAGMA freelist_count")!.Value;
            bool more = FreePages.GiveBack(s);
            return (free, more, s.QueryNumber("PRAGMA freelist_count")!.Value);
        });

        Assert.True(isMore);
        Assert.InRange(before - after, 1, 512);
    }

    [Fact]
    public async Task Write_WhileAFileShrinks_DoesNotWaitForIt()
    {
        await using SqliteFile file = await FilledAsync();
        await file.WriteAsync(s => s.Execute("DELETE FROM notes WHERE id > 10"));
        int added = 0;
        while (Bytes > 2 * Mebibyte)
        {
            await file.AddAsync(++added + Rows).WaitAsync(Notes.WriterHold.Limit);
            await Task.Delay(TimeSpan.FromMilliseconds(1_200)); // a quiet moment between every two
            Assert.True(added < 60, "The file did not shrink within a minute.");
        }

        Assert.Equal(10 + added, file.Ids().Count);
    }

    /// <summary>As earlier releases made them.</summary>
    [Fact]
    public async Task Open_AFileThatCannotShrink_MakesItOneThatCan()
    {
        await using (SqliteFile file = await FilledAsync())
        {
            await file.WriteAsync(s => s.Execute("DELETE FROM notes WHERE id > 10 AND id < 2000"));
        }

        SetVacuum(0);
        long before = Bytes;
        await using SqliteFile again = SqliteFile.Open(FilePath, Notes.Schema);

        Assert.Equal(2, again.Read(static s => s.QueryNumber("PRAGMA auto_vacuum")));
        Assert.Equal(10 + Rows - 1_999, again.Ids().Count);
        await again.WriteAsync(s => s.Execute("DELETE FROM notes WHERE id > 10"));
        await Eventually.TrueAsync(() => Bytes < before / 4, "the file has shrunk");
    }

    [Fact]
    public async Task File_ThatIsNew_CanShrink()
    {
        await using SqliteFile file = SqliteFile.Open(FilePath, Notes.Schema);

        Assert.Equal(2, file.Read(static s => s.QueryNumber("PRAGMA auto_vacuum")));
    }

    private async Task<SqliteFile> FilledAsync()
    {
        SqliteFile file = SqliteFile.Open(FilePath, Notes.Schema);
        await Task.WhenAll(Enumerable.Range(1, Rows).Select(i => file.AddAsync(i, Page)));
        return file;
    }

    private static long Free(SqliteFile file) => file.Read(static s => s.QueryNumber("PRAGMA freelist_count"))!.Value;

    private static long Pages(SqliteFile file) => file.Read(static s => s.QueryNumber("PRAGMA page_count"))!.Value;

    private void SetVacuum(int mode)
    {
        using Microsoft.Data.Sqlite.SqliteConnection connection = new($"Data Source={FilePath};Pooling=False");
        connection.Open();
        using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"PRAGMA auto_vacuum={mode};VACUUM";
        command.ExecuteNonQuery();
    }
}
