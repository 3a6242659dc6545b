using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.SqliteFiles;

public sealed class GroupCommitTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();
    private SqliteFile file = null!;

    public Task InitializeAsync()
    {
        file = SqliteFile.Open(folder.PathOf("notes.db"), Notes.Schema);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await file.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task WriteAsync_WorksThatWaitTogether_ShareOneCommit()
    {
        Notes.WriterHold hold = await file.HoldAsync();
        Task<int>[] writes = [.. Enumerable.Range(1, 100).Select(i => file.AddAsync(i))];
        await hold.ReleaseAsync();
        await Task.WhenAll(writes).WaitAsync(Limit);
        Assert.Equal(2, file.CommitCount); // the holder's own, and theirs
        Assert.Equal(100, file.Ids().Count);
    }

    [Fact]
    public async Task WriteAsync_MoreThanAGroup_TakesAnotherCommit()
    {
        Notes.WriterHold hold = await file.HoldAsync();
        Task<int>[] writes = [.. Enumerable.Range(1, 1001).Select(i => file.AddAsync(i))];
        await hold.ReleaseAsync();
        await Task.WhenAll(writes).WaitAsync(Limit);
        Assert.Equal(3, file.CommitCount);
        Assert.Equal(1001, file.Ids().Count);
    }

    [Fact]
    public async Task WriteAsync_MoreThanTheQueueHolds_WaitsForRoomAndLosesNothing()
    {
        using CancellationTokenSource cancellation = new();
        Notes.WriterHold hold = await file.HoldAsync();
        Task<int>[] writes = [.. Enumerable.Range(1, 10_050).Select(i => file.AddAsync(i))];
        Task<int> outside = file.AddAsync(20_000, cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => outside.WaitAsync(Limit)); // though the writer is held
        await hold.ReleaseAsync();
        await Task.WhenAll(writes).WaitAsync(Limit);
        Assert.Equal(10_050, file.Ids().Count);
        Assert.InRange(file.CommitCount, 12, 200);
    }

    [Fact]
    public async Task WriteAsync_AWorkThatThrows_IsUndoneAloneAndItsExceptionReachesItsCaller()
    {
        Notes.WriterHold hold = await file.HoldAsync();
        Task<int> before = file.AddAsync(1);
        Task<int> failing = file.WriteAsync<int>(session =>
        {
            session.Execute("INSERT INTO notes (id, text) VALUES (2, '')");
            throw new FormatException("two");
        });
        Task<int> refused = file.AddAsync(1); // the key is taken
        Task<int> after = file.AddAsync(3);
        await hold.ReleaseAsync();

        Assert.Equal(1, await before.WaitAsync(Limit));
        Assert.Equal("two", (await Assert.ThrowsAsync<FormatException>(() => failing.WaitAsync(Limit))).Message);
        SqliteFileException refusal = await Assert.ThrowsAsync<SqliteFileException>(() => refused.WaitAsync(Limit));
        Assert.False(refusal.IsFull || refusal.IsCorrupt || refusal.IsTemporary);
        Assert.Equal(1, await after.WaitAsync(Limit));
        Assert.Equal([1, 3], file.Ids());
        Assert.Equal(2, file.CommitCount);
    }

    [Fact]
    public async Task WriteAsync_WhenTheCommitFails_TheWholeGroupFailsAndLaterWritesWork()
    {
        await file.WriteAsync(static session => session.Execute(
            "CREATE TABLE replies (note INTEGER REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED)"));
        Notes.WriterHold hold = await file.HoldAsync();
        Task<int> neighbor = file.AddAsync(1);
        Task<int> dangling = file.WriteAsync(static session => session.Execute("INSERT INTO replies VALUES (99)")); // checked by COMMIT
        await hold.ReleaseAsync();

        await Assert.ThrowsAsync<SqliteFileException>(() => neighbor.WaitAsync(Limit));
        await Assert.ThrowsAsync<SqliteFileException>(() => dangling.WaitAsync(Limit));
        Assert.Empty(file.Ids());
        await file.AddAsync(2);
        Assert.Equal([2], file.Ids());
    }

    [Fact]
    public async Task WriteAsync_CancelledBeforeItBegan_IsNotRun()
    {
        using CancellationTokenSource cancellation = new();
        Notes.WriterHold hold = await file.HoldAsync();
        Task<int> cancelled = file.AddAsync(1, cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        await hold.ReleaseAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Limit));
        Assert.Empty(file.Ids());
    }

    [Fact]
    public async Task WriteAsync_CancelledAfterItBegan_Finishes()
    {
        using CancellationTokenSource cancellation = new();
        int written = await file.WriteAsync(
            session =>
            {
                cancellation.Cancel();
                return session.Execute("INSERT INTO notes (id, text) VALUES (1, '')");
            },
            cancellation.Token);
        Assert.Equal(1, written);
        Assert.Equal([1], file.Ids());
    }

    [Fact]
    public async Task WriteAsync_Continuations_DoNotRunOnTheWritersThread()
    {
        int writer = 0;
        Notes.WriterHold hold = await file.HoldAsync(); // or the write could be done before anything is attached to it
        Task<int> continuation = file.WriteAsync(_ => writer = Environment.CurrentManagedThreadId).ContinueWith(
            static _ => Environment.CurrentManagedThreadId,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        await hold.ReleaseAsync();
        Assert.NotEqual(await continuation.WaitAsync(Limit), writer);
    }

    [Fact]
    public async Task DisposeAsync_FinishesTheWritesThatWait_AndRefusesLaterOnes()
    {
        Notes.WriterHold hold = await file.HoldAsync();
        Task<int>[] writes = [.. Enumerable.Range(1, 50).Select(i => file.AddAsync(i))];
        ValueTask disposal = file.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => file.AddAsync(51));
        await hold.ReleaseAsync();
        await disposal;
        await Task.WhenAll(writes).WaitAsync(Limit);

        file = SqliteFile.Open(folder.PathOf("notes.db"), Notes.Schema);
        Assert.Equal(50, file.Ids().Count);
    }
}
