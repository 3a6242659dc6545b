using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using FollowUpFlows.App.Composition;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Journeys;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>Enrollments on the live engine and orchestrator, on a clock that jumps from due step to due step. For one thread.</summary>
/// <remarks>At one instant comes first what the caller feeds after <see cref="RunUntilAsync"/>, then the steps that are due: they wait
/// for the next call.</remarks>
internal sealed class SimulationEngine : IOrchestrations, IAsyncDisposable
{
    private readonly VirtualClock clock;
    private readonly Func<Cursor, CancellationToken, Task<NextWait>> advance;
    private readonly SteppingDispatcher dispatcher = new();
    private readonly IInstanceStore store;
    private readonly ConcurrentQueue<Func<Task>> asked = new();  // a day begins for several customers at once
    private readonly DurableEngine engine;
    private readonly DurableOrchestrations live;
    private ExceptionDispatchInfo? fault;

    private SimulationEngine(
        VirtualClock clock, Func<Cursor, CancellationToken, Task<NextWait>> advance, IInstanceStore store, DataConverter converter)
    {
        this.clock = clock;
        this.advance = advance;
        this.store = store;
        TaskRegistry tasks = new();
        tasks.AddOrchestrator(nameof(RunJourney), async context => await RunJourney.RunAsync(context));
        tasks.AddActivity(RunJourney.Advance, async (call, token) => await AdvanceAsync(converter.Deserialize<Cursor>(call.Input)!, token));
        DurableEngineOptions options = new()
        {
            LiveInstancesMax = int.MaxValue,
            ActivitiesMax = int.MaxValue,
            WorkMax = int.MaxValue, // one thread does everything: it would wait for itself
            ClockCheckInterval = TimeSpan.FromDays(365_000), // nobody sets this clock
            Dispatcher = dispatcher,
        };
        engine = new DurableEngine(tasks, store, options, clock, converter, NullLoggerFactory.Instance);
        live = new DurableOrchestrations(engine.Client);
    }

    /// <param name="advance">What <see cref="RunJourney.Advance"/> does; it may start and signal enrollments. A fault ends the simulation:
    /// trying again would not help.</param>
    public static Task<SimulationEngine> OpenAsync(VirtualClock clock, Func<Cursor, CancellationToken, Task<NextWait>> advance) =>
        OpenAsync(clock, advance, new ForgettingStore(), new HandingOver());

    /// <param name="store">Keeps the instances; of those that run they stay in memory, too.</param>
    /// <param name="converter">Writes what a store keeps of cursors and waits.</param>
    public static async Task<SimulationEngine> OpenAsync(
        VirtualClock clock, Func<Cursor, CancellationToken, Task<NextWait>> advance, IInstanceStore store, DataConverter converter)
    {
        SimulationEngine simulation = new(clock, advance, store, converter);
        await simulation.engine.StartAsync(CancellationToken.None);
        return simulation;
    }

    /// <summary>Takes effect with the next <see cref="RunUntilAsync"/>, or when the step under way is done.</summary>
    public Task StartAsync(Cursor start, CancellationToken cancellationToken)
    {
        asked.Enqueue(() => store.Find(start.EnrollmentId) is null ? live.StartAsync(start, CancellationToken.None) : Task.CompletedTask);
        return Task.CompletedTask;
    }

    /// <summary>As with <see cref="StartAsync"/>.</summary>
    public Task SignalAsync(string enrollmentId, CancellationToken cancellationToken)
    {
        asked.Enqueue(() => store.Find(enrollmentId) is null ? Task.CompletedTask : live.SignalAsync(enrollmentId, CancellationToken.None));
        return Task.CompletedTask;
    }

    /// <summary>What was asked for happens now; then every step that is due before that instant, at its time. The clock shows it then.</summary>
    /// <exception cref="ArgumentOutOfRangeException">That instant has passed.</exception>
    public async Task RunUntilAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instant, clock.GetUtcNow());
        await SettleAsync(cancellationToken);
        while (engine.NextTimerAt is { } next && next < instant)
        {
            clock.JumpTo(next);
            await SettleAsync(cancellationToken);
        }

        clock.JumpTo(instant);
    }

    public async ValueTask DisposeAsync()
    {
        asked.Clear();
        await dispatcher.RunToIdleAsync(); // the engine waits for what it has begun
        await engine.DisposeAsync();
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        List<Task> taken = [];
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (asked.TryDequeue(out Func<Task>? one))
            {
                taken.Add(one());
            }

            await dispatcher.RunToIdleAsync();
            fault?.Throw();
            if (engine.Fault is { } reason)
            {
                throw new InvalidOperationException("The simulation cannot go on.", reason);
            }
        }
        while (!asked.IsEmpty);
        await Task.WhenAll(taken);
    }

    private async Task<NextWait> AdvanceAsync(Cursor cursor, CancellationToken cancellationToken)
    {
        try
        {
            return await advance(cursor, cancellationToken);
        }
        catch (Exception reason)
        {
            fault ??= ExceptionDispatchInfo.Capture(reason);
            throw;
        }
    }
}
