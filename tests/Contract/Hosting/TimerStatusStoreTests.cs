using FollowUpFlows.Runtime.Hosting;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>What every store of timer statuses must do.</summary>
public abstract class TimerStatusStoreTests : IAsyncLifetime
{
    private static readonly DateTime Noon = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    private protected ITimerStatusStore Store { get; set; } = null!;

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    [Fact]
    public async Task Status_NeverSaved_IsNone() => Assert.Null(await Store.FindAsync("nightly", CancellationToken.None));

    [Fact]
    public async Task Status_IsFoundAsSaved_RegardlessOfTheNamesCase()
    {
        await SaveAsync("Nightly", Noon.AddTicks(1));
        await SaveAsync("hourly", Noon.AddDays(1));

        ScheduleStatus status = (await Store.FindAsync("nightly", CancellationToken.None))!;

        Assert.Equal(Noon.AddTicks(1), status.Last);
        Assert.Equal(Noon.AddHours(1).AddTicks(1), status.Next);
        Assert.Equal(Noon.AddMinutes(1).AddTicks(1), status.LastUpdated);
        Assert.Equal(DateTimeKind.Utc, status.Last.Kind);
    }

    [Fact]
    public async Task Status_SavedAgain_IsTheLater()
    {
        await SaveAsync("nightly", Noon);
        await SaveAsync("NIGHTLY", Noon.AddDays(1));

        Assert.Equal(Noon.AddDays(1), (await Store.FindAsync("nightly", CancellationToken.None))!.Last);
    }

    [Fact]
    public async Task Status_OfATimerThatNeverRan_KeepsItsEmptyLast()
    {
        await Store.SaveAsync("nightly", new ScheduleStatus { Next = Noon, LastUpdated = Noon }, CancellationToken.None);

        Assert.Equal(default, (await Store.FindAsync("nightly", CancellationToken.None))!.Last);
    }

    private Task SaveAsync(string name, DateTime last) => Store.SaveAsync(
        name, new ScheduleStatus { Last = last, Next = last.AddHours(1), LastUpdated = last.AddMinutes(1) }, CancellationToken.None);
}

public sealed class InMemoryTimerStatusStoreTests : TimerStatusStoreTests
{
    public override Task InitializeAsync()
    {
        Store = new InMemoryTimerStatusStore();
        return Task.CompletedTask;
    }

    public override Task DisposeAsync() => Task.CompletedTask;
}

public sealed class SqliteTimerStatusStoreTests : TimerStatusStoreTests, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private RuntimeFile? file;

    [Fact]
    public async Task Status_OutlivesTheProcess()
    {
        ScheduleStatus status = new() { Last = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) };
        await Store.SaveAsync("nightly", status, CancellationToken.None);
        await file!.DisposeAsync();
        await InitializeAsync();

        Assert.Equal(status.Last, (await Store.FindAsync("nightly", CancellationToken.None))!.Last);
    }

    public override Task InitializeAsync()
    {
        file = RuntimeFile.Open(folder.Path);
        Store = new SqliteTimerStatusStore(file.File);
        return Task.CompletedTask;
    }

    public override async Task DisposeAsync() => await file!.DisposeAsync();

    public void Dispose() => folder.Dispose();
}
