using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.SqliteFiles;

public sealed class SqliteFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Open_AFolderThatIsMissing_IsCreated()
    {
        await using SqliteFile file = Open("deep/er/notes.db");
        await file.AddAsync(1);
        Assert.Equal([1], file.Ids());
    }

    [Fact]
    public async Task Open_InAFolderThatOthersMayRead_KeepsTheFilesFromThem()
    {
        if (OperatingSystem.IsWindows())
        {
            return;  // rights are the folder's there
        }

        await using SqliteFile file = Open("notes.db");
        await file.AddAsync(1);
        foreach (string name in new[] { "notes.db", "notes.db-wal", "notes.db-shm" })
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.PathOf(name)));
        }
    }

    [Fact]
    public async Task Open_AFileThatWasClosed_HasEverything()
    {
        await using (SqliteFile file = Open("notes.db"))
        {
            await file.AddAsync(7);
        }

        Assert.False(File.Exists(folder.PathOf("notes.db-wal")));
        await using SqliteFile again = Open("notes.db");
        Assert.Equal([7], again.Ids());
    }

    /// <summary>What a power cut leaves is what lies in the files at that moment.</summary>
    [Fact]
    public async Task Open_ACopyTakenWhileTheFileWasOpen_HasEverythingThatWasAcknowledged()
    {
        await using SqliteFile file = Open("notes.db");
        for (int i = 1; i <= 40; i++)
        {
            await file.AddAsync(i);
        }

        foreach (string suffix in new[] { "", "-wal" })
        {
            File.Copy(folder.PathOf("notes.db" + suffix), folder.PathOf("copy.db" + suffix));
        }

        await using SqliteFile copy = Open("copy.db");
        Assert.Equal(Enumerable.Range(1, 40).Select(i => (long)i), copy.Ids());
    }

    [Fact]
    public async Task Open_ASecondTime_SaysThatItIsInUse_UntilTheFirstIsClosed()
    {
        await using (SqliteFile first = Open("notes.db"))
        {
            SqliteFileException refusal = Assert.Throws<SqliteFileException>(() => Open("notes.db"));
            Assert.Contains("is in use by another process", refusal.Message, StringComparison.Ordinal);
        }

        await using SqliteFile second = Open("notes.db");
        Assert.Empty(second.Ids());
    }

    [Fact]
    public async Task Read_ManyAtOnceBesideAWriter_EachSeesWhatWasAcknowledgedBefore()
    {
        await using SqliteFile file = Open("notes.db");
        await Parallel.ForEachAsync(Enumerable.Range(1, 200), async (i, cancellation) =>
        {
            await file.AddAsync(i, cancellationToken: cancellation);
            Assert.Contains(i, file.Ids());
        });
        Assert.Equal(200, file.Ids().Count);
    }

    [Fact]
    public async Task Read_SeveralQueries_SeeOneMoment()
    {
        await using SqliteFile file = Open("notes.db");
        (long before, long after) = file.Read(session =>
        {
            long first = session.QueryNumber("SELECT count(*) FROM notes")!.Value;
            file.AddAsync(1).Wait();
            return (first, session.QueryNumber("SELECT count(*) FROM notes")!.Value);
        });
        Assert.Equal((0, 0), (before, after));
        Assert.Equal([1], file.Ids());
    }

    [Fact]
    public async Task Read_ThatWrites_IsRefused_AndTheNextReadWorks()
    {
        await using SqliteFile file = Open("notes.db");
        Assert.Throws<SqliteFileException>(() => file.Read(static s => s.Execute("INSERT INTO notes (id, text) VALUES (1, '')")));
        Assert.Throws<FormatException>(() => file.Read<int>(static _ => throw new FormatException()));
        Assert.Empty(file.Ids());
    }

    private SqliteFile Open(string name) => SqliteFile.Open(folder.PathOf(name), Notes.Schema);
}
