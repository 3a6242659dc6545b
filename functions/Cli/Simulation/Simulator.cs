using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>Lets the days of a shop pass. At one instant comes first what files tell, then the day that begins, then the broadcast that begins, then what is due.</summary>
/// <param name="happenings">By time.</param>
internal sealed class Simulator(SimulatedShop shop, ShopSettings settings, IReadOnlyList<Happening> happenings)
{
    private readonly HappeningFeed feed = new(shop, happenings);
    private readonly SimulatedBroadcasts broadcasts = new(shop);
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly List<RefusedRow> refused = [];
    private int orders;

    /// <summary>Rows that could not be entered, by line.</summary>
    public IReadOnlyList<RefusedRow> Refused => [.. refused.OrderBy(r => r.Line)];

    /// <summary>The day of the first order or event, or the last day when there is none by then. Customers who registered earlier are
    /// there when it begins.</summary>
    public static DateOnly FirstDay(IReadOnlyList<Happening> happenings, ShopCalendar calendar, DateOnly until)
    {
        Happening? first = happenings.FirstOrDefault(h => h is not Happening.CustomerTold);
        return first is not null && calendar.DateOf(first.At) is var day && day < until ? day : until;
    }

    /// <summary>What the file calls its customers, by our ids.</summary>
    public IReadOnlyDictionary<string, string> Names => names;

    /// <summary>Runs both days and all between them, and reads what came of it.</summary>
    /// <param name="progress">Told of every day.</param>
    public async Task<SimulationResult> RunAsync(DateOnly from, DateOnly until, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        await PassAsync(from, until, progress, cancellationToken);
        SimulationResult result = await new ResultReader(shop.Get<CustomerOutcomes>(), settings.Calendar).ReadAsync(names, from, until, orders, cancellationToken);
        return result with { Delays = shop.Deferrals!.Within(from, until) };
    }

    /// <summary>Lets both days and all between them pass.</summary>
    /// <param name="progress">Told of every day.</param>
    public async Task PassAsync(DateOnly from, DateOnly until, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ShopCalendar calendar = settings.Calendar;
        for (DateOnly day = from; day <= until; day = day.AddDays(1))
        {
            DateTimeOffset midnight = calendar.StartOf(day);
            await shop.RunUntilAsync(midnight, cancellationToken);
            await EnterAsync(h => h.At <= midnight, cancellationToken);
            await shop.BeginDayAsync(cancellationToken);
            DateTimeOffset end = calendar.StartOf(day.AddDays(1));
            while (await broadcasts.NextAsync(midnight, end, cancellationToken) is { } next)
            {
                await EnterAsync(h => h.At <= next, cancellationToken);
                await shop.RunUntilAsync(next, cancellationToken);
                await broadcasts.RunAsync(cancellationToken);
            }

            await EnterAsync(h => h.At < end, cancellationToken);
            progress?.Report(1);
        }

        await shop.RunUntilAsync(calendar.StartOf(until.AddDays(1)), cancellationToken);
    }

    /// <summary>Customers are called what the file calls them first.</summary>
    private async Task EnterAsync(Func<Happening, bool> isDue, CancellationToken cancellationToken)
    {
        foreach (EnteredHappening entered in await feed.EnterAsync(isDue, cancellationToken))
        {
            refused.AddRange(entered.Report.Refused);
            orders += entered.Happening is Happening.OrderPlaced ? entered.Report.Added : 0;
            if (entered.CustomerId is { } customerId)
            {
                names.TryAdd(customerId, entered.Happening.CustomerName!);
            }
        }
    }
}
