using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Hands claimed messages to their provider, and settles them.</summary>
/// <remarks>Whether a call was made for a claim is not written: that would cost every message one more durable write, for something
/// that matters only after a crash. Instead a claim that somebody comes back to is handed over again only where the provider tells
/// repeats apart and the customer may still be written to; else it waits for what the provider tells of it, and then for a person.</remarks>
public sealed class HandOver(
    SendLedger ledger, SendCases cases, Payloads payloads, ChannelSenders senders, Suppressions suppressions, DueIndex index, MessageIndex messages, Clocks clocks)
{
    /// <summary>Before a message is offered again for the first time, where later steps do not wait for it.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan PauseMax = TimeSpan.FromHours(12);

    /// <summary>The call right after the claim.</summary>
    /// <exception cref="ChannelException">Temporarily not possible.</exception>
    internal async Task<SendOutcome> FirstAsync(DueSend due, SendRow row, string payload, CancellationToken cancellationToken)
    {
        try
        {
            return await CallAsync(due, row, payload, cancellationToken);
        }
        catch (ChannelException e) when (e.IsSurelyNotTaken)
        {
            await GiveBackAsync(due, row, e, cancellationToken);
            throw;
        }
    }

    /// <summary>A call for a claim of which nobody knows how far it came: with the same key and bytes, or not at all.</summary>
    /// <exception cref="ChannelException">Temporarily not possible.</exception>
    internal async Task<SendOutcome> AgainAsync(DueSend due, SendRow row, CancellationToken cancellationToken)
    {
        IChannelSender sender = senders.For(row.Key.Channel);
        TimeSpan? age = clocks.System.GetUtcNow() - row.ClaimedAtSystem;
        if (!(age < sender.RepeatableFor))
        {
            return sender.ToldWithin - age is { } rest && rest > TimeSpan.Zero
                ? await WaitAsync(due, row, rest, "waits for the provider to tell whether it has it", cancellationToken)
                : await SettleAsync(due, Held(row, "claimed, and whether the provider has it is not known"), cancellationToken);
        }

        if (await AgainstAsync(due, row, cancellationToken) is { } reason)
        {
            return await SettleAsync(due, Held(row, $"{reason} since the claim, and whether the provider has it is not known"), cancellationToken);
        }

        return await payloads.ReadAsync(due.CustomerId, row, cancellationToken) is { } payload
            ? await CallAsync(due, row, payload, cancellationToken)
            : await SettleAsync(due, Held(row, "the claimed payload is no longer there"), cancellationToken);
    }

    /// <summary>Offers it again later, after longer and longer pauses, and gives up in the end.</summary>
    private Task<SendOutcome> LaterAsync(DueSend due, SendRow row, ChannelException refusal, TimeSpan retriedFor, CancellationToken cancellationToken)
    {
        TimeSpan age = clocks.System.GetUtcNow() - row.ClaimedAtSystem!.Value;
        TimeSpan pause = new[] { FirstPause, age, refusal.RetryAfter ?? TimeSpan.Zero }.Max();
        pause = pause < PauseMax ? pause : PauseMax;
        string reason = $"{refusal.Failure}: {refusal.Detail}";
        return age + pause < retriedFor
            ? WaitAsync(due, row, pause, reason, cancellationToken)
            : SettleAsync(due, Settled(row, SendState.Failed, reason), cancellationToken);
    }

    /// <summary>Later steps go on meanwhile. The rest is of the system clock: where the shop clock runs faster, each wait is as long as all before.</summary>
    private async Task<SendOutcome> WaitAsync(DueSend due, SendRow row, TimeSpan rest, string reason, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        TimeSpan waited = now - row.ClaimedAt!.Value;
        SendRow waiting = row with { DeferredUntil = now + (waited > rest ? waited : rest), Reason = reason };
        await index.AddAsync(due.CustomerId, [new DueLead(due.CustomerId, row.Key.EnrollmentId, row.Key.StepId, waiting.DeferredUntil.Value)], cancellationToken);
        (SendRow kept, CustomerState state) = await ledger.WaitAsync(due.State, waiting, cancellationToken);
        return kept.IsDone ? new SendOutcome.Settled(kept, state) : new SendOutcome.Deferred(waiting.DeferredUntil.Value, state);
    }

    private async Task<SendOutcome> CallAsync(DueSend due, SendRow row, string payload, CancellationToken cancellationToken)
    {
        Moment claimedAt = new(row.ClaimedAt!.Value, row.ClaimedAtSystem!.Value);
        OutgoingMessage message = new(row.Key.MessageKey, row.Key.EnrollmentId, row.Key.StepId, row.Key.Channel, payload, row.PayloadHash!, claimedAt)
        {
            JourneyId = due.Enrollment.JourneyId,
        };
        IChannelSender sender = senders.For(row.Key.Channel);
        if (sender.ToldWithin is not null)
        {
            await messages.AddAsync(due.CustomerId, row.Key, cancellationToken);  // before the call: events may be faster than its answer
        }

        try
        {
            ChannelReceipt receipt = await sender.SendAsync(message, cancellationToken);
            return await SettleAsync(due, Settled(row, SendState.Sent, null) with { ProviderId = receipt.ProviderId }, cancellationToken);
        }
        catch (ChannelException e) when (e.Failure == ChannelFailure.Temporary && sender.RetriedFor is { } retriedFor)
        {
            return await LaterAsync(due, row, e, retriedFor, cancellationToken);
        }
        catch (ChannelException e) when (e.Failure != ChannelFailure.Temporary)
        {
            if (e.Failure == ChannelFailure.RecipientGone && ChannelPayload.AddressOf(payload) is { } address)
            {
                await suppressions.AddAsync(row.Key.Channel, address, SuppressionReason.RecipientGone, cancellationToken);
                if (await HasAnotherWayAsync(due, row.Key.Channel, cancellationToken))
                {
                    return new SendOutcome.Reopened(await GiveBackAsync(due, row, e, cancellationToken));
                }
            }

            return await SettleAsync(due, Settled(row, SendState.Failed, $"{e.Failure}: {e.Detail}"), cancellationToken);
        }
    }

    /// <summary>Whether the step has another channel that can be used.</summary>
    private async Task<bool> HasAnotherWayAsync(DueSend due, Channel closed, CancellationToken cancellationToken)
    {
        SendCase now = await cases.OfAsync(due, due.State, clocks.Shop.GetUtcNow(), cancellationToken);
        return now.Reach.Any(r => r.Key != closed && SendDecision.Against(now.Purpose, r.Value) is null);
    }

    private Task<CustomerState> GiveBackAsync(DueSend due, SendRow row, ChannelException reason, CancellationToken cancellationToken) =>
        ledger.GiveBackAsync(due.State, row, due.Planned with { Reason = $"{reason.Failure}: {reason.Detail}" }, cancellationToken);

    /// <summary>What has come up against the message since it was claimed; null when nothing has.</summary>
    private async Task<WithholdReason?> AgainstAsync(DueSend due, SendRow row, CancellationToken cancellationToken)
    {
        SendCase now = await cases.OfAsync(due, due.State, clocks.Shop.GetUtcNow(), cancellationToken);
        return now.CauseCounts
            ? SendDecision.Against(now.Purpose, now.Reach.GetValueOrDefault(row.Key.Channel, Reach.None))
            : WithholdReason.OrderNoLongerCounts;
    }

    private async Task<SendOutcome> SettleAsync(DueSend due, SendRow row, CancellationToken cancellationToken)
    {
        (SendRow settled, CustomerState state) = await ledger.SettleAsync(due.State, row, cancellationToken);
        return new SendOutcome.Settled(settled, state);
    }

    private static SendRow Held(SendRow row, string reason) => row with { State = SendState.Held, DeferredUntil = null, Reason = reason };

    private SendRow Settled(SendRow row, SendState state, string? reason) =>
        row with { State = state, DeferredUntil = null, Reason = reason, SettledAt = clocks.Shop.GetUtcNow() };
}
