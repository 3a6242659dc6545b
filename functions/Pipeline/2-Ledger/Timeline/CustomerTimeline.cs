using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Everything that happened to a customer, in one list: "why did I (not) get this?"</summary>
public sealed class CustomerTimeline(IEntityTables tables, ShopSettings shop)
{
    /// <summary>The customer with their life so far, the latest entry last; null when nothing is kept of them.</summary>
    public async Task<CustomerLife?> OfAsync(string customerId, CancellationToken cancellationToken)
    {
        StateReader reader = new(customerId);
        List<TimelineEntry> entries = [];
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Customers, customerId), cancellationToken))
        {
            reader.Take(row);
            if (TimelineReader.OfRow(row) is { } entry)
            {
                entries.Add(entry);
            }
        }

        CustomerState state = reader.State();
        entries.AddRange(new TimelineReader(shop).Of(state));
        return state.Profile is null ? null : new CustomerLife(state,
        [
            .. entries.OrderBy(e => e.At).ThenBy(e => e.Kind).ThenBy(e => e.EnrollmentId, StringComparer.Ordinal).ThenBy(e => e.Subject, StringComparer.Ordinal),
        ]);
    }
}

/// <summary>A customer and what happened to them.</summary>
/// <param name="Entries">The latest last.</param>
public sealed record CustomerLife(CustomerState State, IReadOnlyList<TimelineEntry> Entries);
