using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary><c>runtime.db</c>: what the runtime itself must remember, apart from the shop's own data.</summary>
internal sealed class RuntimeFile : IAsyncDisposable
{
    public const string Name = "runtime.db";

    private static readonly SqliteSchema Schema = new(
        InstanceSchema.Script, SqliteTimerStatusStore.Script, InstanceSchema.PackedHistory, InstanceSchema.Traces, Quarantine.Script);

    private RuntimeFile(SqliteFile file) => File = file;

    public SqliteFile File { get; }

    /// <exception cref="SqliteFileException">Another process holds the file, or it cannot be used; the text has the remedy.</exception>
    public static RuntimeFile Open(string directory) => new(SqliteFile.Open(Path.Combine(directory, Name), Schema));

    public ValueTask DisposeAsync() => File.DisposeAsync();
}
