using System.Collections.Concurrent;
using System.Globalization;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>The shop's figures day by day: those of a day are over all counting orders of the days before it. The first to need them
/// writes them down, and they stay: an order that becomes known later counts from the next day that nobody has looked from. Only a whole
/// history that is read in makes them anew.</summary>
public sealed class ShopFiguresLedger(IEntityTables tables, CustomerRoll roll, CustomerStore customers, CustomerFactsReader facts, ShopSettings shop)
{
    private const string Partition = "figures";
    private readonly ConcurrentDictionary<DateOnly, ShopFigures> known = new();

    /// <summary>The figures that hold on the day.</summary>
    public async Task<ShopFigures> OfAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(day, out ShopFigures? figures))
        {
            return figures;
        }

        figures = await ReadAsync(day, cancellationToken) ?? await FreezeAsync(day, cancellationToken);
        return known.GetOrAdd(day, figures);
    }

    /// <summary>Makes the figures of the day anew, because a history was read in: a shop that begins would rank everybody by no figures at all.</summary>
    /// <param name="entered">Customers whose orders the roll may not know yet.</param>
    public async Task ReviseAsync(DateOnly day, IReadOnlyCollection<string> entered, CancellationToken cancellationToken)
    {
        HashSet<string> anew = [.. entered];
        RollMemory all = await roll.AllAsync(cancellationToken);
        OrderSums sums = await SumAsync([.. all.All().Where(e => !anew.Contains(e.CustomerId))], day, cancellationToken);
        foreach (string customerId in anew)
        {
            sums += await SumOfAsync(customerId, day, cancellationToken);
        }

        Entity row = Row(day, sums);
        if (await ReadAsync(day, cancellationToken) != Figures(row))
        {
            await tables.WriteAsync(Tables.Indexes, Partition, new EntityChange.Put(row), cancellationToken);
        }

        known[day] = Figures(row);
    }

    /// <summary>The figures of all days of the range on which somebody looked.</summary>
    public async Task<IReadOnlyList<ShopFigures>> BetweenAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        List<ShopFigures> figures = [];
        EntityQuery query = new(Tables.Indexes, Partition, KeyOf(first), KeyOf(last) + "~");
        await foreach (Entity row in tables.QueryAllAsync(query, cancellationToken))
        {
            figures.Add(Figures(row));
        }

        return figures;
    }

    private async Task<ShopFigures> FreezeAsync(DateOnly day, CancellationToken cancellationToken)
    {
        RollMemory all = await roll.AllAsync(cancellationToken);
        OrderSums sums = all.TrySum(day, out OrderSums? known) ? known.Value : await SumAsync(all.All(), day, cancellationToken);
        Entity row = Row(day, sums);
        return await tables.WriteAsync(Tables.Indexes, Partition, new EntityChange.Insert(row), cancellationToken)
            ? Figures(row)
            : (await ReadAsync(day, cancellationToken))!;
    }

    /// <summary>For a clock that was set back to a day from which nobody had looked: entries of later days have forgotten what they were.</summary>
    private async Task<OrderSums> SumAsync(IReadOnlyList<RollEntry> entries, DateOnly day, CancellationToken cancellationToken)
    {
        OrderSums sums = default;
        foreach (RollEntry entry in entries)
        {
            if (entry.AsOf <= day)
            {
                sums = entry.Days().Where(d => d.On < day).Aggregate(sums + entry.Before, (sum, d) => sum + d.Sums);
                continue;
            }

            sums += await SumOfAsync(entry.CustomerId, day, cancellationToken);
        }

        return sums;
    }

    /// <summary>As the customer's own orders say.</summary>
    private async Task<OrderSums> SumOfAsync(string customerId, DateOnly day, CancellationToken cancellationToken)
    {
        CustomerState state = await customers.LoadAsync(customerId, cancellationToken);
        Order[] orders = [.. facts.Counting(state).Where(o => o.OrderedOn < day)];
        return new OrderSums(orders.Sum(shop.Orders.AmountMinor), orders.Length, orders.Length > 0 ? 1 : 0);
    }

    private static Entity Row(DateOnly day, OrderSums sums) => new EntityProperties()
        .Set("Revenue", sums.RevenueMinor)
        .Set("Orders", sums.Orders)
        .Set("Customers", sums.Customers)
        .Row(Partition, KeyOf(day));

    private async Task<ShopFigures?> ReadAsync(DateOnly day, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Indexes, Partition, KeyOf(day), cancellationToken) is { } row ? Figures(row) : null;

    private ShopFigures Figures(Entity row) =>
        new(shop.Currency, row.Number("Revenue")!.Value, row.Number("Orders")!.Value, row.Number("Customers")!.Value);

    private static string KeyOf(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
