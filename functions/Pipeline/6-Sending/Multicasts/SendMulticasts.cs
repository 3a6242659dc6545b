using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Sending.Multicasts;

/// <summary>Calls for those who wait with the same words, group by group, and settles each of them. A process that ends anywhere loses
/// nobody and writes to nobody twice: a group is noted whole before its call, and a call without an answer is repeated under its key.</summary>
/// <param name="multicast">Null where everybody is written to alone.</param>
public sealed class SendMulticasts(MulticastStore store, MulticastMembers customers, Clocks clocks, IMulticast? multicast = null)
{
    /// <summary>Before a call is repeated for the first time.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);

    /// <summary>After a refusal that does not say for how long.</summary>
    private static readonly TimeSpan RefusalPause = TimeSpan.FromMinutes(1);

    /// <summary>Goes on with the groups that there are, then makes new ones, for so long at most on the system clock.</summary>
    /// <returns>What the provider said to each call.</returns>
    public async Task<IReadOnlyList<MulticastCall>> RunAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (multicast is null)
        {
            return [];
        }

        List<MulticastCall> calls = [];
        DateTimeOffset until = clocks.System.GetUtcNow() + atMost;
        IReadOnlyList<MulticastGroup> groups = await store.GroupsAsync(cancellationToken);
        foreach (MulticastGroup group in groups)
        {
            calls.AddRange(await GoOnAsync(group, cancellationToken));
        }

        HashSet<Guid> peopled = [];
        Dictionary<string, Dictionary<string, MulticastMember>> waiting = new(StringComparer.Ordinal);
        await foreach (MulticastMember member in store.MembersAsync(cancellationToken))
        {
            if (clocks.System.GetUtcNow() >= until || calls.Any(c => c.RetryAfter is not null))
            {
                return calls;
            }

            peopled.Add(member.GroupId ?? Guid.Empty);
            Dictionary<string, MulticastMember> same = SameAs(member, waiting);
            await AddAsync(same, member, cancellationToken);
            if (same.Count == multicast.RecipientsMax)
            {
                calls.AddRange(await BeginAsync(same, cancellationToken));
            }
        }

        foreach (Dictionary<string, MulticastMember> rest in waiting.Values)
        {
            calls.AddRange(await BeginAsync(rest, cancellationToken));
        }

        foreach (MulticastGroup left in groups.Where(g => IsLeftOver(g, peopled)))
        {
            await store.RemoveAsync(left, [], cancellationToken);
        }

