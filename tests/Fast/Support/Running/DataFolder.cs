using FollowUpFlows.Storage.Sqlite;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>A data folder as a server leaves it, for commands that work without one.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Path => folder.Path;

    /// <summary>Brings the rows into the folder's store.</summary>
    public async Task WriteAsync(TestTables tables)
    {
        await using SqliteStorage storage = SqliteStorage.Open(Path, TimeProvider.System);
        await tables.CopyToAsync(storage.Tables);
    }

    /// <summary>A file of the folder.</summary>
    public void Write(string name, string text) => folder.Write(name, text);

    public CommandRun Run(params string[] args) => CommandRun.Of([.. args, "--data", Path]);

    public void Dispose() => folder.Dispose();
}
