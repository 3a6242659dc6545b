using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <summary>What reports look at of a customer, out of the customer's own rows: this is the truth that kept facts are compared with.</summary>
public sealed class CustomerReading(IEntityTables tables, ShopSettings shop)
{
    // Of what a partition holds, consents, events, orders and the profile; not the long tails of ranks and sends behind them.
    private const string First = "consent:";
    private const string Before = "profile~";

    /// <summary>The customer as the rows say now.</summary>
    public async Task<FoundCustomer> ReadAsync(string customerId, CancellationToken cancellationToken)
    {
        StateReader reader = new(customerId);
        try
        {
            await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Customers, customerId, First, Before), cancellationToken))
            {
                if (IsRead(row.RowKey))
                {
                    reader.Take(row);
                }
            }

            CustomerState state = reader.State();
            return new FoundCustomer(state.Profile is null ? null : Of(state, shop), IsReadable: true);
        }
        catch (Exception e) when (LedgerLines.IsSpoilt(e))
        {
            return new FoundCustomer(null, IsReadable: false);
        }
    }

    /// <summary>Whether a row of the customer says something that reports look at.</summary>
    internal static bool IsRead(string rowKey) => StateReader.KindOf(rowKey) is "consent" or "event" or "order" or CustomerRows.ProfileKey;

    internal static ReportCustomer Of(CustomerState state, ShopSettings shop)
    {
        EngagementEvent[] events = [.. state.Events.Select(e => e.Engagement)];
        DateOnly? registeredOn = state.Customer.RegisteredAt is { } at ? shop.Calendar.DateOf(at) : null;
        ReportCustomer customer = ReportCustomer.Of(state.CustomerId, state.Orders.Select(o => o.Order), events, shop.Orders, shop.Currency, registeredOn);
        return customer with { Traits = CustomerFactsReader.Traits(state) };
    }
}

/// <summary>A customer as read.</summary>
/// <param name="Customer">Null when there is none: an index may lead to nothing; also when it is not readable.</param>
/// <param name="IsReadable">False when rows were spoilt.</param>
public readonly record struct FoundCustomer(ReportCustomer? Customer, bool IsReadable);
