using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Tests.Fast.Pipeline.Ranking;

/// <summary>A store that loses an answer: the write is durable, but the writer is told that the store failed.</summary>
internal sealed class LosingTables(IEntityTables tables) : IEntityTables
{
    /// <summary>How the partition begins whose next write is lost; null when none is.</summary>
    public string? Partition { get; set; }

    public Task<Entity?> ReadAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        tables.ReadAsync(table, partitionKey, rowKey, cancellationToken);

    public Task<EntityPage> QueryAsync(EntityQuery query, CancellationToken cancellationToken) => tables.QueryAsync(query, cancellationToken);

    public async Task<WriteOutcome> WriteAsync(string table, string partitionKey, IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken)
    {
        WriteOutcome outcome = await tables.WriteAsync(table, partitionKey, changes, cancellationToken);
        if (Partition is { } lost && partitionKey.StartsWith(lost, StringComparison.Ordinal))
        {
            Partition = null;
            throw new StorageException("Timed out.", isTemporary: true);
        }

        return outcome;
    }
}