        await store.TidyAsync(waiting.Keys.ToHashSet(StringComparer.Ordinal), cancellationToken);
        return calls;
    }

    /// <summary>Whether nobody got anything of it, and everybody has left it. Whoever forms one may still be about to note its members.</summary>
    private bool IsLeftOver(MulticastGroup group, HashSet<Guid> peopled) =>
        group.State is MulticastState.NotTaken or MulticastState.Dissolved
        && !peopled.Contains(group.Id)
        && clocks.System.GetUtcNow() - group.FormedAt > JoinMulticast.WaitsFor;

    private static Dictionary<string, MulticastMember> SameAs(MulticastMember member, Dictionary<string, Dictionary<string, MulticastMember>> waiting)
    {
        if (!waiting.TryGetValue(member.ContentId, out Dictionary<string, MulticastMember>? same))
        {
            waiting[member.ContentId] = same = new Dictionary<string, MulticastMember>(StringComparer.Ordinal);
        }

        return same;
    }

    /// <summary>Two customers who share an account do not share a call.</summary>
    private async Task AddAsync(Dictionary<string, MulticastMember> same, MulticastMember member, CancellationToken cancellationToken)
    {
        if (member is { GroupId: null, IsAlone: false })
        {
            same.TryAdd(member.To, member);
        }
        else if (store.IsOver(member.JoinedAt))
        {
            await store.RemoveAsync(member, cancellationToken);
        }
    }

    /// <summary>Makes a group of them, and calls for it.</summary>
    private async Task<IReadOnlyList<MulticastCall>> BeginAsync(Dictionary<string, MulticastMember> waiting, CancellationToken cancellationToken)
    {
        MulticastMember[] members = [.. waiting.Values];
        waiting.Clear();
        IReadOnlyDictionary<string, CustomerState> states = await customers.StatesAsync(members, cancellationToken);
        IReadOnlyList<MulticastMember> may = await customers.WhoMayAsync(members, states, cancellationToken);
        return may.Count > 0 && await store.FormAsync(may[0].ContentId, may, cancellationToken) is { } group
            ? [await CallAsync(group, states, isFirst: true, cancellationToken)]
            : [];
    }

    private async Task<IReadOnlyList<MulticastCall>> GoOnAsync(MulticastGroup group, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.System.GetUtcNow();
        switch (group.State)
        {
            case MulticastState.Forming:
                await store.ReplaceAsync(group with { State = MulticastState.Dissolved, Reason = "its forming broke off" }, cancellationToken);
                return [];
            case MulticastState.Ready when now - group.FormedAt < multicast!.RepeatableFor && !(group.NextAt > now):
                IReadOnlyList<MulticastMember> members = await store.MembersAsync(group, cancellationToken);
                IReadOnlyDictionary<string, CustomerState> states = await customers.StatesAsync(members, cancellationToken);
                await customers.WhoMayAsync(members, states, cancellationToken);
                return [await CallAsync(group, states, isFirst: false, cancellationToken)];
            case MulticastState.Taken:
                IReadOnlyList<MulticastMember> taken = await store.MembersAsync(group, cancellationToken);
                await customers.SettleAsync(group, taken, await customers.StatesAsync(taken, cancellationToken), cancellationToken);
                return [];
            default:  // of one that is too old to be repeated the members are held, each by itself
                if (store.IsOver(group.FormedAt))
                {
                    await store.RemoveAsync(group, group.Members, cancellationToken);
                }

                return [];
        }
    }

    private async Task<MulticastCall> CallAsync(
        MulticastGroup group, IReadOnlyDictionary<string, CustomerState> states, bool isFirst, CancellationToken cancellationToken)
    {
        MulticastContent content = await store.ContentAsync(group.ContentId, cancellationToken);
        IReadOnlyList<MulticastMember> members = await store.MembersAsync(group, cancellationToken);
        if (members.Count == 0)
        {
            await store.RemoveAsync(group, [], cancellationToken);
            return new MulticastCall(0);
        }

        try
        {
            MulticastMessage message = new(group.Id, content.JourneyId, content.StepId, [.. members.Select(m => m.To)], content.MessagesJson);
            ChannelReceipt receipt = await multicast!.SendAsync(message, cancellationToken);
            if (await store.ReplaceAsync(group with { State = MulticastState.Taken, ProviderId = receipt.ProviderId, NextAt = null }, cancellationToken) is { } taken)
            {
                await customers.SettleAsync(taken, members, states, cancellationToken);
            }

            return new MulticastCall(members.Count);
        }
        catch (ChannelException e)
        {
            await RefusedAsync(group, members, e, isFirst, cancellationToken);
            return new MulticastCall(members.Count)
            {
                Failure = e.Failure,
                Refusal = e.Detail,
                RetryAfter = e.Failure == ChannelFailure.Temporary ? e.RetryAfter ?? RefusalPause : null,
            };
        }
    }

    /// <summary>Only of a first call a temporary refusal is sure: the one before a repetition may have been taken.</summary>
    private async Task RefusedAsync(
        MulticastGroup group, IReadOnlyList<MulticastMember> members, ChannelException refusal, bool isFirst, CancellationToken cancellationToken)
    {
        string reason = $"{refusal.Failure}: {refusal.Detail}";
        TimeSpan pause = refusal.RetryAfter is { } wish && wish < HandOver.PauseMax ? wish : refusal.RetryAfter is null ? RefusalPause : HandOver.PauseMax;
        if (refusal.Failure == ChannelFailure.Temporary && !(isFirst && refusal.IsSurelyNotTaken))
        {
            DateTimeOffset now = clocks.System.GetUtcNow();
            TimeSpan after = new[] { FirstPause, now - group.FormedAt, refusal.RetryAfter ?? TimeSpan.Zero }.Max();
            await store.ReplaceAsync(group with { NextAt = now + (after < HandOver.PauseMax ? after : HandOver.PauseMax), Reason = reason }, cancellationToken);
            return;
        }

        MulticastGroup over = refusal.Failure == ChannelFailure.Temporary
            ? group with { State = MulticastState.NotTaken, Until = clocks.ShopAfter(pause), Reason = reason }
            : group with { State = MulticastState.Dissolved, Reason = reason };
        await store.ReplaceAsync(over, cancellationToken);
        await customers.GiveBackEndedAsync(members, cancellationToken);
    }
}

/// <summary>What came of a call.</summary>
/// <param name="Count">Recipients.</param>
public sealed record MulticastCall(int Count)
{
    /// <summary>Null when the provider took the message.</summary>
    public ChannelFailure? Failure { get; init; }

    /// <summary>The provider's words without personal data; null when it took the message.</summary>
    public string? Refusal { get; init; }

    /// <summary>For how long the provider is left alone; null where it need not be.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
