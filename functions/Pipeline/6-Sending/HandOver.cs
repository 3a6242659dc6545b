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
    /// <summary>A provider that wants to be left alone for longer is asked in between: somebody may have mended it.</summary>
    public static readonly TimeSpan PauseMax = TimeSpan.FromHours(6);

    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);

    /// <summary>Before a message is offered again for the first time, where later steps do not wait for it.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);

    /// <summary>The call right after the claim.</summary>
    /// <exception cref="ChannelException">Temporarily not possible, and the provider does not say for how long.</exception>
    internal async Task<SendOutcome> FirstAsync(DueSend due, SendRow row, string payload, CancellationToken cancellationToken)
    {
        try
        {
            return await CallAsync(due, row, payload, cancellationToken);
        }
        catch (ChannelException e) when (e.IsSurelyNotTaken)
        {
            SendRow back = Back(due, e);
            if (e.RetryAfter is { } pause)
            {
                return await PauseAsync(due, row, back, pause, cancellationToken);
            }

            await ledger.GiveBackAsync(due.State, row, back, cancellationToken);
            throw;
        }
    }

    /// <summary>The claim is undone until the provider wants to be asked again; later steps go on.</summary>
    private Task<SendOutcome> PauseAsync(DueSend due, SendRow row, SendRow back, TimeSpan pause, CancellationToken cancellationToken) =>
        GiveBackAsync(due, row, clocks.ShopAfter(Bounded(pause, PauseMax)), back.Reason, cancellationToken);

    /// <summary>Undoes a claim of which nothing went out: it is decided anew at that moment; later steps go on.</summary>
    internal async Task<SendOutcome> GiveBackAsync(DueSend due, SendRow row, DateTimeOffset until, string? reason, CancellationToken cancellationToken)
    {
        await index.AddAsync(due.CustomerId, [new DueLead(due.CustomerId, row.Key.EnrollmentId, row.Key.StepId, until)], cancellationToken);
        SendRow back = due.Planned with { DeferredUntil = until, Reason = reason };
        CustomerState state = await ledger.GiveBackAsync(due.State, row, back, cancellationToken);
        return new SendOutcome.Deferred(until, state);
    }

    /// <summary>The first call for a claim that has waited, and was surely never called for: if it is no longer right, it is decided anew.</summary>
    /// <exception cref="ChannelException">Temporarily not possible.</exception>
    internal async Task<SendOutcome> UncalledAsync(DueSend due, SendRow row, CancellationToken cancellationToken)
    {
        SendCase now = await cases.OfAsync(due, due.State, clocks.Shop.GetUtcNow(), cancellationToken);
        return SendDecision.IsStillRight(now, row.Key.Channel)
            ? await AgainAsync(due, row, cancellationToken)
            : new SendOutcome.Reopened(await ledger.GiveBackAsync(due.State, row, due.Planned, cancellationToken));
    }

    /// <summary>Settles a claim that the provider has by a call for many.</summary>
    internal Task<SendOutcome> SettleSentAsync(DueSend due, SendRow row, string? providerId, CancellationToken cancellationToken) =>
        SettleAsync(due, Settled(row, SendState.Sent, null) with { ProviderId = providerId }, cancellationToken);

    /// <summary>Leaves a claim to a person.</summary>
    internal Task<SendOutcome> HoldAsync(DueSend due, SendRow row, string reason, CancellationToken cancellationToken) =>
        SettleAsync(due, Held(row, reason), cancellationToken);

    /// <summary>A call for a claim of which nobody knows how far it came: with the same key and bytes, or not at all.</summary>
    /// <exception cref="ChannelException">Temporarily not possible.</exception>
    internal async Task<SendOutcome> AgainAsync(DueSend due, SendRow row, CancellationToken cancellationToken)
    {
        IChannelSender sender = senders.For(row.Key.Channel);
        TimeSpan? age = clocks.System.GetUtcNow() - row.ClaimedAtSystem;
        if (!(age < sender.RepeatableFor))
        {
            return sender.ToldWithin - age is { } rest && rest > TimeSpan.Zero
                ? await WaitAsync(due, row, rest, cancellationToken)
                : await SettleAsync(due, Held(row, "claimed, and whether the provider has it is not known"), cancellationToken);
        }

        if (await AgainstAsync(due, row, cancellationToken) is { } reason)
        {
            return await SettleAsync(due, Held(row, $"{reason} since the claim, and whether the provider has it is not known"), cancellationToken);
        }

        return await payloads.ReadAsync(due.CustomerId, row, cancellationToken) is { } payload
            ? await CallAgainAsync(due, row, payload, sender.RepeatableFor!.Value - age.Value, cancellationToken)
            : await SettleAsync(due, Held(row, "the claimed payload is no longer there"), cancellationToken);
    }

    /// <summary>Whether the provider has it is not known: it stays claimed while the provider wants to be left alone.</summary>
    /// <param name="rest">For how long a repeat is still the same message.</param>
    private async Task<SendOutcome> CallAgainAsync(DueSend due, SendRow row, string payload, TimeSpan rest, CancellationToken cancellationToken)
    {
        try
        {
            return await CallAsync(due, row, payload, cancellationToken);
        }
        catch (ChannelException e) when (e.RetryAfter is not null)
        {
            DateTimeOffset until = clocks.ShopAfter(Bounded(e.RetryAfter.Value, rest < PauseMax ? rest : PauseMax));
            return await WaitAsync(due, row with { DeferredUntil = until, Reason = $"{e.Failure}: {e.Detail}" }, cancellationToken);
        }
    }

    private static TimeSpan Bounded(TimeSpan pause, TimeSpan max) => pause < PauseMin ? PauseMin : pause < max ? pause : max;

    /// <summary>Offers it again later, after longer and longer pauses, and gives up in the end.</summary>
    private Task<SendOutcome> LaterAsync(DueSend due, SendRow row, ChannelException refusal, TimeSpan retriedFor, CancellationToken cancellationToken)
    {
        TimeSpan age = clocks.System.GetUtcNow() - row.ClaimedAtSystem!.Value;
        TimeSpan pause = Bounded(new[] { FirstPause, age, refusal.RetryAfter ?? TimeSpan.Zero }.Max(), PauseMax);
        string reason = $"{refusal.Failure}: {refusal.Detail}";
        return age + pause < retriedFor
            ? WaitAsync(due, row with { DeferredUntil = clocks.ShopAfter(pause), Reason = reason }, cancellationToken)
            : SettleAsync(due, Settled(row, SendState.Failed, reason), cancellationToken);
    }

    /// <summary>Until an event tells. The rest is of the system clock: where the shop clock runs faster, each wait is as long as all before.</summary>
    private Task<SendOutcome> WaitAsync(DueSend due, SendRow row, TimeSpan rest, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        TimeSpan waited = now - row.ClaimedAt!.Value;
        SendRow waiting = row with { DeferredUntil = now + (waited > rest ? waited : rest), Reason = "waits for the provider to tell whether it has it" };
        return WaitAsync(due, waiting, cancellationToken);
    }

    /// <summary>It stays claimed; later steps go on.</summary>
    internal Task<SendOutcome> LookAgainAsync(DueSend due, SendRow waiting, CancellationToken cancellationToken) => WaitAsync(due, waiting, cancellationToken);

    private async Task<SendOutcome> WaitAsync(DueSend due, SendRow waiting, CancellationToken cancellationToken)
    {
        DateTimeOffset until = waiting.DeferredUntil!.Value;
        await index.AddAsync(due.CustomerId, [new DueLead(due.CustomerId, waiting.Key.EnrollmentId, waiting.Key.StepId, until)], cancellationToken);
        (SendRow kept, CustomerState state) = await ledger.WaitAsync(due.State, waiting, cancellationToken);
        return kept.IsDone ? new SendOutcome.Settled(kept, state) : new SendOutcome.Deferred(until, state);
    }

    private async Task<SendOutcome> CallAsync(DueSend due, SendRow row, string payload, CancellationToken cancellationToken)
    {
        Moment claimedAt = new(row.ClaimedAt!.Value, row.ClaimedAtSystem!.Value);
        OutgoingMessage message = new(row.Key.MessageKey, row.Key.EnrollmentId, row.Key.StepId, row.Key.Channel, payload, row.PayloadHash!, claimedAt)
        {
            JourneyId = due.Enrollment.JourneyId,
        };
        IChannelSender sender = senders.For(row.Key.Channel);
        TrackedLinks? tracked = ChannelPayload.TrackedOf(payload);
        if (sender.ToldWithin is not null || tracked is not null)
        {
            // Before the call: events and clicks may be faster than its answer.
            await messages.AddAsync(due.CustomerId, row.Key, tracked, claimedAt.System, cancellationToken);
        }

        try
        {
            ChannelReceipt receipt = await sender.SendAsync(message, cancellationToken);
            return await SettleSentAsync(due, row, receipt.ProviderId, cancellationToken);
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
                    return new SendOutcome.Reopened(await ledger.GiveBackAsync(due.State, row, Back(due, e), cancellationToken));
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

    private static SendRow Back(DueSend due, ChannelException reason) => due.Planned with { Reason = $"{reason.Failure}: {reason.Detail}" };

    /// <summary>What has come up against the message since it was claimed; null when nothing has.</summary>
    private async Task<WithholdReason?> AgainstAsync(DueSend due, SendRow row, CancellationToken cancellationToken)
    {
        SendCase now = await cases.OfAsync(due, due.State, clocks.Shop.GetUtcNow(), cancellationToken);
        return SendDecision.Against(now, row.Key.Channel);
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
