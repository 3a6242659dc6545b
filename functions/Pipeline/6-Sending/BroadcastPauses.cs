using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Which broadcasts pause, as their rows say.</summary>
public sealed class BroadcastPauses(IEntityTables tables, Clocks clocks)
{
    /// <summary>How long the pause or resumption by another process may go unnoticed, on the system clock.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    /// <summary>Where broadcasts are kept, by id.</summary>
    internal const string Partition = "broadcasts";

    private Look? last;

    /// <summary>Whether the broadcast pauses.</summary>
    internal async Task<bool> IsPausedAsync(string id, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.System.GetUtcNow();
        if (last is not { } look || now - look.At >= FreshFor || now < look.At)
        {
            HashSet<string> paused = new(StringComparer.Ordinal);
            await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Indexes, Partition), cancellationToken))
            {
                if (IsPaused(row))
                {
                    paused.Add(row.RowKey);
                }
            }

            last = look = new Look(now, paused);
        }

        return look.Ids.Contains(id);
    }

    /// <summary>What this process has changed is seen at once.</summary>
    internal void Forget() => last = null;

    internal static bool IsPaused(Entity row) => row.Instant("PausedAt") is not null;

    private sealed record Look(DateTimeOffset At, HashSet<string> Ids);
}
