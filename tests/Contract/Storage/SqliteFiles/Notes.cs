using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Tests.Contract.Storage.SqliteFiles;

/// <summary>A small table of texts to write to a file and read back.</summary>
internal static class Notes
{
    public static readonly SqliteSchema Schema = new("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");

    public static Task<int> AddAsync(this SqliteFile file, long id, string text = "", CancellationToken cancellationToken = default) =>
        file.WriteAsync(session => session.Execute("INSERT INTO notes (id, text) VALUES (?, ?)", id, text), cancellationToken);

    public static List<long> Ids(this SqliteFile file) =>
        file.Read(static session => session.Query("SELECT id FROM notes ORDER BY id", static row => row.Number(0)));

    /// <summary>Holds the writer's thread until disposed, so that what is added meanwhile becomes one group.</summary>
    public static async Task<WriterHold> HoldAsync(this SqliteFile file)
    {
        WriterHold hold = new();
        Task<bool> held = file.WriteAsync(_ => hold.Wait());
        await hold.Begun.WaitAsync(WriterHold.Limit);
        hold.Ended = held;
        return hold;
    }

    internal sealed class WriterHold
    {
        public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => begun.Task;

        public Task Ended { get; set; } = Task.CompletedTask;

        public Task ReleaseAsync()
        {
            released.SetResult();
            return Ended.WaitAsync(Limit);
        }

        public bool Wait()
        {
            begun.SetResult();
            return released.Task.Wait(Limit);
        }
    }
}
