using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending.Multicasts;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Settles a send step that is due: write, act, settle. Whatever happens in between, running it again goes on where the
/// ledger stands.</summary>
public sealed class SendStep(
    SendLedger ledger, SendCases cases, LineBudgets budgets, DueIndex index, Payloads payloads, IMessageRendering rendering, JoinMulticast handOver, HeldIndex held, Clocks clocks,
    IDeferrals? deferrals = null)
{
    /// <summary>Decides about the step unless that was done, and hands its message over.</summary>
    /// <exception cref="ChannelException">Temporarily not possible; to be run again.</exception>
    public async Task<SendOutcome> RunAsync(DueSend due, CancellationToken cancellationToken)
    {
        SendOutcome outcome;
        while ((outcome = await AttemptAsync(due, cancellationToken)) is SendOutcome.Reopened reopened)
        {
            due = due with { State = reopened.State };
        }

        if (outcome is SendOutcome.EnrollmentEnded or SendOutcome.Settled { Row: not { Key.Channel: Channel.Line, State: SendState.Sent or SendState.Held } })
        {
            await budgets.GiveBackAsync(due, cancellationToken);
        }

        return outcome;
    }

    private async Task<SendOutcome> AttemptAsync(DueSend due, CancellationToken cancellationToken)
    {
        if (SendLedger.Find(due.State, due.Planned.Key) is { State: not SendState.Planned } known)
        {
            return known.IsDone ? new SendOutcome.Settled(known, due.State) : await handOver.AgainAsync(due, known, cancellationToken);
        }

        Draft draft = await DraftAsync(due, cancellationToken);
        if (draft.Decision is not SendDecision.Defer && SendLedger.Find(due.State, due.Planned.Key) is { DeferredUntil: not null })
        {
            await held.RemoveAsync(due.CustomerId, due.Planned.Key, cancellationToken);
        }

        Claim claim = await ledger.ClaimAsync(due.State, draft.Row, (state, token) => IsRightAsync(due, state, draft, token), cancellationToken);
        due = due with { State = claim.State };
        return claim switch
        {
            Claim.Ended => new SendOutcome.EnrollmentEnded(due.State),
            Claim.Written { Row: { State: SendState.Planned } row } => Deferred(row, draft, due.State),
            Claim.Written { Row: { State: SendState.Claimed } row } => await handOver.FirstAsync(due, row, draft.Payload!, cancellationToken),
            Claim.Written { Row: var row } => new SendOutcome.Settled(row, due.State),
            _ => new SendOutcome.Reopened(due.State),  // others were faster
        };
    }

    private SendOutcome.Deferred Deferred(SendRow row, Draft draft, CustomerState state)
    {
        deferrals?.Note(row.Key, ((SendDecision.Defer)draft.Decision).Reason, draft.Now.Shop, row.DeferredUntil!.Value);
        return new SendOutcome.Deferred(row.DeferredUntil!.Value, state);
    }

    private async Task<bool> IsRightAsync(DueSend due, CustomerState state, Draft draft, CancellationToken cancellationToken) =>
        SendDecision.Of(await cases.OfAsync(due, state, draft.Now.Shop, cancellationToken)) == draft.Decision;

    private async Task<Draft> DraftAsync(DueSend due, CancellationToken cancellationToken)
    {
        Moment now = clocks.Now();
        SendDecision decision = await DecideAsync(due, now, cancellationToken);
        (SendRow row, Rendering.Payload? payload) = decision switch
        {
            SendDecision.Send send => await RenderedAsync(due, send, now, cancellationToken),
            SendDecision.Defer defer => (await DeferredAsync(due, defer, cancellationToken), null),
            SendDecision.Withhold withhold => (due.Decided(withhold.Channel, SendState.Withheld, withhold.Reason.ToString(), now.Shop), null),
            SendDecision.Expire { Waited: { } waited } => (due.Decided(due.Step.Channels[0], SendState.Expired, $"too late ({waited})", now.Shop), null),
            _ => (due.Decided(due.Step.Channels[0], SendState.Expired, "too late", now.Shop), null),
        };
        return new Draft(now, decision, row, payload);
    }

    /// <summary>What goes by LINE has taken its part of the broadcast's budget; of who is late for the last one it is decided anew.</summary>
    private async Task<SendDecision> DecideAsync(DueSend due, Moment now, CancellationToken cancellationToken)
    {
        SendDecision decision;
        do
        {
            decision = SendDecision.Of(await cases.OfAsync(due, due.State, now.Shop, cancellationToken));
        }
        while (decision is SendDecision.Send { Channel: Channel.Line } && !await budgets.TakeAsync(due, cancellationToken));
        return decision;
    }

    /// <summary>The row to be claimed, with its payload kept; or the failed one of a message that the channel would refuse.</summary>
    private async Task<(SendRow Row, Rendering.Payload? Payload)> RenderedAsync(DueSend due, SendDecision.Send send, Moment now, CancellationToken cancellationToken)
    {
        Rendering rendered = due.Step.IsNotice
            ? StepNotice.Of(due, send.Address, now.Shop)
            : rendering.Render(due, new SendTarget(send.Channel, send.Address));
        switch (rendered)
        {
            case Rendering.Refused refused:
                return (due.Decided(send.Channel, SendState.Failed, refused.Reason, now.Shop) with { Fallback = send.Fallback }, null);
            case Rendering.Payload payload:
                SendRow row = due.Decided(send.Channel, SendState.Claimed) with
                {
                    Fallback = send.Fallback,
                    ClaimedAt = now.Shop,
                    ClaimedAtSystem = now.System,
                    PayloadHash = Payloads.HashOf(payload.Json),
                };
                await payloads.WriteAsync(due.CustomerId, row, payload.Json, cancellationToken);
                return (row, payload);
            default:
                throw new InvalidOperationException("A message is rendered or refused.");
        }
    }

    /// <summary>The planned row with its new moment, to which the index leads by then.</summary>
    private async Task<SendRow> DeferredAsync(DueSend due, SendDecision.Defer defer, CancellationToken cancellationToken)
    {
        SendRow row = due.Planned with { DeferredUntil = defer.Until, Reason = defer.Reason.ToString() };
        if (SendLedger.Find(due.State, row.Key) != row)
        {
            DueLead lead = new(due.CustomerId, row.Key.EnrollmentId, row.Key.StepId, defer.Until);
            await index.AddAsync(due.CustomerId, [lead], cancellationToken);
            await held.AddAsync(due.CustomerId, row.Key, defer.Until, cancellationToken);
        }

        return row;
    }

    /// <summary>What is about to be written, and what it was decided from.</summary>
    private sealed record Draft(Moment Now, SendDecision Decision, SendRow Row, Rendering.Payload? Payload);
}
