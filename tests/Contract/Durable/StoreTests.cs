using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>What the engine relies on, of every store.</summary>
public abstract class StoreTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private protected abstract IInstanceStore Store { get; }

    [Fact]
    public async Task Row_ComesBackAsItWasWritten()
    {
        InstanceRow row = Row("i") with
        {
            Version = "1",
            IsStarted = true,
            Input = "\"入力\"",
            Output = "out",
            CustomStatus = "null",
            Failure = new TaskFailureDetails("T", "m", "at", new TaskFailureDetails("U", "n", null, null, null), null),
            Parent = new ParentLink("P", "p", "e", 3),
            Tags = new Dictionary<string, string> { ["a"] = "b" },
        };
        await CommitAsync(new StoreChange("i") { Row = row });

        InstanceRow read = Store.Find("i")!;

        Assert.Equal(row with { Tags = null }, read with { Tags = null });
        Assert.Equal(row.Tags, read.Tags);
        Assert.Null(Store.Find("j"));
    }

    [Fact]
    public async Task History_KeepsItsOrderOverManyAppends()
    {
        HistoryEvent[] events = [.. Enumerable.Range(0, 25).Select(i => new HistoryEvent.TaskCompleted(i, $"{i}"))];
        await CommitAsync(new StoreChange("i") { History = events[..10] });
        await CommitAsync(new StoreChange("i") { History = events[10..], HistoryFrom = 10 });
        await CommitAsync(new StoreChange("j") { History = events[..1] });

        Assert.Equal(events, Store.ReadHistory("i"));
        Assert.Empty(Store.ReadHistory("k"));
    }

    [Fact]
    public async Task Timers_ComeEarliestFirst_EqualTimesInOrder()
    {
        await CommitAsync(new StoreChange("i") { Timers = [Timer("i", 0, 9), Timer("i", 1, 5), Timer("i", 2, 7)] });
        await CommitAsync(new StoreChange("j") { Timers = [Timer("j", 0, 5)] });

        Assert.Equal([Timer("i", 1, 5), Timer("j", 0, 5), Timer("i", 2, 7)], Store.ReadTimers(3));
        await CommitAsync(new StoreChange("i") { ConsumedTimers = [Timer("i", 1, 5), Timer("i", 0, 8)], CancelledTimers = [2] });
        Assert.Equal([Timer("j", 0, 5), Timer("i", 0, 9)], Store.ReadTimers(3));
    }

    [Fact]
    public async Task Messages_GetGrowingNumbers_ThatAreNeverGivenAgain()
    {
        IReadOnlyList<long> first = await CommitAsync(new StoreChange("i") { Messages = [Message("i"), Message("j")] });
        await CommitAsync(new StoreChange("i") { ConsumedMessages = first });
        IReadOnlyList<long> second = await CommitAsync(new StoreChange("i") { Messages = [Message("i")] });

        Assert.True(first[0] < first[1] && first[1] < second[0]);
        Assert.Equal(second, Store.ReadPending().Messages.Select(m => m.Number));
    }

    [Fact]
    public async Task CarriedMessage_GoesBackToItsPlace()
    {
        IReadOnlyList<long> numbers = await CommitAsync(new StoreChange("i") { Messages = [Message("i"), Message("i")] });
        NewMessage carried = new("i", null, new HistoryEvent.EventRaised(numbers[0], "E", "carried"));

        await CommitAsync(new StoreChange("i") { ConsumedMessages = [numbers[0]], Messages = [carried] });

        IReadOnlyList<StoredMessage> pending = Store.ReadPending().Messages;
        Assert.Equal(numbers, pending.Select(m => m.Number));
        Assert.Equal("carried", ((HistoryEvent.EventRaised)pending[0].Event).Payload);
    }

    [Theory]
    [InlineData(Clearing.Nothing, 1, 1, 1, 1, true)]
    [InlineData(Clearing.Work, 0, 0, 1, 1, true)]
    [InlineData(Clearing.Execution, 0, 0, 0, 1, true)]
    [InlineData(Clearing.Instance, 0, 0, 0, 0, false)]
    internal async Task Clearing_RemovesSoMuchOfThatInstanceOnly(
        Clearing clear, int activities, int timers, int history, int messages, bool hasRow)
    {
        foreach (string id in new[] { "i", "j" })
        {
            await CommitAsync(new StoreChange(id)
            {
                Row = Row(id),
                History = [new HistoryEvent.TaskCompleted(0, null)],
                Activities = [new ActivityRow(id, 0, "A", null)],
                Timers = [Timer(id, 1, 5)],
                Messages = [Message(id)],
            });
        }

        await CommitAsync(new StoreChange("i") { Clear = clear });

        PendingWork pending = Store.ReadPending();
        Assert.Equal(activities + 1, pending.Activities.Count);
        Assert.Equal(timers + 1, Store.ReadTimers(10).Count);
        Assert.Equal(history, Store.ReadHistory("i").Count);
        Assert.Equal(messages + 1, pending.Messages.Count);
        Assert.Equal(hasRow, Store.Find("i") is not null);
        Assert.Single(Store.ReadHistory("j"));
    }

    [Fact]
    public async Task Pending_HasActivitiesInOrder_AndOnlyInstancesThatWaitForNothing()
    {
        await CommitAsync(new StoreChange("b") { Row = Row("b"), Activities = [new ActivityRow("b", 4, "A", "1"), new ActivityRow("b", 2, "B", null)] });
        await CommitAsync(new StoreChange("a") { Row = Row("a") with { IsStarted = true }, Activities = [new ActivityRow("a", 0, "C", null)] });
        await CommitAsync(new StoreChange("c") { Row = Row("c") with { IsScheduled = true } });
        await CommitAsync(new StoreChange("b") { ConsumedActivities = [2] });

        PendingWork pending = Store.ReadPending();

        Assert.Equal([new ActivityRow("b", 4, "A", "1"), new ActivityRow("a", 0, "C", null)], pending.Activities);
        Assert.Equal(["b"], pending.Unstarted);
    }

    [Fact]
    public async Task Query_WithPrefixAndStatus_GoesOnAfterAnId()
    {
        foreach (string id in new[] { "日-1", "日-2", "日-3", "月-1" })
        {
            OrchestrationRuntimeStatus status = id == "日-2" ? OrchestrationRuntimeStatus.Failed : OrchestrationRuntimeStatus.Running;
            await CommitAsync(new StoreChange(id) { Row = Row(id) with { Status = status } });
        }

        InstanceFilter filter = new(null, null, [OrchestrationRuntimeStatus.Running], "日");

        Assert.Equal(["日-1"], Store.Query(filter, null, 1).Select(r => r.Id));
        Assert.Equal(["日-3"], Store.Query(filter, "日-1", 1).Select(r => r.Id));
        Assert.Empty(Store.Query(filter, "日-3", 1));
    }

    private Task<IReadOnlyList<long>> CommitAsync(StoreChange change) => Store.CommitAsync(change, CancellationToken.None);

    private static TimerRow Timer(string id, int taskId, int minute) => new(id, taskId, Now.AddMinutes(minute));

    private static NewMessage Message(string id) => new(id, "x", new HistoryEvent.EventRaised(0, "E", null));

    private static InstanceRow Row(string id) => new()
    {
        Id = id,
        ExecutionId = "x",
        Name = "N",
        Status = OrchestrationRuntimeStatus.Pending,
        CreatedAt = Now,
        UpdatedAt = Now,
    };
}

public sealed class InMemoryStoreTests : StoreTests
{
    private protected override IInstanceStore Store { get; } = new InMemoryInstanceStore();
}

public sealed class SqliteStoreTests : StoreTests, IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SqliteFile file;

    public SqliteStoreTests()
    {
        file = Setup.OpenFile(folder.Path);
        Store = new SqliteInstanceStore(file);
    }

    private protected override IInstanceStore Store { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await file.DisposeAsync();

    public void Dispose() => folder.Dispose();
}
