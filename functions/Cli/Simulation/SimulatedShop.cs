using FollowUpFlows.App.Composition;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>A shop that lives on a clock that jumps: the use cases, orchestrator and engine of a live one, put together in the same
/// way; messages are decided and written down, not rendered and not sent. For one thread.</summary>
internal sealed class SimulatedShop : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly SimulationEngine engine;

    private SimulatedShop(ServiceProvider services, SimulationEngine engine)
    {
        this.services = services;
        this.engine = engine;
    }

    /// <summary>Opens an empty shop.</summary>
    /// <param name="tables">Where it keeps everything.</param>
    /// <param name="begin">What its clock shows first.</param>
    public static async Task<SimulatedShop> OpenAsync(IEntityTables tables, ShopSettings shop, Assumptions assumptions, DateTimeOffset begin)
    {
        VirtualClock clock = new(begin);
        AdvanceEnrollment? advance = null;
        SimulationEngine? engine = null;
        engine = await SimulationEngine.OpenAsync(clock, (cursor, token) => advance!.RunAsync(cursor, engine!, token));
        ServiceProvider services = Compose(tables, shop, assumptions, clock, engine);
        advance = services.GetRequiredService<AdvanceEnrollment>();
        return new SimulatedShop(services, engine);
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
        IEntityTables tables, ShopSettings shop, Assumptions assumptions, VirtualClock clock, IOrchestrations orchestrations)
    {
        ServiceCollection services = new();
        StageServices.Add(services, shop);

        // Nobody publishes, leases or repeats beside a simulation: the other clock stands still.
        services.AddSingleton(new Clocks(clock, new VirtualClock(clock.GetUtcNow())));
        services.AddSingleton(tables).AddSingleton(orchestrations).AddSingleton<IReaction, ReactInSimulation>();
        services.AddSingleton<IMessageRendering, NoBodies>();
        services.AddSingleton<CustomerReach>().AddSingleton(assumptions).AddSingleton<ICustomerReach, AssumedReach>();
        foreach (Channel channel in Enum.GetValues<Channel>())
        {
            services.AddSingleton<IChannelSender>(new SilentChannel(channel));
        }

        return services.BuildServiceProvider();
    }
}
