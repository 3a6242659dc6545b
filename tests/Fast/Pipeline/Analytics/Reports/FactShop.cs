using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics.Reports;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Tests.Fast.Support.Running;

namespace FollowUpFlows.Tests.Fast.Pipeline.Analytics.Reports;

/// <summary>A shop that keeps facts for reports, and into whose ledger orders come.</summary>
internal sealed class FactShop
{
    private readonly RecordOrder ledger;
    private int told;

    public FactShop()
    {
        ShopSettings settings = TestShop.Settings;
        CustomerStore customers = new(World.Tables, null, marks: new FactMarks(World.Tables, World.Clocks));
        ledger = new RecordOrder(customers, new CustomerAliases(World.Tables), new OrderAliases(World.Tables), settings);
        Reading = new CustomerReading(World.Tables, settings);
        Kept = new KeptFacts(World.Tables, new AllCustomers(World.Tables), Reading, settings, World.Clocks);
    }

    public TestWorld World { get; } = new();

    public CustomerReading Reading { get; }

    public KeptFacts Kept { get; }

    /// <summary>An order of so many days ago; the same id again corrects it.</summary>
    public async Task<string> BuysAsync(string who, string orderId, int daysAgo, long yen, OrderStatus status = OrderStatus.Paid)
    {
        SourceOrder order = Told.Order(orderId, ++told, status) with { OrderedAt = Told.Noon.AddDays(-daysAgo), TotalMinor = yen };
        return (await ledger.OrderAsync("shop-main", "shop", order, Told.Account(who, told), default))!;
    }

    public Task RefundsAsync(string orderId, long yen) => ledger.RefundAsync("shop-main", orderId, new Refund($"r{++told}", yen, Currency.Yen, Told.Noon), default);

    /// <summary>Long enough that no writer is under way any more.</summary>
    public void Later() => World.SystemClock.Advance(FactMarks.StaysFor + TimeSpan.FromSeconds(1));

    /// <summary>Of everybody, as a report sees it.</summary>
    public async Task<string[]> SeenAsync() => [.. (await Kept.ReadAsync(default)).Facts.Customers.Select(FactRows.TextOf).Order(StringComparer.Ordinal)];

    /// <summary>The same counted anew.</summary>
    public async Task<string[]> CountedAsync() => [.. (await Kept.RecountAsync(default)).Facts.Customers.Select(FactRows.TextOf).Order(StringComparer.Ordinal)];

    /// <summary>How many customers are marked.</summary>
    public async Task<int> MarkedAsync()
    {
        int count = 0;
        for (int shard = 0; shard < AllCustomers.ShardCount; shard++)
        {
            count += await FactMarks.OfShardAsync(World.Tables, shard, default).CountAsync();
        }

        return count;
    }
}
