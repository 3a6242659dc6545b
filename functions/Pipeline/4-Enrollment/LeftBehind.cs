using System.Globalization;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Customers for whom a day could not begin. The day goes on without them, and a row keeps them until it has begun for them, too.</summary>
internal sealed class LeftBehind(IEntityTables tables)
{
    private const string Partition = "days:left";

    /// <summary>To be called before the day counts as begun.</summary>
    public Task AddAsync(DateOnly day, string customerId, CancellationToken cancellationToken)
    {
        Entity row = new EntityProperties().Set("On", (DateOnly?)day).Set("CustomerId", customerId).Row(Partition, KeyOf(day, customerId));
        return tables.WriteAsync(Tables.Indexes, Partition, new EntityChange.Put(row), cancellationToken);
    }

    /// <summary>By day.</summary>
    public async Task<IReadOnlyList<(DateOnly Day, string CustomerId)>> AllAsync(CancellationToken cancellationToken)
    {
        List<(DateOnly, string)> all = [];
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Indexes, Partition), cancellationToken))
        {
            all.Add((row.Day("On")!.Value, row.Text("CustomerId")!));
        }

        return all;
    }

    public Task RemoveAsync(DateOnly day, string customerId, CancellationToken cancellationToken) =>
        tables.WriteAsync(Tables.Indexes, Partition, new EntityChange.Delete(KeyOf(day, customerId)), cancellationToken);

    private static string KeyOf(DateOnly day, string customerId) => RowKeys.Of(day.ToString("O", CultureInfo.InvariantCulture), customerId);
}
