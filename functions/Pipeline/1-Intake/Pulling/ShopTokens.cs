using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Keeps tokens that a shop exchanges for new ones at every use: the newest must survive the process. What is kept is sealed by
/// the caller; nothing here can be used without the settings.</summary>
public sealed class ShopTokens(IEntityTables tables)
{
    private static readonly string Partition = RowKeys.Of("token");

    /// <summary>What is kept for the source; null when nothing is.</summary>
    public async Task<KeptToken?> ReadAsync(string sourceId, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Pulls, Partition, sourceId, cancellationToken) is { } row
            ? new KeptToken(row.Bytes("Sealed"), row.Instant("Busy"), row.ETag)
            : null;

    /// <summary>Keeps it; null when another process was faster.</summary>
    /// <param name="token">With the <see cref="KeptToken.ETag"/> that was read, or without one when nothing was there.</param>
    /// <returns>The token as it is now kept.</returns>
    public async Task<KeptToken?> WriteAsync(string sourceId, KeptToken token, CancellationToken cancellationToken)
    {
        Dictionary<string, object> properties = [];
        if (token.Sealed is { } bytes)
        {
            properties["Sealed"] = bytes;
        }

        if (token.BusyUntilAt is { } busy)
        {
            properties["Busy"] = busy;
        }

        Entity row = new(Partition, sourceId) { ETag = token.ETag, Properties = properties };
        EntityChange change = token.ETag is null ? new EntityChange.Insert(row) : new EntityChange.Replace(row);
        return await tables.WriteAsync(Tables.Pulls, Partition, [change], cancellationToken) is WriteOutcome.Written written
            ? token with { ETag = written.ETags[0] }
            : null;
    }
}

/// <summary>A token as it is kept.</summary>
/// <param name="Sealed">Encrypted; null before the first exchange.</param>
/// <param name="BusyUntilAt">Until when a process exchanges it, on the system clock; null when none does.</param>
/// <param name="ETag">Null when nothing is kept yet.</param>
public sealed record KeptToken(byte[]? Sealed, DateTimeOffset? BusyUntilAt, string? ETag);
