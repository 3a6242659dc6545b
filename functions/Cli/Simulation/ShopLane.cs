using FollowUpFlows.App.Composition;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>A part of a simulated shop's customers, with a clock, an engine and use cases of its own; the tables are the shop's. For one
/// thread; lanes may run side by side, as processes of one shop do.</summary>
internal sealed class ShopLane : IAsyncDisposable
{
    private readonly VirtualClock clock;
    private readonly ServiceProvider services;

    private ShopLane(VirtualClock clock, SimulationEngine engine, ServiceProvider services, FileSource source)
    {
        this.clock = clock;
        this.services = services;
        Engine = engine;
        Source = source;
    }

    public SimulationEngine Engine { get; }

    /// <summary>Whose ids the files hold.</summary>
    public FileSource Source { get; }

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Opens a lane.</summary>
    /// <param name="first">The lane whose libraries and roll this one shares: every look counts for all; null for the first itself.</param>
    public static async Task<ShopLane> OpenAsync(
        IEntityTables tables, ShopSettings shop, Surroundings around, DateTimeOffset begin, ShopLane? first)
    {
        VirtualClock clock = new(begin);
        AdvanceEnrollment? advance = null;
        SimulationEngine? engine = null;
        engine = await SimulationEngine.OpenAsync(
            clock, (cursor, token) => advance!.RunAsync(cursor, engine!, token), around.NewInstances(), around.NewConverter());
        ServiceCollection services = new();
        StageServices.Add(services, shop);
        services.AddSingleton(new Clocks(clock, around.NewSystemClock?.Invoke() ?? clock));
        services.AddSingleton(tables).AddSingleton<IOrchestrations>(engine).AddSingleton<IReaction, ReactInSimulation>();
        around.Add(services);
        if (first is not null)
        {
            services.AddSingleton(first.Get<CustomerRoll>()).AddSingleton(first.Get<JourneyLibrary>()).AddSingleton(first.Get<RankLibrary>());
        }

        ShopLane lane = new(clock, engine, services.BuildServiceProvider(), around.Source);
        advance = lane.Get<AdvanceEnrollment>();
        return lane;
    }

    /// <summary>A use case.</summary>
    public T Get<T>()
        where T : class => services.GetRequiredService<T>();

    /// <summary>What is due before that instant happens; then the clock shows it.</summary>
    public Task RunUntilAsync(DateTimeOffset instant, CancellationToken cancellationToken) => Engine.RunUntilAsync(instant, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await services.DisposeAsync();
    }
}
