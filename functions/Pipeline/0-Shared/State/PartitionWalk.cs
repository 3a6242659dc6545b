namespace FollowUpFlows.Pipeline.State;

/// <summary>Pages over the rows of many partitions, one after the other. A page looks at a limited number of rows and partitions,
/// however few of them are wanted: then it has fewer items, and a next page.</summary>
/// <param name="read">Rows of the partition in the order of their keys, from that key on, so many if there are.</param>
internal sealed class PartitionWalk(Func<string, string?, int, CancellationToken, Task<IReadOnlyList<Entity>>> read)
{
    /// <summary>Most rows that a page looks at.</summary>
    public const int RowsMax = 500;

    /// <summary>Most partitions that a page looks into.</summary>
    public const int PartitionsMax = 256;

    // Neither partitions nor rows can have it in their keys.
    private const char Between = '/';

    /// <summary>Over the rows of a table.</summary>
    /// <param name="prefix">Only rows whose key begins so; null for all.</param>
    public static PartitionWalk Over(IEntityTables tables, string table, string? prefix = null) => new(async (partition, from, count, cancellationToken) =>
    {
        EntityQuery query = prefix is null ? new EntityQuery(table, partition) : EntityQuery.Prefix(table, partition, prefix);
        return await tables.QueryAllAsync(query with { From = from ?? query.From, Limit = count }, cancellationToken).Take(count).ToListAsync(cancellationToken);
    });

    /// <param name="partitions">In the order of the list.</param>
    /// <param name="itemOf">Null for a row that is not wanted.</param>
    public async Task<ListPage<T>> PageAsync<T>(
        IEnumerable<string> partitions, ListRange range, Func<Entity, CancellationToken, Task<T?>> itemOf, CancellationToken cancellationToken)
        where T : class
    {
        (string? first, string? after) = PlaceOf(range.Position);
        List<T> items = [];
        (int rows, int looked) = (0, 0);
        foreach (string partition in partitions.SkipWhile(p => first is not null && p != first))
        {
            if (looked++ == PartitionsMax)
            {
                return new ListPage<T>(items, partition + Between);
            }

            IReadOnlyList<Entity> some;
            do
            {
                int wanted = Math.Min(range.Limit, RowsMax - rows);
                some = await read(partition, after is null ? null : FromAfter(after), wanted, cancellationToken);
                foreach (Entity row in some)
                {
                    (after, rows) = (row.RowKey, rows + 1);
                    if (await itemOf(row, cancellationToken) is { } item)
                    {
                        items.Add(item);
                    }

                    if (items.Count == range.Limit || rows == RowsMax)
                    {
                        return new ListPage<T>(items, partition + Between + after);
                    }
                }
            }
            while (some.Count > 0);
            after = null;
        }

        return new ListPage<T>(items, null);
    }

    /// <summary>The lowest bound above the key: no key has a character below the blank.</summary>
    private static string FromAfter(string key) => key + ' ';

    private static (string? Partition, string? After) PlaceOf(string? position) => position?.Split(Between, 2) switch
    {
        null => (null, null),
        [var partition, { Length: > 0 } after] => (partition, after),
        [var partition, ..] => (partition, null),
        _ => (null, null),
    };
}
