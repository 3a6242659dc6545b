using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>What came of a customer's journeys: the figures of a simulation are counted from it.</summary>
public sealed class CustomerOutcomes(IEntityTables tables)
{
    /// <summary>Empty lists for somebody who is not known.</summary>
    public async Task<CustomerOutcome> OfAsync(string customerId, CancellationToken cancellationToken)
    {
        StateReader reader = new(customerId);
        List<NotedMove> moves = [];
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Customers, customerId), cancellationToken))
        {
            reader.Take(row);
            if (row.RowKey.StartsWith(RowKeys.Under("move"), StringComparison.Ordinal))
            {
                moves.Add(new NotedMove(row.Text("ModelId")!, row.Text("From"), row.Text("To")!, row.Day("On")!.Value));
            }
        }

        CustomerState state = reader.State();
        return new CustomerOutcome(state.Enrollments, [.. state.Sends.Values.Select(SendRows.Row)], moves);
    }
}

/// <summary>One customer's journeys, messages and moves, in the order of their keys.</summary>
public sealed record CustomerOutcome(IReadOnlyList<Enrollment> Enrollments, IReadOnlyList<SendRow> Sends, IReadOnlyList<NotedMove> Moves);

/// <summary>A held rank that moved on that day of the shop.</summary>
/// <param name="From">Null when the customer was ranked for the first time.</param>
public sealed record NotedMove(string ModelId, string? From, string To, DateOnly On);
