using System.Collections.Concurrent;
using System.Globalization;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>How many LINE messages broadcasts with a limit on them (<see cref="Trigger.Broadcast.LineMax"/>) have taken. Before a message is claimed it
/// takes one: its own row and the count, in one write, so that neither somebody who is as fast nor a process that ends in between takes one more
/// than there are, and whoever comes back to a message finds its own again.</summary>
public sealed class LineBudgets(IEntityTables tables, Clocks clocks) : IDisposable
{
    /// <summary>How long what another process has taken, or given back, may go unnoticed, on the system clock.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    private const string CountKey = "count";

    private readonly ConcurrentDictionary<string, Look> looks = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim taking = new(1);  // all write one row: side by side they would only conflict

    /// <inheritdoc/>
    public void Dispose() => taking.Dispose();

    /// <summary>How many the broadcast has taken, ≥ 0: what was sent, and what is about to be.</summary>
    public async Task<int> TakenAsync(string broadcastId, CancellationToken cancellationToken) => (await ReadAsync(broadcastId, cancellationToken)).Taken;

    /// <summary>Whether the message may go by LINE, as far as its broadcast's limit is concerned.</summary>
    internal async Task<bool> HasRoomAsync(DueSend due, CancellationToken cancellationToken) =>
        MaxOf(due) is not { } max
        || (await LookAsync(due.Enrollment.JourneyId, cancellationToken)).Taken < max
        || await FindAsync(due, cancellationToken) is not null;

    /// <summary>Takes one for the message, unless it has one.</summary>
    /// <returns>False when none is left.</returns>
    internal async Task<bool> TakeAsync(DueSend due, CancellationToken cancellationToken)
    {
        if (MaxOf(due) is not { } max)
        {
            return true;
        }

        await taking.WaitAsync(cancellationToken);
        try
        {
            Look look = await LookAsync(due.Enrollment.JourneyId, cancellationToken);
            while (look.Taken < max)
            {
                if (await WriteAsync(due, look, look.Taken + 1, new EntityChange.Insert(new Entity(PartitionOf(due), KeyOf(due))), cancellationToken))
                {
                    return true;
                }

                if (await FindAsync(due, cancellationToken) is not null)
                {
                    return true;
                }

                look = await ReadAsync(due.Enrollment.JourneyId, cancellationToken);
            }

            return await FindAsync(due, cancellationToken) is not null;
        }
        finally
        {
            taking.Release();
        }
    }

    /// <summary>Leaves to others what the message had taken, if it had: it has not gone by LINE, and will not.</summary>
    internal async Task GiveBackAsync(DueSend due, CancellationToken cancellationToken)
    {
        if (MaxOf(due) is null || !due.Step.Channels.Contains(Domain.Ledger.Channel.Line))
        {
            return;
        }

        while (await FindAsync(due, cancellationToken) is { } taken)
        {
            Look look = await ReadAsync(due.Enrollment.JourneyId, cancellationToken);
            if (await WriteAsync(due, look, look.Taken - 1, new EntityChange.Delete(taken.RowKey, taken.ETag), cancellationToken))
            {
                return;
            }
        }
    }

    private static int? MaxOf(DueSend due) => (due.Journey.Definition.Trigger as Trigger.Broadcast)?.LineMax;

    private static string PartitionOf(string broadcastId) => $"line-budget:{broadcastId}";

    private static string PartitionOf(DueSend due) => PartitionOf(due.Enrollment.JourneyId);

    private static string KeyOf(DueSend due)
    {
        SendKey key = due.Planned.Key;
        return RowKeys.Of("taken", key.EnrollmentId, key.StepId, key.Visit.ToString(CultureInfo.InvariantCulture));
    }

    private Task<Entity?> FindAsync(DueSend due, CancellationToken cancellationToken) =>
        tables.ReadAsync(Tables.Indexes, PartitionOf(due), KeyOf(due), cancellationToken);

    private async Task<Look> LookAsync(string broadcastId, CancellationToken cancellationToken) =>
        looks.TryGetValue(broadcastId, out Look? known) && clocks.System.GetUtcNow() - known.At is var since && since >= TimeSpan.Zero && since < FreshFor
            ? known
            : await ReadAsync(broadcastId, cancellationToken);

    private async Task<Look> ReadAsync(string broadcastId, CancellationToken cancellationToken)
    {
        Entity? row = await tables.ReadAsync(Tables.Indexes, PartitionOf(broadcastId), CountKey, cancellationToken);
        return looks[broadcastId] = new Look((int)(row?.Number("Taken") ?? 0), row?.ETag, clocks.System.GetUtcNow());
    }

    /// <returns>False when others have changed the count, or the message's own row is, or is not, there already.</returns>
    private async Task<bool> WriteAsync(DueSend due, Look look, int taken, EntityChange own, CancellationToken cancellationToken)
    {
        Entity count = new EntityProperties().Set("Taken", taken).Row(PartitionOf(due), CountKey, look.ETag);
        EntityChange counted = look.ETag is null ? new EntityChange.Insert(count) : new EntityChange.Replace(count);
        if (await tables.WriteAsync(Tables.Indexes, PartitionOf(due), [own, counted], cancellationToken) is not WriteOutcome.Written { ETags: [_, var etag] })
        {
            return false;
        }

        looks[due.Enrollment.JourneyId] = look with { Taken = taken, ETag = etag };
        return true;
    }

    /// <param name="ETag">Null while nothing was ever taken.</param>
    /// <param name="At">When it was read, on the system clock.</param>
    private sealed record Look(int Taken, string? ETag, DateTimeOffset At);
}
