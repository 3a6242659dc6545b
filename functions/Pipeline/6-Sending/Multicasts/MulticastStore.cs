using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Multicasts;

/// <summary>Who waits for a multicast, and with whom each one goes. A claim goes one way only: with one group, or alone; whoever is first
/// to write it down decides.</summary>
public sealed class MulticastStore(IEntityTables tables, Clocks clocks) : IMessageCopies
{
    /// <summary>Longer than anybody comes back to a claim.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(25);

    private const int AtOnce = 8;

    /// <summary>Longer than a call can take: nobody repeats one that is still under way, and of which a refusal is still sure.</summary>
    private static readonly TimeSpan CallTakes = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan RewrittenAfter = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> kept = new(StringComparer.Ordinal);

    /// <summary>Before anybody waits for it.</summary>
    internal async Task KeepAsync(MulticastContent content, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.System.GetUtcNow();
        if (kept.TryGetValue(content.Id, out DateTimeOffset at) && now - at < RewrittenAfter)
        {
            return;
        }

        await WriteAsync(new EntityChange.Put(MulticastRows.Row(content, now)), cancellationToken);
        kept[content.Id] = now;
    }

    internal async Task<MulticastContent> ContentAsync(string id, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Indexes, MulticastRows.Partition, MulticastRows.ContentPrefix + id, cancellationToken) is { } row
            ? MulticastRows.Content(row)
            : throw new InvalidOperationException($"There are no words for the multicast {id}.");

    /// <returns>False when another way was written down for the claim before.</returns>
    internal async Task<bool> JoinAsync(MulticastMember member, CancellationToken cancellationToken)
    {
        if (await WriteAsync(new EntityChange.Insert(MulticastRows.Row(member)), cancellationToken))
        {
            return true;
        }

        // The clock may not have moved since the claim before, which was given back: its group is over for good.
        return await FindAsync(member.RowKey, cancellationToken) is { GroupId: { } groupId } known
            && await GroupAsync(groupId, cancellationToken) is { State: MulticastState.NotTaken }
            && await WriteAsync(new EntityChange.Replace(MulticastRows.Row(member with { ETag = known.ETag })), cancellationToken);
    }

    /// <summary>Notes that the claim goes alone, unless it goes with a group.</summary>
    /// <param name="known">As it was read; null when it never joined.</param>
    /// <param name="claim">As it is to be written where it never joined.</param>
    internal async Task<bool> LeaveAsync(MulticastMember? known, MulticastMember claim, CancellationToken cancellationToken) => await WriteAsync(
        known is null
            ? new EntityChange.Insert(MulticastRows.Row(claim with { IsAlone = true }))
            : new EntityChange.Replace(MulticastRows.Row(known with { IsAlone = true })),
        cancellationToken);

    internal async Task<MulticastMember?> FindAsync(string rowKey, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Indexes, MulticastRows.Partition, rowKey, cancellationToken) is { } row ? MulticastRows.Member(row) : null;

    internal async Task<MulticastGroup?> GroupAsync(Guid id, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Indexes, MulticastRows.Partition, MulticastRows.KeyOf(id), cancellationToken) is { } row ? MulticastRows.Group(row) : null;

    internal async Task<IReadOnlyList<MulticastGroup>> GroupsAsync(CancellationToken cancellationToken) =>
        await tables.QueryAllAsync(Under(MulticastRows.GroupPrefix), cancellationToken).Select(MulticastRows.Group).ToListAsync(cancellationToken);

