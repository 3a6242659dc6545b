using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>An engine with its store, its clock and the tasks of one test. Time passes only when nothing else is under way.</summary>
internal sealed class EngineRun : IAsyncDisposable
{
    /// <summary>As the Functions host serializes.</summary>
    public static readonly JsonDataConverter Converter = new(new() { PropertyNameCaseInsensitive = true });

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder? folder;
    private readonly Func<IInstanceStore, IInstanceStore> wrap;
    private SqliteFile? file;
    private IInstanceStore store;
    private DurableEngine? engine;

    public EngineRun(Setup setup, Func<IInstanceStore, IInstanceStore>? wrap = null)
    {
        Options = setup.Options;
        this.wrap = wrap ?? (s => s);
        folder = setup.IsSqlite ? new TemporaryFolder() : null;
        file = folder is null ? null : Setup.OpenFile(folder.Path);
        store = file is null ? new InMemoryInstanceStore() : new SqliteInstanceStore(file);
    }

    public FakeClock Clock { get; } = new();

    public TaskRegistry Tasks { get; } = new();

    public LogLines Log { get; } = new();

    public DurableEngineOptions Options { get; set; }

    public DataConverter Serializer { get; set; } = Converter;

    public DurableEngine Engine => engine ?? throw new InvalidOperationException("Not started.");

    public DurableTaskClient Client => Engine.Client;

    public IInstanceStore Store => store;

    public void Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> code) =>
        Tasks.AddOrchestrator(name, context => code(context));

    public void Activity<TInput>(string name, Func<TInput, object?> code) =>
        Tasks.AddActivity(name, (call, _) => Task.FromResult(code(Serializer.Deserialize<TInput>(call.Input)!)));

    public async Task StartAsync()
    {
        engine = new DurableEngine(Tasks, wrap(store), Options, Clock, Serializer, Log);
        await engine.StartAsync(CancellationToken.None);
    }

    /// <summary>Stops the engine, closes the store, and starts a new engine on what was stored.</summary>
    public async Task RestartAsync()
    {
        await Engine.DisposeAsync();
        await ReopenStoreAsync();
        await StartAsync();
    }

    /// <summary>Forgets the engine as it is, and starts another on the same store. The old one must be frozen by its store.</summary>
    public Task StartAnotherAsync() => StartAsync();

    public Task SettleAsync() => Engine.WhenIdleAsync().WaitAsync(Limit);

    /// <summary>Lets time pass from timer to timer until the instance has finished.</summary>
    public async Task<OrchestrationMetadata> FinishAsync(string instanceId)
    {
        while (true)
        {
            await SettleAsync();
            OrchestrationMetadata? now = await Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true);
            Assert.NotNull(now);
            if (now.IsCompleted)
            {
                return now;
            }

            if (Engine.NextTimerAt is not { } next)
            {
                Assert.Fail($"{now} waits for nothing that will come.");
                return now;
            }

            TimeSpan wait = next - Clock.GetUtcNow();
            Clock.Advance(wait > TimeSpan.Zero ? wait : Options.ClockCheckInterval);
        }
    }

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null, string? instanceId = null) =>
        await FinishAsync(await Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(instanceId)));

    /// <summary>Starts an instance and waits until it waits.</summary>
    public async Task<string> BeginAsync(string name, object? input = null, string? instanceId = null)
    {
        string id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(instanceId));
        await SettleAsync();
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        if (engine is not null)
        {
            await engine.DisposeAsync();
        }

        if (file is not null)
        {
            await file.DisposeAsync();
        }

        folder?.Dispose();
    }

    private async Task ReopenStoreAsync()
    {
        if (file is not null)
        {
            await file.DisposeAsync();
            file = Setup.OpenFile(folder!.Path);
            store = new SqliteInstanceStore(file);
        }
    }
}
