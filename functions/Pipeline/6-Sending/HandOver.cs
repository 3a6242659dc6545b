using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Hands claimed messages to their provider, and settles them.</summary>
/// <remarks>Whether a call was made for a claim is not written: that would cost every message one more durable write, for something
/// that matters only after a crash. Instead a claim that somebody comes back to is handed over again only where the provider tells
/// repeats apart and the customer may still be written to.</remarks>
public sealed class HandOver(SendLedger ledger, SendCases cases, Payloads payloads, ChannelSenders senders, Suppressions suppressions, Clocks clocks)
{
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
            await ledger.GiveBackAsync(due.State, row, due.Planned with { Reason = $"{e.Failure}: {e.Detail}" }, cancellationToken);
            throw;
        }
    }

    /// <summary>A call for a claim of which nobody knows how far it came: with the same key and bytes, or not at all.</summary>
    /// <exception cref="ChannelException">Temporarily not possible.</exception>
    internal async Task<SendOutcome> AgainAsync(DueSend due, SendRow row, CancellationToken cancellationToken)
    {
        if (!(clocks.System.GetUtcNow() - row.ClaimedAtSystem < senders.For(row.Key.Channel).RepeatableFor))
        {
            return await SettleAsync(due, Held(row, "claimed, and whether the provider has it is not known"), cancellationToken);
        }

        if (await AgainstAsync(due, row, cancellationToken) is { } reason)
        {
            return await SettleAsync(due, Held(row, $"{reason} since the claim, and whether the provider has it is not known"), cancellationToken);
        }

        return await payloads.ReadAsync(due.CustomerId, row, cancellationToken) is { } payload
            ? await CallAsync(due, row, payload, cancellationToken)
            : await SettleAsync(due, Held(row, "the claimed payload is no longer there"), cancellationToken);
    }

    private async Task<SendOutcome> CallAsync(DueSend due, SendRow row, string payload, CancellationToken cancellationToken)
    {
        Moment claimedAt = new(row.ClaimedAt!.Value, row.ClaimedAtSystem!.Value);
        OutgoingMessage message = new(row.Key.MessageKey, row.Key.EnrollmentId, row.Key.StepId, row.Key.Channel, payload, row.PayloadHash!, claimedAt);
        try
        {
            ChannelReceipt receipt = await senders.For(row.Key.Channel).SendAsync(message, cancellationToken);
            return await SettleAsync(due, Settled(row, SendState.Sent, null) with { ProviderId = receipt.ProviderId }, cancellationToken);
        }
        catch (ChannelException e) when (e.Failure != ChannelFailure.Temporary)
        {
            if (e.Failure == ChannelFailure.RecipientGone && ChannelPayload.AddressOf(payload) is { } address)
            {
                await suppressions.AddAsync(row.Key.Channel, address, SuppressionReason.RecipientGone, cancellationToken);
            }

            return await SettleAsync(due, Settled(row, SendState.Failed, $"{e.Failure}: {e.Detail}"), cancellationToken);
        }
    }

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

    private static SendRow Held(SendRow row, string reason) => row with { State = SendState.Held, Reason = reason };

    private SendRow Settled(SendRow row, SendState state, string? reason) =>
        row with { State = state, Reason = reason, SettledAt = clocks.Shop.GetUtcNow() };
}