    /// <summary>Everybody who has joined, by message.</summary>
    internal async IAsyncEnumerable<MulticastMember> MembersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Entity row in tables.QueryAllAsync(Under(MulticastRows.MemberPrefix), cancellationToken))
        {
            yield return MulticastRows.Member(row);
        }
    }

    /// <summary>Those who go with the group, in its order.</summary>
    internal async Task<IReadOnlyList<MulticastMember>> MembersAsync(MulticastGroup group, CancellationToken cancellationToken)
    {
        MulticastMember?[] members = new MulticastMember?[group.Members.Count];
        ParallelOptions atOnce = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, members.Length, atOnce, async (i, token) => members[i] = await FindAsync(group.Members[i], token));
        return [.. members.OfType<MulticastMember>().Where(m => !m.IsAlone && m.GroupId == group.Id)];
    }

    /// <summary>Makes a group of those who wait: its row, then its members', then the word that they are all noted. It may be called for only
    /// after that; if this breaks off before, nobody has got anything.</summary>
    /// <returns>Null when somebody has dissolved it in the meantime.</returns>
    internal async Task<MulticastGroup?> FormAsync(string contentId, IReadOnlyList<MulticastMember> waiting, CancellationToken cancellationToken)
    {
        MulticastGroup group = new(Guid.NewGuid(), contentId, MulticastState.Forming, [.. waiting.Select(m => m.RowKey)], clocks.System.GetUtcNow());
        WriteOutcome outcome = await WriteAsync([new EntityChange.Insert(MulticastRows.Row(group))], cancellationToken);
        foreach (MulticastMember[] batch in waiting.Chunk(EntityLimits.BatchMax))
        {
            EntityChange[] noted = [.. batch.Select(m => new EntityChange.Replace(MulticastRows.Row(m with { GroupId = group.Id })))];
            if (await WriteAsync(noted, cancellationToken) is not WriteOutcome.Conflict)
            {
                continue;
            }

            foreach (EntityChange one in noted)
            {
                await WriteAsync(one, cancellationToken);  // whoever goes another way by now is left out
            }
        }

        string? etag = ((WriteOutcome.Written)outcome).ETags[0];
        return await ReplaceAsync(group with { State = MulticastState.Ready, NextAt = clocks.System.GetUtcNow() + CallTakes, ETag = etag }, cancellationToken);
    }

    /// <returns>The group as it stands now; null when somebody else has changed it.</returns>
    internal async Task<MulticastGroup?> ReplaceAsync(MulticastGroup group, CancellationToken cancellationToken) =>
        await WriteAsync([new EntityChange.Replace(MulticastRows.Row(group))], cancellationToken) is WriteOutcome.Written written
            ? group with { ETag = written.ETags[0] }
            : null;

    /// <summary>Forgets a group with these of its members, who are settled: the members first, as by the group they are found. Who has left it
    /// stays: nobody may write to them under another key.</summary>
    internal async Task RemoveAsync(MulticastGroup group, IEnumerable<string> memberKeys, CancellationToken cancellationToken)
    {
        await RemoveMembersAsync(memberKeys, cancellationToken);
        await WriteAsync(new EntityChange.Delete(MulticastRows.KeyOf(group.Id)), cancellationToken);
    }

    internal async Task RemoveMembersAsync(IEnumerable<string> memberKeys, CancellationToken cancellationToken)
    {
        foreach (string[] batch in memberKeys.Chunk(EntityLimits.BatchMax))
        {
            await WriteAsync([.. batch.Select(m => new EntityChange.Delete(m))], cancellationToken);
        }
    }

    internal Task RemoveAsync(MulticastMember member, CancellationToken cancellationToken) => WriteAsync(new EntityChange.Delete(member.RowKey), cancellationToken);

    /// <summary>Whether nobody comes back to what is that old.</summary>
    internal bool IsOver(DateTimeOffset at) => clocks.System.GetUtcNow() - at > KeptFor;

    /// <summary>Removes words that nobody has waited for since long.</summary>
    internal async Task TidyAsync(IReadOnlySet<string> waitedFor, CancellationToken cancellationToken)
    {
        await foreach (Entity row in tables.QueryAllAsync(Under(MulticastRows.ContentPrefix), cancellationToken))
        {
            if (IsOver(row.Instant("At")!.Value) && !waitedFor.Contains(MulticastRows.Content(row).Id))
            {
                await WriteAsync(new EntityChange.Delete(row.RowKey, row.ETag), cancellationToken);
            }
        }
    }

    /// <summary>Takes the address of somebody who is forgotten out of every group: a repeated call leaves them out.</summary>
    public async Task EraseAsync(Guid key, DateTimeOffset claimedAt, CancellationToken cancellationToken)
    {
        await foreach (Entity row in tables.QueryAllAsync(Under(MulticastRows.UnderMessage(key)), cancellationToken))
        {
            await WriteAsync(new EntityChange.Delete(row.RowKey), cancellationToken);
        }
    }

    private static EntityQuery Under(string prefix) => EntityQuery.Prefix(Tables.Indexes, MulticastRows.Partition, prefix);

    private Task<bool> WriteAsync(EntityChange change, CancellationToken cancellationToken) =>
        tables.WriteAsync(Tables.Indexes, MulticastRows.Partition, change, cancellationToken);

    private Task<WriteOutcome> WriteAsync(IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken) =>
        tables.WriteAsync(Tables.Indexes, MulticastRows.Partition, changes, cancellationToken);
}
