using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.SqliteFiles;

public sealed class SnapshotTests : IDisposable
{
    private const string Script = "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Snapshot_HoldsTheMomentItWasTaken_WhateverIsWrittenAfterwards()
    {
        await using SqliteFile file = Open("notes.db");
        await file.AddAsync(1);
        using (SqliteSnapshot snapshot = file.Snapshot())
        {
            await file.AddAsync(2);
            snapshot.CopyTo(folder.PathOf("copy.db"));
            await file.AddAsync(3);
        }

        Assert.Equal([1, 2, 3], file.Ids());
        await using SqliteFile copy = Open("copy.db");
        Assert.Equal([1], copy.Ids());
    }

    [Fact]
    public async Task Copy_IsOneFile_OfItsOwnerAlone()
    {
        await using SqliteFile file = Open("notes.db");
        await file.AddAsync(1);
        using (SqliteSnapshot snapshot = file.Snapshot())
        {
            snapshot.CopyTo(folder.PathOf("copy.db"));
        }

        Assert.Equal(["copy.db"], Directory.EnumerateFiles(folder.Path, "copy*").Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.PathOf("copy.db")));
        }
    }

    [Fact]
    public async Task IsHeld_IsTrueExactlyWhileTheFileIsOpen()
    {
        Assert.False(FileUse.IsHeld(folder.PathOf("notes.db")));
        await using (Open("notes.db"))
        {
            Assert.True(FileUse.IsHeld(folder.PathOf("notes.db")));
        }

        Assert.False(FileUse.IsHeld(folder.PathOf("notes.db")));
        Assert.False(FileUse.IsHeld(folder.PathOf("nowhere/notes.db")));
    }

    [Fact]
    public async Task Migrations_KeepTheLatestThreeBackups()
    {
        string[] scripts = [Script, "ALTER TABLE notes ADD COLUMN a TEXT", "ALTER TABLE notes ADD COLUMN b TEXT", "ALTER TABLE notes ADD COLUMN c TEXT", "ALTER TABLE notes ADD COLUMN d TEXT"];
        folder.Write("notes.db.vold.bak", "somebody else's");
        for (int version = 1; version <= scripts.Length; version++)
        {
            await using SqliteFile file = SqliteFile.Open(folder.PathOf("notes.db"), new SqliteSchema(scripts[..version]));
        }

        Assert.Equal(
            ["notes.db.v2.bak", "notes.db.v3.bak", "notes.db.v4.bak", "notes.db.vold.bak"],
            Directory.EnumerateFiles(folder.Path, "*.bak").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private SqliteFile Open(string name) => SqliteFile.Open(folder.PathOf(name), new SqliteSchema(Script));
}
