using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Deliveries;

/// <summary>Enters what a provider tells of a message: an address that is no use is suppressed at once, a message whose answer never came
/// is settled, and the fact is kept beside the ledger, whose settled rows never change. Repeating it changes nothing.</summary>
public sealed class RecordDelivery(
    IEntityTables tables,
    MessageIndex messages,
    CustomerStore customers,
    SendLedger ledger,
    Suppressions suppressions,
    WithdrawConsent withdraw,
    RecordVisit visits,
    JourneyHealth health,
    Clocks clocks)
{
    /// <returns>False when the message is not one of ours.</returns>
    public async Task<bool> RunAsync(DeliveryEvent told, CancellationToken cancellationToken)
    {
        if (await messages.FindAsync(told.MessageKey, cancellationToken) is not { } lead)
        {
            return false;
        }

        if (told is { Stop: { } stop, Address: { } address })
        {
            await suppressions.AddAsync(lead.Key.Channel, address, ReasonOf(stop), cancellationToken);
            await WithdrawAsync(lead, told, stop, cancellationToken);
        }

        SendRow? row = await SettleAsync(lead, told, cancellationToken);
        if (RecordVisit.IsVisit(told.Kind))
        {
            await visits.RunAsync(lead, row, told, AtOf(row, told), cancellationToken);
            return true;
        }

        Entity fact = DeliveryRows.Row(lead, row, told, AtOf(row, told));
        if (await tables.WriteAsync(Tables.Customers, lead.CustomerId, new EntityChange.Insert(fact), cancellationToken))
        {
            await health.NoteAsync(row, told.Kind, cancellationToken);  // a conflict: it is known, and counted
        }

        return true;
    }

    /// <summary>What the customer did at the provider is a statement, too; an address that is no use is none.</summary>
    private async Task WithdrawAsync(MessageLead lead, DeliveryEvent told, DeliveryStop stop, CancellationToken cancellationToken)
    {
        if (stop is DeliveryStop.Unsubscribe or DeliveryStop.Complaint)
        {
            await withdraw.RunAsync(lead.CustomerId, [lead.Key.Channel], $"provider:{told.Kind}", ConsentOrigin.ProviderEvent, cancellationToken);
        }
    }

    /// <returns>The row as it stands then; null when the ledger has none on that channel.</returns>
    private async Task<SendRow?> SettleAsync(MessageLead lead, DeliveryEvent told, CancellationToken cancellationToken)
    {
        CustomerState state = await customers.LoadAsync(lead.CustomerId, cancellationToken);
        SendRow? row = SendLedger.Find(state, lead.Key) is { } known && known.Key == lead.Key ? known : null;
        return row is { State: SendState.Claimed or SendState.Held, ClaimedAt: not null }
            ? (await ledger.SettleAsync(state, Settled(row, told), cancellationToken)).Row
            : row;
    }

    private SendRow Settled(SendRow row, DeliveryEvent told) => row with
    {
        State = told.IsTaken ? SendState.Sent : SendState.Failed,
        DeferredUntil = null,
        Reason = told.IsTaken ? null : $"{told.Kind}: {told.Reason ?? "the provider did not say why"}",
        ProviderId = told.IsTaken ? told.ProviderId : null,
        SettledAt = clocks.Shop.GetUtcNow(),
    };

    /// <summary>The moment on the shop clock: as long ago as by the provider's clock, but never before the message.</summary>
    private DateTimeOffset AtOf(SendRow? row, DeliveryEvent told)
    {
        Moment now = clocks.Now();
        DateTimeOffset at = told.At < now.System ? now.Shop - (now.System - told.At) : now.Shop;
        return row?.ClaimedAt > at ? row.ClaimedAt.Value : at;
    }

    private static SuppressionReason ReasonOf(DeliveryStop stop) => stop switch
    {
        DeliveryStop.Gone => SuppressionReason.RecipientGone,
        DeliveryStop.Complaint => SuppressionReason.Complaint,
        DeliveryStop.Unsubscribe => SuppressionReason.Unsubscribe,
        _ => throw new ArgumentOutOfRangeException(nameof(stop)),
    };
}
