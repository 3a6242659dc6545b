using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Multicasts;

/// <summary>Hands over the claimed messages of one customer: with others who get the same words where that can be, else alone.</summary>
/// <param name="multicast">Null where everybody is written to alone.</param>
public sealed class JoinMulticast(MulticastStore store, HandOver handOver, CustomerStore customers, Clocks clocks, IMulticast? multicast = null)
{
    /// <summary>Before a member looks what became of its group, which takes seconds.</summary>
    public static readonly TimeSpan LooksAfter = TimeSpan.FromMinutes(2);

    /// <summary>Whoever no group has taken by then goes alone.</summary>
    public static readonly TimeSpan WaitsFor = TimeSpan.FromMinutes(10);

    /// <summary>As long as a claim may still be repeated; then it is held.</summary>
    private static readonly TimeSpan OpenFor = TimeSpan.FromHours(23);

    /// <summary>What follows right after the claim.</summary>
    internal async Task<SendOutcome> FirstAsync(DueSend due, SendRow row, Rendering.Payload payload, CancellationToken cancellationToken)
    {
        if (!payload.IsCommon || multicast is null)
        {
            return await handOver.FirstAsync(due, row, payload.Json, cancellationToken);
        }

        LinePayload line = StoredJson.Read<LinePayload>(payload.Json);
        string messages = line.Messages.GetRawText();
        MulticastContent content = new(OpaqueId.Of(26, due.Enrollment.JourneyId, due.Step.Id, messages), due.Enrollment.JourneyId, due.Step.Id, messages);
        await store.KeepAsync(content, cancellationToken);
        return await store.JoinAsync(ClaimOf(due, row) with { ContentId = content.Id, To = line.To }, cancellationToken)
            ? await LookLaterAsync(due, row, cancellationToken)
            : await AgainAsync(due, row, cancellationToken);
    }

    /// <summary>What follows for a claim that somebody comes back to.</summary>
    internal async Task<SendOutcome> AgainAsync(DueSend due, SendRow row, CancellationToken cancellationToken)
    {
        if (row.Key.Channel != Channel.Line || due.Journey.Definition.Trigger is not Trigger.Broadcast)
        {
            return await handOver.AgainAsync(due, row, cancellationToken);
        }

        MulticastMember claim = ClaimOf(due, row);
        MulticastMember? member = await store.FindAsync(claim.RowKey, cancellationToken);
        MulticastGroup? group = member is { IsAlone: false, GroupId: { } id } ? await store.GroupAsync(id, cancellationToken) : null;
        switch (group?.State)
        {
            case MulticastState.Ready when clocks.System.GetUtcNow() - row.ClaimedAtSystem >= OpenFor:
                return await handOver.HoldAsync(due, row, "claimed, and whether the provider has it is not known", cancellationToken);
            case MulticastState.Ready:
                return await LookLaterAsync(due, row, cancellationToken);
            case MulticastState.Taken:
                return await handOver.SettleSentAsync(due, row, group.ProviderId, cancellationToken);
            case MulticastState.NotTaken:
                SendOutcome back = await handOver.GiveBackAsync(due, row, group.Until!.Value, group.Reason, cancellationToken);
                await store.RemoveAsync(member!, cancellationToken);
                return back;
            case MulticastState.Forming:
                // Whoever formed it is gone, or is told by the conflict.
                await store.ReplaceAsync(group with { State = MulticastState.Dissolved, Reason = "its forming broke off" }, cancellationToken);
                return await AgainAsync(due, row, cancellationToken);
            case MulticastState.Dissolved:
                return await AloneAsync(due, row, member! with { GroupId = null }, claim, cancellationToken);
            default:
                return await WithoutGroupAsync(due, row, member, claim, cancellationToken);
        }
    }

    private async Task<SendOutcome> WithoutGroupAsync(DueSend due, SendRow row, MulticastMember? member, MulticastMember claim, CancellationToken cancellationToken)
    {
        if (member is { IsAlone: false, GroupId: null } && multicast is not null && clocks.System.GetUtcNow() - member.JoinedAt < WaitsFor)
        {
            return await LookLaterAsync(due, row, cancellationToken);
        }

        if (member is { IsAlone: true, GroupId: not null })
        {
            return await handOver.HoldAsync(due, row, "not to be written to any more since a call for many, and whether the provider has it is not known", cancellationToken);
        }

        return await AloneAsync(due, row, member, claim, cancellationToken);
    }

    /// <summary>It goes by a call of its own: whoever waited for a group, or was in one that nobody got anything of, for the first time.</summary>
    private async Task<SendOutcome> AloneAsync(DueSend due, SendRow row, MulticastMember? member, MulticastMember claim, CancellationToken cancellationToken)
    {
        if (member is not { IsAlone: true } && !await store.LeaveAsync(member, claim, cancellationToken))
        {
            return await AgainAsync(due, row, cancellationToken);  // others were faster
        }

        // A group that was settled is removed, with its members: by now the ledger would say so.
        CustomerState state = await customers.LoadAsync(due.CustomerId, cancellationToken);
        if (!claim.IsClaimOf(SendLedger.Find(state, row.Key)))
        {
            return new SendOutcome.Reopened(state);
        }

        return member is { IsAlone: false, GroupId: null }
            ? await handOver.UncalledAsync(due with { State = state }, row, cancellationToken)
            : await handOver.AgainAsync(due with { State = state }, row, cancellationToken);
    }

    private MulticastMember ClaimOf(DueSend due, SendRow row) =>
        new(due.CustomerId, row.Key, "", "", row.ClaimedAtSystem!.Value) { JoinedAt = clocks.System.GetUtcNow() };

    private Task<SendOutcome> LookLaterAsync(DueSend due, SendRow row, CancellationToken cancellationToken) => handOver.LookAgainAsync(
        due, row with { DeferredUntil = clocks.ShopAfter(LooksAfter), Reason = "waits to go with others" }, cancellationToken);
}
