using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Runtime.Hosting;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;

namespace FollowUpFlows.Bench.Durable;

/// <summary>A durable engine on <c>runtime.db</c> in a folder of its own, set up as in a shop.</summary>
internal sealed class EngineBed : IAsyncDisposable
{
    /// <summary>As the Functions host serializes.</summary>
    public static readonly JsonDataConverter Converter = new(new() { PropertyNameCaseInsensitive = true });

    private readonly TemporaryFolder folder = new();
    private RuntimeFile file;
    private DurableEngine? engine;

    public EngineBed() => file = RuntimeFile.Open(folder.Path);

    public string Folder => folder.Path;

    public RuntimeFile File => file;

    public SqliteInstanceStore Store => new(file.File);

    public TaskRegistry Tasks { get; } = new();

    public DurableTaskClient Client => engine!.Client;

    public async Task StartAsync(DurableEngineOptions? options = null)
    {
        engine = new DurableEngine(Tasks, Store, options ?? new DurableEngineOptions(), TimeProvider.System, Converter, NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None);
    }

    /// <summary>Closes the file as it is closed in the evening, and opens it again.</summary>
    public async Task ReopenAsync()
    {
        await file.DisposeAsync();
        file = RuntimeFile.Open(folder.Path);
    }

    /// <summary>Starts one instance after another, so many at a time, each to its end.</summary>
    public Task RunAllAsync(int count, int inFlight, string orchestrator, Func<int, string> idOf) => Parallel.ForAsync(
        0,
        count,
        new ParallelOptions { MaxDegreeOfParallelism = inFlight },
        async (i, cancellation) =>
        {
            string id = await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, i, new(idOf(i)), cancellation);
            OrchestrationMetadata end = await Client.WaitForInstanceCompletionAsync(id, cancellation);
            if (end.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
            {
                throw new InvalidOperationException($"{id} is {end.RuntimeStatus}.");
            }
        });

    public async ValueTask DisposeAsync()
    {
        if (engine is not null)
        {
            await engine.DisposeAsync();
        }

        await file.DisposeAsync();
        folder.Dispose();
    }
}
