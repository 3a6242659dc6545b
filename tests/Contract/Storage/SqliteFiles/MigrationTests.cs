using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.SqliteFiles;

public sealed class MigrationTests : IDisposable
{
    private const string First = "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)";
    private const string Second = "ALTER TABLE notes ADD COLUMN author TEXT; UPDATE notes SET author = 'old'";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Open_AFileOfAnEarlierVersion_IsBroughtForwardAfterABackup()
    {
        await CreateFirstAsync();
        await using (SqliteFile file = Open(new SqliteSchema(First, Second)))
        {
            Assert.Equal(["old"], Authors(file));
            Assert.Equal(2, file.Read(static s => s.QueryNumber("PRAGMA user_version")));
        }

        await using SqliteFile backup = SqliteFile.Open(folder.PathOf("notes.db.v1.bak"), new SqliteSchema(First));
        Assert.Equal([1], backup.Ids());
        Assert.Equal(0, backup.Read(static s => s.QueryNumber("SELECT count(*) FROM pragma_table_info('notes') WHERE name = 'author'")));
    }

    [Fact]
    public async Task Open_AfterABackupThatWasCutShort_MakesAWholeOne()
    {
        await CreateFirstAsync();
        foreach (string leftover in new[] { "", "-journal", "-wal", "-shm" })
        {
            folder.Write("notes.db.v1.bak.part" + leftover, "half");
        }

        await using (Open(new SqliteSchema(First, Second)))
        {
        }

        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*.part*"));
        await using SqliteFile backup = SqliteFile.Open(folder.PathOf("notes.db.v1.bak"), new SqliteSchema(First));
        Assert.Equal([1], backup.Ids());
    }

    [Fact]
    public async Task Open_ANewFileOrOneOfTheSameVersion_MakesNoBackup()
    {
        await CreateFirstAsync();
        await CreateFirstAsync(id: 2);
        IEnumerable<string?> files = Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName);
        Assert.Equal(["notes.db", "notes.db.lock"], files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Open_AScriptThatFails_LeavesTheFileAsItWas()
    {
        await CreateFirstAsync();
        Assert.Throws<SqliteFileException>(() => Open(new SqliteSchema(First, Second, "CREATE TABLE notes (twice)")));
        await using SqliteFile file = Open(new SqliteSchema(First));
        Assert.Equal([1], file.Ids());
    }

    [Fact]
    public async Task Open_AFileOfANewerVersion_IsRefusedAndNotTouched()
    {
        await using (Open(new SqliteSchema(First, Second)))
        {
        }

        byte[] before = File.ReadAllBytes(folder.PathOf("notes.db"));
        SqliteFileException refusal = Assert.Throws<SqliteFileException>(() => Open(new SqliteSchema(First)));
        Assert.Contains("newer release (file version 2, this release knows 1)", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(folder.PathOf("notes.db")));
    }

    private static List<string> Authors(SqliteFile file) =>
        file.Read(static session => session.Query("SELECT author FROM notes", static row => row.Text(0)));

    private async Task CreateFirstAsync(long id = 1)
    {
        await using SqliteFile file = Open(new SqliteSchema(First));
        await file.AddAsync(id);
    }

    private SqliteFile Open(SqliteSchema schema) => SqliteFile.Open(folder.PathOf("notes.db"), schema);
}
