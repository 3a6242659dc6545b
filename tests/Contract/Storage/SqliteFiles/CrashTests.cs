using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.SqliteFiles;

/// <summary>A power cut leaves the log up to some byte. Whatever byte that is, works are there whole, and none without those before it.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Works = 12;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Open_ALogCutAtAnyPlace_HasTheFirstWorksWhole()
    {
        byte[] log = await WriteAndCopyAsync();
        List<int> survivors = [];
        for (int length = 0; length <= log.Length; length += log.Length / 25)
        {
            List<long> ids = await OpenCutAsync(log[..length]);
            Assert.Equal(Enumerable.Range(1, ids.Count).Select(i => (long)i), ids);
            Assert.True(ids.Count % 2 == 0, $"Half a work at {length} bytes: {ids.Count} rows.");
            survivors.Add(ids.Count);
        }

        Assert.Equal(0, survivors[0]);
        Assert.Equal(survivors.Order(), survivors);
        Assert.True(survivors.Distinct().Count() > 5, "The cuts must fall between works as well.");
        Assert.Equal(2 * Works, (await OpenCutAsync(log)).Count);
    }

    /// <summary>Two rows a work, one work a commit; then what lies on the disk while the file is still open.</summary>
    private async Task<byte[]> WriteAndCopyAsync()
    {
        await using (SqliteFile empty = SqliteFile.Open(folder.PathOf("notes.db"), Notes.Schema))
        {
        }

        await using SqliteFile file = SqliteFile.Open(folder.PathOf("notes.db"), Notes.Schema);
        for (int i = 1; i < 2 * Works; i += 2)
        {
            await file.WriteAsync(session => session.Execute("INSERT INTO notes (id, text) VALUES (?, 'a'), (?, 'b')", i, i + 1));
        }

        File.Copy(folder.PathOf("notes.db"), folder.PathOf("before.db"));
        return await ReadSharedAsync(folder.PathOf("notes.db-wal"));
    }

    private async Task<List<long>> OpenCutAsync(byte[] log)
    {
        string name = folder.PathOf($"cut-{Guid.NewGuid():N}.db");
        File.Copy(folder.PathOf("before.db"), name);
        await File.WriteAllBytesAsync(name + "-wal", log);
        await using SqliteFile file = SqliteFile.Open(name, Notes.Schema);
        return file.Ids();
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
