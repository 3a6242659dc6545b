using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;

namespace FollowUpFlows.Tests.Fast.Pipeline.Ranking;

/// <summary>Reads what was written, without the product's own readers.</summary>
internal static class Moves
{
    /// <summary>All moves of a customer, in their order: <c>2026-11-21 new → early (Purchase)</c>.</summary>
    public static async Task<string[]> OfAsync(TestTables tables, string customerId) =>
        [.. (await RowsAsync(tables, Tables.Customers, customerId, "move:")).Select(r => $"{r.Text("On")} {r.Text("From") ?? "-"} > {r.Text("To")} ({r.Text("Cause")})")];

    public static async Task<IReadOnlyList<Entity>> RowsAsync(TestTables tables, string table, string partition, string prefix = "")
    {
        List<Entity> rows = [];
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(table, partition), default))
        {
            if (row.RowKey.StartsWith(prefix, StringComparison.Ordinal))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    /// <summary>The days under which the customer is found.</summary>
    public static async Task<string[]> DaysAsync(TestTables tables, string index, string customerId) =>
    [
        .. (await tables.DumpAsync(Tables.Indexes)).Select(l => l.Split(' '))
            .Where(l => l[1].StartsWith(index + ":", StringComparison.Ordinal) && l[2] == customerId)
            .Select(l => l[1].Split(':')[1]),
    ];
}
