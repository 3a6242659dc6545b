using System.Collections.Concurrent;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending.Certificates;

namespace FollowUpFlows.Pipeline.Sending.Multicasts;

/// <summary>The customers of a multicast: who may be in it, and what becomes of their rows.</summary>
/// <param name="reserve">Null where marketing need not leave anything.</param>
public sealed class MulticastMembers(
    MulticastStore store, CustomerStore customers, SendLedger ledger, SendCases cases, JourneyLibrary journeys, Clocks clocks, IMarketingReserve? reserve = null)
{
    private const int AtOnce = 8;

    /// <summary>Those who may still be written to; the others leave the group, and are looked at alone.</summary>
    /// <param name="states">Whoever is not there cannot be read: nobody knows whether they may.</param>
    internal async Task<IReadOnlyList<MulticastMember>> WhoMayAsync(
        IReadOnlyList<MulticastMember> members, IReadOnlyDictionary<string, CustomerState> states, CancellationToken cancellationToken)
    {
        List<MulticastMember> may = [];
        foreach (MulticastMember member in members)
        {
            CustomerState? state = states.GetValueOrDefault(member.CustomerId);
            SendRow? row = state is null ? null : SendLedger.Find(state, member.Key);
            if (state is not null && row?.State == SendState.Claimed && member.IsClaimOf(row) && await MayAsync(member, row, state, may.Count, cancellationToken))
            {
                may.Add(member);
            }
            else if (await store.LeaveAsync(member, member, cancellationToken) && member.GroupId is null && state is not null)
            {
                await GiveBackAsync(member, row, state, cancellationToken);
            }
        }

        return may;
    }

    /// <summary>By what holds now: a first call may come long after the claim.</summary>
    /// <param name="before">How many go in the same call before.</param>
    private async Task<bool> MayAsync(MulticastMember member, SendRow row, CustomerState state, int before, CancellationToken cancellationToken)
    {
        if (state.Enrollment(member.Key.EnrollmentId) is not { } enrollment
            || await journeys.FindAsync(enrollment.JourneyId, enrollment.Version, cancellationToken) is not { } journey
            || journey.Definition.Find(member.Key.StepId) is not Step.Send step)
        {
            return false;
        }

        SendCase now = await cases.OfAsync(new DueSend(state, enrollment, journey, step, row.DueAt), state, clocks.Shop.GetUtcNow(), cancellationToken);
        return now.Reach.GetValueOrDefault(Channel.Line)?.Address == member.To
            && (member.GroupId is null ? SendDecision.IsStillRight(now, Channel.Line) && HasRoom(now.Purpose, before) : SendDecision.Against(now, Channel.Line) is null);
    }

    /// <summary>What LINE takes of a call is counted after it: the reserve would not see the others of the call.</summary>
    private bool HasRoom(Purpose purpose, int before) => purpose != Purpose.Marketing || !(reserve?.Room(Channel.Line) <= before);

    /// <summary>Nobody got anything, and nobody comes back to claims of enrollments that have ended: they are withheld.</summary>
    internal async Task GiveBackEndedAsync(IReadOnlyList<MulticastMember> members, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, CustomerState> states = await StatesAsync(members, cancellationToken);
        foreach (MulticastMember member in members)
        {
            if (states.TryGetValue(member.CustomerId, out CustomerState? state) && SendLedger.Find(state, member.Key) is { State: SendState.Held } row)
            {
                await GiveBackAsync(member, row, state, cancellationToken);
            }
        }
    }

    /// <summary>Nothing of the claim went out: it is decided anew, or withheld where its enrollment has ended.</summary>
    private async Task GiveBackAsync(MulticastMember member, SendRow? row, CustomerState state, CancellationToken cancellationToken)
    {
        if (row is not null && member.IsClaimOf(row))
        {
            SendRow planned = new(row.Key with { Channel = row.Fallback?.From ?? row.Key.Channel }, SendState.Planned, row.DueAt) { MessageId = row.MessageId };
            await ledger.GiveBackAsync(state, row, planned, cancellationToken);
        }
    }

    /// <summary>The provider has it: so every row says, and the group is forgotten, once all of its members could be read.</summary>
    internal async Task SettleAsync(
        MulticastGroup group, IReadOnlyList<MulticastMember> members, IReadOnlyDictionary<string, CustomerState> states, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            members,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (member, token) =>
            {
                if (states.TryGetValue(member.CustomerId, out CustomerState? state) && SendLedger.Find(state, member.Key) is { } row && member.IsClaimOf(row))
                {
                    SendRow sent = row with
                    {
                        State = SendState.Sent,
                        DeferredUntil = null,
                        Reason = null,
                        SettledAt = clocks.Shop.GetUtcNow(),
                        ProviderId = group.ProviderId,
                    };
                    await ledger.SettleAsync(state, sent, token);
                }
            });
        string[] settled = [.. members.Where(m => states.ContainsKey(m.CustomerId)).Select(m => m.RowKey)];
        await (settled.Length == members.Count || store.IsOver(group.FormedAt)
            ? store.RemoveAsync(group, settled, cancellationToken)
            : store.RemoveMembersAsync(settled, cancellationToken));
    }

    /// <summary>Without those who cannot be read until somebody mends their rows: they hold nobody else up.</summary>
    internal async Task<IReadOnlyDictionary<string, CustomerState>> StatesAsync(IReadOnlyList<MulticastMember> members, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<string, CustomerState> states = new(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            members,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (member, token) =>
            {
                try
                {
                    states[member.CustomerId] = await customers.LoadAsync(member.CustomerId, token);
                }
                catch (Exception e) when (LedgerLines.IsSpoilt(e))
                {
                    // Their own step fails, too, and says so.
                }
            });
        return states;
    }
}
