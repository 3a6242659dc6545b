using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.App.Time;

/// <summary>Where a shop clock that is not the system's stands in a data folder.</summary>
/// <param name="At">It has shown nothing later.</param>
/// <param name="Start">The setting that it began with; null when there was none.</param>
internal sealed record ClockRecord(DateTimeOffset At, DateTimeOffset? Start)
{
    private const string Partition = "clock";
    private const string RowKey = "shop";

    /// <summary>Null: the clock of this data folder has always been the system's.</summary>
    public static async Task<ClockRecord?> ReadAsync(IEntityTables tables, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Indexes, Partition, RowKey, cancellationToken) is { } row
            ? new ClockRecord(row.Instant("At")!.Value, row.Instant("Start"))
            : null;

    public Task WriteAsync(IEntityTables tables, CancellationToken cancellationToken)
    {
        Dictionary<string, object> properties = new(StringComparer.Ordinal) { ["At"] = At.ToUniversalTime() };
        if (Start is { } start)
        {
            properties["Start"] = start.ToUniversalTime();
        }

        EntityChange.Put row = new(new Entity(Partition, RowKey) { Properties = properties });
        return tables.WriteAsync(Tables.Indexes, Partition, row, cancellationToken);
    }
}
