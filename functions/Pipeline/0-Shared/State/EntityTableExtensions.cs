using System.Runtime.CompilerServices;

namespace FollowUpFlows.Pipeline.State;

/// <summary>What several stages do with tables.</summary>
public static class EntityTableExtensions
{
    /// <summary>All rows of the range, page after page.</summary>
    public static async IAsyncEnumerable<Entity> QueryAllAsync(
        this IEntityTables tables,
        EntityQuery query,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? from = query.From;
        do
        {
            EntityPage page = await tables.QueryAsync(query with { From = from }, cancellationToken);
            foreach (Entity entity in page.Entities)
            {
                yield return entity;
            }

            from = page.Next;
        }
        while (from is not null);
    }

    /// <summary>Writes one row; false when it conflicts.</summary>
    public static async Task<bool> WriteAsync(this IEntityTables tables, string table, string partitionKey, EntityChange change, CancellationToken cancellationToken) =>
        await tables.WriteAsync(table, partitionKey, [change], cancellationToken) is WriteOutcome.Written;
}
