using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>How far a shop has been looked through. All instants are on the system clock, but for what the shop said itself.</summary>
/// <param name="CursorAt">Everything up to then is stored, by the shop's clock.</param>
/// <param name="NextAt">When it is looked at again.</param>
/// <param name="DeepAt">When it is looked for what changed without a change of its place in the list.</param>
internal sealed record PollState(DateTimeOffset CursorAt, DateTimeOffset NextAt, DateTimeOffset DeepAt)
{
    private const string Partition = "poll";

    /// <summary>Where a look through many pages goes on; null when there is none.</summary>
    public PollPlace? Place { get; init; }

    public static async Task<PollState?> ReadAsync(IEntityTables tables, string sourceId, CancellationToken cancellationToken)
    {
        if (await tables.ReadAsync(Tables.Pulls, Partition, sourceId, cancellationToken) is not { } row)
        {
            return null;
        }

        return new PollState(row.Instant("Cursor")!.Value, row.Instant("Next")!.Value, row.Instant("Deep")!.Value)
        {
            Place = row.Text("Page") is { } page ? new PollPlace(row.Instant("From")!.Value, page, row.Instant("Latest")) : null,
        };
    }

    public Task WriteAsync(IEntityTables tables, string sourceId, CancellationToken cancellationToken)
    {
        Entity row = new EntityProperties()
            .Set("Cursor", CursorAt).Set("Next", NextAt).Set("Deep", DeepAt)
            .Set("From", Place?.From).Set("Page", Place?.Page).Set("Latest", Place?.LatestAt)
            .Row(Partition, sourceId);
        return tables.WriteAsync(Tables.Pulls, Partition, new EntityChange.Put(row), cancellationToken);
    }
}

/// <summary>A place in a list that is being looked through.</summary>
/// <param name="LatestAt">The latest change so far; null when nothing was found that says.</param>
internal sealed record PollPlace(DateTimeOffset From, string? Page, DateTimeOffset? LatestAt);
