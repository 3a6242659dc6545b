using System.Globalization;
using FollowUpFlows.App.Templates;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Bench.Durable;

/// <summary>The shop's side of a step: three orders of each customer in the store, ranked anew each time, and a row for each send that is
/// there before the send and settled after it.</summary>
internal sealed class JourneyLedger(IEntityTables tables)
{
    private const int OrdersOfEach = 3;
    private static readonly DateOnly AsOf = new(2026, 11, 21);
    private static readonly OrderRules Rules = new();
    private readonly RankModel model = TemplateFolder.Shipped.ReadRankModel("six-rank").Value!;

    public async Task AddCustomerAsync(string customer, CancellationToken cancellationToken)
    {
        EntityChange[] orders = [.. Enumerable.Range(0, OrdersOfEach).Select(i => new EntityChange.Insert(new Entity(customer, $"order|{i}")
        {
            Properties = new Dictionary<string, object>
            {
                ["On"] = AsOf.AddDays(-40 * (i + 1)).ToString("O", CultureInfo.InvariantCulture),
                ["TotalMinor"] = 2_980L * (i + 1),
            },
        }))];
        await tables.WriteAsync(Tables.Customers, customer, orders, cancellationToken);
    }

    public async Task<string> RankAsync(string customer, CancellationToken cancellationToken)
    {
        EntityPage page = await tables.QueryAsync(EntityQuery.Prefix(Tables.Customers, customer, "order|"), cancellationToken);
        IEnumerable<Order> orders = page.Entities.Select(row => OrderOf(customer, row));
        return PlacementTable.Of(model, orders, new Dictionary<string, IReadOnlyList<EngagementEvent>>(), Rules, AsOf, Currency.Yen)
            .Customers.Single().Placement.Rank.Id;
    }

    /// <returns>False: it was settled before, and is not sent again.</returns>
    public async Task<bool> ClaimAsync(string customer, string step, string rank, CancellationToken cancellationToken)
    {
        EntityChange claim = new EntityChange.Insert(Row(customer, step, rank, "Claimed"));
        return await tables.WriteAsync(Tables.Customers, customer, [claim], cancellationToken) is WriteOutcome.Written
            || await StateOfAsync(customer, step, cancellationToken) != "Sent";
    }

    public Task SettleAsync(string customer, string step, string rank, CancellationToken cancellationToken) =>
        tables.WriteAsync(Tables.Customers, customer, [new EntityChange.Put(Row(customer, step, rank, "Sent"))], cancellationToken);

    public async Task<string?> StateOfAsync(string customer, string step, CancellationToken cancellationToken) =>
        (await tables.ReadAsync(Tables.Customers, customer, $"send|{step}", cancellationToken))?.Text("State");

    private static Order OrderOf(string customer, Entity row)
    {
        DateOnly on = DateOnly.ParseExact(row.Text("On")!, "O", CultureInfo.InvariantCulture);
        return new Order
        {
            OrderId = row.RowKey,
            CustomerId = customer,
            OrderedAt = new DateTimeOffset(on, new TimeOnly(3, 0), TimeSpan.Zero),
            OrderedOn = on,
            Currency = Currency.Yen,
            TotalMinor = row.Number("TotalMinor")!.Value,
        };
    }

    private static Entity Row(string customer, string step, string rank, string state) => new(customer, $"send|{step}")
    {
        Properties = new Dictionary<string, object>
        {
            ["State"] = state,
            ["RankId"] = rank,
            ["Channel"] = "Email",
            ["At"] = DateTimeOffset.UtcNow,
        },
    };
}
