using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>Something that files tell: rows that are entered together.</summary>
/// <param name="At">UTC.</param>
/// <param name="Customer">Of all the rows.</param>
internal abstract record Happening(DateTimeOffset At, SourceCustomer Customer)
{
    /// <summary>Our id of the customer, where days pass again that a shop has lived through; null: it follows from the name.</summary>
    public string? CustomerId { get; init; }

    /// <summary>What the file calls the customer; null when it says nothing.</summary>
    public string? CustomerName => Customer.ExternalId ?? Customer.Email?.ToLowerInvariant();

    /// <summary>Enters it with the use case that enters such a file, on the clock's day.</summary>
    public abstract Task<ImportReport> EnterAsync(ShopLane lane, CancellationToken cancellationToken);

    /// <summary>All of the rows by time; at one instant customers, then orders, then events, each in the order of the file.</summary>
    public static IReadOnlyList<Happening> Of(
        IEnumerable<FileOrder> orders, IEnumerable<FileCustomer> customers, IEnumerable<FileEvent> events) =>
    [
        .. customers.Select(Happening (c) => new CustomerTold(c))
            .Concat(orders.Select(o => new OrderPlaced(o)))
            .Concat(events.GroupBy(e => (e.Event.At, e.Customer.ExternalId, e.Customer.Email)).Select(g => new EventsTold([.. g])))
            .OrderBy(h => h.At),
    ];

    /// <summary>The same of what happened in a shop, under the ids that its customers, orders and enrollments have there.</summary>
    public static IReadOnlyList<Happening> Of(ShopPast past) =>
    [
        .. past.Customers.Select(Happening (c) => new CustomerTold(c.Row, c.At ?? DateTimeOffset.MinValue) { CustomerId = c.Row.Customer.ExternalId })
            .Concat(past.Orders.Select(o => new OrderPlaced(o.Row) { CustomerId = o.Row.Buyer.ExternalId, SourceId = o.SourceId }))
            .Concat(past.Events.GroupBy(e => (e.Event.At, e.Customer.ExternalId)).Select(g => new EventsTold([.. g]) { CustomerId = g.Key.ExternalId }))
            .OrderBy(h => h.At),
    ];

    public sealed record OrderPlaced(FileOrder Row) : Happening(Row.Order.OrderedAt, Row.Buyer)
    {
        /// <summary>Within what the order's id is unique; null: within the files.</summary>
        public string? SourceId { get; init; }

        public override Task<ImportReport> EnterAsync(ShopLane lane, CancellationToken cancellationToken) =>
            lane.Get<ImportOrders>().RunAsync(SourceId is null ? lane.Source : lane.Source with { SourceId = SourceId }, [Row], null, cancellationToken);
    }

    /// <summary>At the time of the registration; one that is not known was before everything.</summary>
    public sealed record CustomerTold(FileCustomer Row, DateTimeOffset At) : Happening(At, Row.Customer)
    {
        public CustomerTold(FileCustomer row)
            : this(row, row.Customer.RegisteredAt ?? DateTimeOffset.MinValue)
        {
        }

        public override Task<ImportReport> EnterAsync(ShopLane lane, CancellationToken cancellationToken) =>
            lane.Get<ImportCustomers>().RunAsync(lane.Source, [Row], null, cancellationToken);
    }

    /// <summary>Equal rows are as many events, so those of one moment are entered together.</summary>
    public sealed record EventsTold(IReadOnlyList<FileEvent> Rows) : Happening(Rows[0].Event.At, Rows[0].Customer)
    {
        public override Task<ImportReport> EnterAsync(ShopLane lane, CancellationToken cancellationToken) =>
            lane.Get<ImportEvents>().RunAsync(lane.Source, Rows, null, cancellationToken);
    }
}
