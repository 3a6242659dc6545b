using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>A shop that lives on a clock that jumps: the use cases, orchestrator and engine of a live one, put together in the same
/// way. Its customers are parted into lanes that run side by side: within a day no customer knows of another. Results do not depend on
/// how many there are.</summary>
internal sealed class SimulatedShop : IAsyncDisposable
{
    /// <summary>Nothing is known of machines with more processors; each lane has caches of its own.</summary>
    private const int LanesMax = 4;

    private readonly ConcurrentDictionary<string, ShopLane> homes = new(StringComparer.Ordinal);

    private SimulatedShop(IReadOnlyList<ShopLane> lanes) => Lanes = lanes;

    /// <summary>Messages that had to wait; of a shop in other surroundings nobody counts them.</summary>
    public DeferralCount? Deferrals { get; private init; }

    /// <summary>At least one.</summary>
    public IReadOnlyList<ShopLane> Lanes { get; }

    /// <summary>Whose ids its files hold.</summary>
    public FileSource Source => Lanes[0].Source;

    /// <summary>What the clock shows while no lane runs.</summary>
    public DateTimeOffset Now => Lanes[0].Now;

    /// <summary>The orchestrations of all lanes, for what concerns customers of several while none runs.</summary>
    public IOrchestrations Orchestrations => new EveryLane(this);

    /// <summary>Opens an empty shop of a simulation: messages are decided and written down, not rendered and not sent.</summary>
    /// <param name="tables">Where it keeps everything.</param>
    /// <param name="begin">What its clock shows first.</param>
    /// <param name="lanes">0: as many as there are processors.</param>
    public static Task<SimulatedShop> OpenAsync(IEntityTables tables, ShopSettings shop, Assumptions assumptions, DateTimeOffset begin, int lanes = 0)
    {
        DeferralCount deferrals = new(shop.Calendar);
        Surroundings silent = new(
            () => new ForgettingStore(),
            () => new HandingOver(),
            FileSource.Csv,
            () => new VirtualClock(begin),  // nobody publishes, leases or repeats beside a simulation: the other clock stands still
            services => AddSilence(services.AddSingleton<IDeferrals>(deferrals), assumptions));
        return OpenAsync(tables, shop, silent, begin, lanes, deferrals);
    }

    /// <summary>Opens an empty shop in other surroundings.</summary>
    public static async Task<SimulatedShop> OpenAsync(IEntityTables tables, ShopSettings shop, Surroundings around, DateTimeOffset begin, int lanes = 0, DeferralCount? deferrals = null)
    {
        List<ShopLane> opened = [];
        for (int count = lanes > 0 ? lanes : Math.Clamp(Environment.ProcessorCount, 1, LanesMax); opened.Count < count;)
        {
            opened.Add(await ShopLane.OpenAsync(tables, shop, around, begin, opened.FirstOrDefault()));
        }

        return new SimulatedShop(opened) { Deferrals = deferrals };
    }

    /// <summary>A use case that concerns the whole shop, or is used while nothing runs.</summary>
    public T Get<T>()
        where T : class => Lanes[0].Get<T>();

    /// <summary>What is due before that instant happens; then the clock shows it.</summary>
    public Task RunUntilAsync(DateTimeOffset instant, CancellationToken cancellationToken) =>
        SideBySideAsync(lane => lane.RunUntilAsync(instant, cancellationToken));

    /// <summary>To be called when the clock shows the beginning of a shop day.</summary>
    public async Task BeginDayAsync(CancellationToken cancellationToken)
    {
        Round days = await Get<BeginDay>().RunAsync(Orchestrations, cancellationToken);
        if (days.Failed is [{ Exception: var fault }, ..])
        {
            ExceptionDispatchInfo.Throw(fault);  // nobody mends anything meanwhile
        }
    }

    /// <summary>Says in which lane the customer lives, before a day begins.</summary>
    public void Settle(string customerId, ShopLane lane) => homes[customerId] = lane;

    /// <summary>Lets all lanes work, and waits for the last.</summary>
    public Task SideBySideAsync(Func<ShopLane, Task> work) =>
        Lanes.Count == 1 ? work(Lanes[0]) : Task.WhenAll(Lanes.Select(lane => Task.Run(() => work(lane))));

    public async ValueTask DisposeAsync()
    {
        foreach (ShopLane lane in Lanes.Reverse())  // the first owns what they share
        {
            await lane.DisposeAsync();
        }
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

    private sealed class EveryLane(SimulatedShop shop) : IOrchestrations
    {
        public Task StartAsync(Cursor start, CancellationToken cancellationToken) => shop.homes[start.CustomerId].Engine.StartAsync(start, cancellationToken);

        /// <summary>Where the enrollment does not live nothing happens.</summary>
        public Task SignalAsync(string enrollmentId, CancellationToken cancellationToken) =>
            Task.WhenAll(shop.Lanes.Select(lane => lane.Engine.SignalAsync(enrollmentId, cancellationToken)));
    }
}

/// <summary>What lies around the use cases of a shop on a clock that jumps.</summary>
/// <param name="NewInstances">Keeps the orchestrations of a lane.</param>
/// <param name="NewConverter">Writes what is kept of a lane's cursors and waits.</param>
/// <param name="Source">Whose ids the files hold.</param>
/// <param name="NewSystemClock">Null: the lane's own clock.</param>
/// <param name="Add">Adds reach, rendering and channels.</param>
internal sealed record Surroundings(
    Func<IInstanceStore> NewInstances, Func<DataConverter> NewConverter, FileSource Source, Func<TimeProvider>? NewSystemClock, Action<IServiceCollection> Add);
