using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.SqliteFiles;

public sealed class SqliteSessionTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private SqliteFile file = null!;

    public Task InitializeAsync()
    {
        file = SqliteFile.Open(folder.PathOf("notes.db"), Notes.Schema);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await file.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("会員 \U0001F600")]
    [InlineData("before\0after")]
    public void QueryFirst_AText_ComesBackAsItWas(string text) =>
        Assert.Equal(text, file.Read(s => s.QueryFirst("SELECT ?", static row => row.TextOrNull(0), text)));

    [Fact]
    public void QueryFirst_ALongText_ComesBackAsItWas() =>
        QueryFirst_AText_ComesBackAsItWas(string.Concat(Enumerable.Repeat("山田", 40_000)));

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 255, 1 })]
    public void QueryFirst_Bytes_ComeBackAsTheyWere(byte[] bytes) =>
        Assert.Equal(bytes, file.Read(s => s.QueryFirst("SELECT ?", static row => row.BytesOrNull(0), bytes)));

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void QueryNumber_ANumber_ComesBackAsItWas(long number) =>
        Assert.Equal(number, file.Read(s => s.QueryNumber("SELECT ?", number)));

    [Fact]
    public void QueryFirst_Nulls_AreNull()
    {
        bool areNull = file.Read(static s => s.QueryFirst(
            "SELECT ?, ?, ?, ?",
            static row => row.IsNull(0) && row.TextOrNull(1) is null && row.BytesOrNull(2) is null && row.NumberOrNull(3) is null,
            SqliteValue.Null, (string?)null, (byte[]?)null, (long?)null));
        Assert.True(areNull);
    }

    [Fact]
    public async Task Execute_ReturnsTheRowsChanged()
    {
        await file.AddAsync(1);
        await file.AddAsync(2);
        Assert.Equal(2, await file.WriteAsync(static s => s.Execute("UPDATE notes SET text = ?", "new")));
        Assert.Equal(0, await file.WriteAsync(static s => s.Execute("INSERT OR IGNORE INTO notes (id, text) VALUES (?, ?)", 1, "")));
    }

    [Fact]
    public void Execute_WithAValueTooFewOrTooMany_IsRefused()
    {
        Assert.Throws<SqliteFileException>(() => file.Read(static s => s.QueryNumber("SELECT ?, ?", 1)));
        Assert.Throws<SqliteFileException>(() => file.Read(static s => s.QueryNumber("SELECT ?", 1, 2)));
    }

    [Fact]
    public void Execute_TwoStatements_IsRefusedEveryTime() => file.Read(static s =>
    {
        Assert.Throws<ArgumentException>(() => s.Execute("SELECT 1; SELECT 2"));
        return Assert.Throws<ArgumentException>(() => s.Execute("SELECT 1; SELECT 2"));
    });

    [Fact]
    public void Query_ThatUsesItsOwnStatementWhileItRuns_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => file.Read(static s => s.Query("SELECT 1", _ => s.QueryNumber("SELECT 1"))));

    [Fact]
    public void QueryNumber_WithoutARow_IsNull() => Assert.Null(file.Read(static s => s.QueryNumber("SELECT id FROM notes")));
}
