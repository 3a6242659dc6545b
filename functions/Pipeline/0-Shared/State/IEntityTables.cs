namespace FollowUpFlows.Pipeline.State;

/// <summary>The product's state: tables of rows under (partition key, row key), the same shape on SQLite and Azure Tables.</summary>
/// <remarks>Every method throws <see cref="StorageException"/> when the store fails, and <see cref="ArgumentException"/> for keys,
/// properties or batches beyond the limits; nothing is then written. A table is there once it is named: a letter, then 2–62 letters
/// and digits.</remarks>
public interface IEntityTables
{
    /// <summary>The row, or null.</summary>
    Task<Entity?> ReadAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken);

    /// <summary>The row's <see cref="Entity.ETag"/>, or null: whether it is still the same costs less than the row.</summary>
    async Task<string?> ReadETagAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        (await ReadAsync(table, partitionKey, rowKey, cancellationToken))?.ETag;

    /// <summary>Rows of one partition by row key, ordinal.</summary>
    Task<EntityPage> QueryAsync(EntityQuery query, CancellationToken cancellationToken);

    /// <summary>All or nothing, within one partition; durable when it returns.</summary>
    /// <param name="changes">1–100, each row at most once, 4 MiB together as a request to Azure: a kibibyte for each, bytes as base64,
    /// and six bytes for every character that is not plain ASCII.</param>
    Task<WriteOutcome> WriteAsync(string table, string partitionKey, IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken);
}

/// <summary>A range of rows of one partition.</summary>
/// <param name="From">First row key wanted; null from the beginning. A bound need not be a possible key.</param>
/// <param name="Before">First row key not wanted any more; null to the end.</param>
/// <param name="Limit">Most rows in one page, 1–1000.</param>
public sealed record EntityQuery(string Table, string PartitionKey, string? From = null, string? Before = null, int Limit = EntityQuery.LimitMax)
{
    /// <summary>No page has more rows.</summary>
    public const int LimitMax = 1000;

    /// <summary>The rows whose key begins with the prefix.</summary>
    /// <param name="prefix">Not empty; its last character is below U+FFFF.</param>
    public static EntityQuery Prefix(string table, string partitionKey, string prefix) =>
        new(table, partitionKey, prefix, prefix[..^1] + (char)(prefix[^1] + 1));
}

/// <summary>Some rows, in order.</summary>
/// <param name="Next">Where the next page begins (<see cref="EntityQuery.From"/>); null when there is none. A page may be empty and still have a next one.</param>
public sealed record EntityPage(IReadOnlyList<Entity> Entities, string? Next);
