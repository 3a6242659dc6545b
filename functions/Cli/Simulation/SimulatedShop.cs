using FollowUpFlows.App.Composition;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>A shop that lives on a clock that jumps: the use cases, orchestrator and engine of a live one, put together in the same
/// way. For one thread.</summary>
internal sealed class SimulatedShop : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly SimulationEngine engine;

    private SimulatedShop(ServiceProvider services, SimulationEngine engine, FileSource source)
    {
        this.services = services;
        this.engine = engine;
        Source = source;
    }

    /// <summary>Whose ids its files hold.</summary>
    public FileSource Source { get; }

    /// <summary>Opens an empty shop of a simulation: messages are decided and written down, not rendered and not sent.</summary>
    /// <param name="tables">Where it keeps everything.</param>
    /// <param name="begin">What its clock shows first.</param>
    public static Task<SimulatedShop> OpenAsync(IEntityTables tables, ShopSettings shop, Assumptions assumptions, DateTimeOffset begin)
    {
        Surroundings silent = new(
            new ForgettingStore(),
            new HandingOver(),
            FileSource.Csv,
            new VirtualClock(begin),  // nobody publishes, leases or repeats beside a simulation: the other clock stands still
            services => AddSilence(services, assumptions));
        return OpenAsync(tables, shop, silent, begin);
    }

    /// <summary>Opens an empty shop in other surroundings.</summary>
    public static async Task<SimulatedShop> OpenAsync(IEntityTables tables, ShopSettings shop, Surroundings around, DateTimeOffset begin)
    {
        VirtualClock clock = new(begin);
        AdvanceEnrollment? advance = null;
        SimulationEngine? engine = null;
        engine = await SimulationEngine.OpenAsync(
            clock, (cursor, token) => advance!.RunAsync(cursor, engine!, token), around.Instances, around.Converter);
        ServiceProvider services = Compose(tables, shop, around, clock, engine);
        advance = services.GetRequiredService<AdvanceEnrollment>();
        return new SimulatedShop(services, engine, around.Source);
    }

    /// <summary>A use case of the shop.</summary>
    public T Get<T>()
        where T : class => services.GetRequiredService<T>();

    /// <summary>What is due before that instant happens; then the clock shows it.</summary>
    public Task RunUntilAsync(DateTimeOffset instant, CancellationToken cancellationToken) => engine.RunUntilAsync(instant, cancellationToken);

    /// <summary>To be called when the clock shows the beginning of a shop day.</summary>
    public Task BeginDayAsync(CancellationToken cancellationToken) => Get<BeginDay>().RunAsync(engine, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        await services.DisposeAsync();
    }

    private static ServiceProvider Compose(
        IEntityTables tables, ShopSettings shop, Surroundings around, VirtualClock clock, IOrchestrations orchestrations)
    {
        ServiceCollection services = new();
        StageServices.Add(services, shop);
        services.AddSingleton(new Clocks(clock, around.SystemClock ?? clock));
        services.AddSingleton(tables).AddSingleton(orchestrations).AddSingleton<IReaction, ReactInSimulation>();
        around.Add(services);
        return services.BuildServiceProvider();
    }

    private static void AddSilence(IServiceCollection services, Assumptions assumptions)
    {
        services.AddSingleton<IMessageRendering, NoBodies>();
        services.AddSingleton<CustomerReach>().AddSingleton(assumptions).AddSingleton<ICustomerReach, AssumedReach>();
        foreach (Channel channel in Enum.GetValues<Channel>())
        {
            services.AddSingleton<IChannelSender>(new SilentChannel(channel));
        }
    }
}

/// <summary>What lies around the use cases of a shop on a clock that jumps.</summary>
/// <param name="Instances">Keeps the orchestrations.</param>
/// <param name="Converter">Writes what is kept of cursors and waits.</param>
/// <param name="Source">Whose ids the files hold.</param>
/// <param name="SystemClock">Null: the shop's own.</param>
/// <param name="Add">Adds reach, rendering and channels.</param>
internal sealed record Surroundings(
    IInstanceStore Instances, DataConverter Converter, FileSource Source, TimeProvider? SystemClock, Action<IServiceCollection> Add);
