using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Settles a send step that is due: write, act, settle. Whatever happens in between, running it again goes on where the
/// ledger stands.</summary>
public sealed class SendStep(CustomerStore customers, SendLedger ledger, Payloads payloads, MessageRendering rendering, ChannelSenders senders, ShopSettings shop, Clocks clocks)
{
    /// <summary>The row of the step once nothing more is to be done about it.</summary>
    /// <exception cref="ChannelException">Temporarily not possible; the row stays claimed.</exception>
    public async Task<SendRow> RunAsync(DueSend due, CancellationToken cancellationToken)
    {
        Claim claim = SendLedger.Find(due.State, due.KeyOf(due.Step.Channels[0])) is { } known
            ? new Claim(known, IsNew: false)
            : await DecideAsync(due, cancellationToken);
        return claim.Row.IsDone ? claim.Row : await DeliverAsync(due, claim, cancellationToken);
    }

    /// <summary>Decides until the customer stays as the decision saw them.</summary>
    private async Task<Claim> DecideAsync(DueSend due, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await ClaimAsync(due, Decision(due, due.State), cancellationToken) is { } claim)
            {
                return claim;
            }

            due = due with { State = await customers.LoadAsync(due.CustomerId, cancellationToken) };
        }
    }

    /// <summary>A follow-up to an order that was called off would be wrong, whatever it says.</summary>
    private SendDecision Decision(DueSend due, CustomerState state) => state.CauseOf(due.Enrollment) is { } order && shop.Orders.Exclusion(order) is not null
        ? new SendDecision.Withhold(due.Step.Channels[0], WithholdReason.OrderNoLongerCounts)
        : SendDecision.Of(due.Step, due.Journey.Definition.Purpose, CustomerReach.Of(state));

    private async Task<Claim?> ClaimAsync(DueSend due, SendDecision decision, CancellationToken cancellationToken)
    {
        SendRow row = decision switch
        {
            SendDecision.Withhold withhold => Settled(NewRow(due, withhold.Channel), SendState.Withheld, withhold.Reason.ToString()),
            SendDecision.Send send => await RenderedAsync(due, new SendTarget(send.Channel, send.Address), cancellationToken),
            _ => throw new InvalidOperationException("A message is sent or withheld."),
        };
        return await ledger.ClaimAsync(due.CustomerId, row, state => Decision(due, state) == decision, cancellationToken);
    }

    /// <summary>The row to be written, with its payload kept.</summary>
    private async Task<SendRow> RenderedAsync(DueSend due, SendTarget target, CancellationToken cancellationToken)
    {
        SendRow row = NewRow(due, target.Channel);
        switch (rendering.Render(due.Journey.Messages, due.Step, target, due.State, due.Enrollment))
        {
            case Rendering.Refused refused:
                return Settled(row, SendState.Failed, refused.Reason);
            case Rendering.Payload payload:
                Moment now = clocks.Now();
                await payloads.WriteAsync(due.CustomerId, row.Key, payload.Json, cancellationToken);
                return row with { ClaimedAt = now.Shop, ClaimedAtSystem = now.System, PayloadHash = Payloads.HashOf(payload.Json) };
            default:
                throw new InvalidOperationException("A message is rendered or refused.");
        }
    }

    /// <summary>Hands the claimed bytes to the provider: the first time, or again after a crash as far as the provider tells repeats apart.</summary>
    private async Task<SendRow> DeliverAsync(DueSend due, Claim claim, CancellationToken cancellationToken)
    {
        SendRow row = claim.Row;
        IChannelSender sender = senders.For(row.Key.Channel);
        string? payload = await payloads.ReadAsync(due.CustomerId, row.Key, row.PayloadHash!, cancellationToken);
        if (payload is null)
        {
            return await SettleAsync(due, row with { State = SendState.Held, Reason = "the claimed payload is no longer there" }, cancellationToken);
        }

        if (!claim.IsNew && !(clocks.System.GetUtcNow() - row.ClaimedAtSystem < sender.RepeatableFor))
        {
            return await SettleAsync(due, row with { State = SendState.Held, Reason = "claimed, and whether the provider has it is not known" }, cancellationToken);
        }

        Moment claimedAt = new(row.ClaimedAt!.Value, row.ClaimedAtSystem!.Value);
        OutgoingMessage message = new(row.Key.MessageKey, row.Key.EnrollmentId, row.Key.StepId, row.Key.Channel, payload, row.PayloadHash!, claimedAt);
        try
        {
            ChannelReceipt receipt = await sender.SendAsync(message, cancellationToken);
            return await SettleAsync(due, Settled(row, SendState.Sent, null) with { ProviderId = receipt.ProviderId }, cancellationToken);
        }
        catch (ChannelException e) when (e.Failure != ChannelFailure.Temporary)
        {
            return await SettleAsync(due, Settled(row, SendState.Failed, $"{e.Failure}: {e.Detail}"), cancellationToken);
        }
    }

    private Task<SendRow> SettleAsync(DueSend due, SendRow row, CancellationToken cancellationToken) =>
        ledger.SettleAsync(due.CustomerId, row, cancellationToken);

    private SendRow Settled(SendRow row, SendState state, string? reason) =>
        row with { State = state, Reason = reason, SettledAt = clocks.Shop.GetUtcNow() };

    private static SendRow NewRow(DueSend due, Channel channel) =>
        new(due.KeyOf(channel), SendState.Claimed, due.DueAt) { MessageId = due.Step.MessageId };
}

/// <summary>A send step that is due.</summary>
public sealed record DueSend(CustomerState State, Enrollment Enrollment, PublishedJourney Journey, Step.Send Step, DateTimeOffset DueAt)
{
    internal string CustomerId => State.CustomerId;

    /// <summary>A journey without loops reaches each step once.</summary>
    internal SendKey KeyOf(Channel channel) => new(Enrollment.EnrollmentId, Step.Id, 0, channel);
}
