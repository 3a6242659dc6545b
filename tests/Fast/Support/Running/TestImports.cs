using System.Collections.Concurrent;
using System.Text;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Sources.Csv;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>One process that reads files into a world.</summary>
internal sealed class TestImports
{
    private readonly TestWorld world;
    private readonly ImportOrders orders;
    private readonly ImportCustomers customers;
    private readonly ImportEvents events;

    public TestImports(TestWorld world, Fuse? fuse = null)
    {
        this.world = world;
        IEntityTables tables = new FusedTables(world.Tables, fuse ?? Fuse.None);
        ShopSettings shop = TestShop.Settings;
        Clocks clocks = world.Clocks;
        CustomerAliases aliases = new(tables);
        Customers = new CustomerStore(tables);
        Reaction = new RememberedReaction(new TestShop(world, fuse).Quiet);
        orders = new ImportOrders(aliases, new RecordHistory(Customers, new OrderAliases(tables), shop, clocks), Reaction, shop, clocks);
        customers = new ImportCustomers(aliases, new RecordFileCustomer(Customers, clocks), Reaction, shop, clocks);
        events = new ImportEvents(aliases, new RecordEvents(Customers), Reaction, shop, clocks);
    }

    public CustomerStore Customers { get; }

    public RememberedReaction Reaction { get; }

    public Task<ImportReport> OrdersAsync(string csv, FileSource? source = null)
    {
        OrdersFile file = OrdersText.Read(csv);
        Assert.Empty(OrdersText.Problems(file));
        return orders.RunAsync(source ?? FileSource.Csv, file.Told, null, default);
    }

    public Task<ImportReport> CustomersAsync(string csv, FileSource? source = null)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(csv));
        CsvReading<FileCustomer> file = CustomersCsv.Read(stream, Shop.Tokyo, world.ShopClock.GetUtcNow());
        Assert.Null(file.Refusal);
        Assert.Empty(file.BadRows);
        return customers.RunAsync(source ?? FileSource.Csv, file.Rows, null, default);
    }

    public Task<ImportReport> EventsAsync(string csv, FileSource? source = null)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(csv));
        CsvReading<EventRow> file = EventsCsv.Read(stream, Shop.Tokyo);
        Assert.Null(file.Refusal);
        Assert.Empty(file.BadRows);
        return events.RunAsync(source ?? FileSource.Csv, [.. file.Rows.Select(r => r.Told())], null, default);
    }

    /// <summary>The customer of that id in the files themselves.</summary>
    public Task<CustomerState> StateAsync(string externalId, string identityKind = "csv") =>
        Customers.LoadAsync(CustomerIdentity.IdOf(identityKind, externalId), default);

    /// <summary>All of the state without the shop's figures, which are frozen once a day, whoever looks first.</summary>
    public static async Task<string[]> DumpAsync(TestWorld world) =>
        [.. (await world.Tables.DumpAsync()).Where(r => !r.StartsWith($"{Tables.Indexes} figures ", StringComparison.Ordinal))];

    /// <summary>New, updated, unchanged, refused.</summary>
    public static (int Added, int Updated, int Unchanged, int Refused) Counts(ImportReport report) =>
        (report.Added, report.Updated, report.Unchanged, report.Refused.Count);
}

/// <summary>Notes what was reacted to, and lets it happen.</summary>
internal sealed class RememberedReaction(IReaction inner) : IReaction
{
    private readonly ConcurrentQueue<string> calls = new();

    public IReadOnlyList<string> Calls => [.. calls];

    public Task OrderAsync(string customerId, string sourceId, string orderId, CancellationToken cancellationToken)
    {
        calls.Enqueue($"order {sourceId} {orderId}");
        return inner.OrderAsync(customerId, sourceId, orderId, cancellationToken);
    }

    public Task HistoryAsync(IReadOnlyCollection<string> customerIds, CancellationToken cancellationToken) => inner.HistoryAsync(customerIds, cancellationToken);

    public Task HistoryEndsAsync(CancellationToken cancellationToken) => inner.HistoryEndsAsync(cancellationToken);

    public Task EventAsync(string customerId, CustomerEvent told, CancellationToken cancellationToken)
    {
        calls.Enqueue($"event {told.Type} {told.Value}");
        return inner.EventAsync(customerId, told, cancellationToken);
    }

    public Task RegisteredAsync(string customerId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        calls.Enqueue($"registered {customerId}");
        return inner.RegisteredAsync(customerId, at, cancellationToken);
    }
}
