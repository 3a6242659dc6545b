using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Shows a message as it was rendered for its customer.</summary>
public sealed class ShowMessage(CustomerStore customers, Payloads payloads)
{
    /// <summary>The row of the ledger with what it sent.</summary>
    /// <returns>Null when the customer has no such row.</returns>
    public async Task<ShownMessage?> RunAsync(string customerId, SendKey key, CancellationToken cancellationToken)
    {
        CustomerState state = await customers.LoadAsync(customerId, cancellationToken);
        if (!state.Sends.TryGetValue(SendRows.KeyOf(key), out State.Entity? row))
        {
            return null;
        }

        SendRow send = SendRows.Row(row);
        string? payload = send is { ClaimedAt: not null, PayloadHash: not null } ? await payloads.ReadAsync(customerId, send, cancellationToken) : null;
        return new ShownMessage(send, string.IsNullOrEmpty(payload) ? null : payload);
    }
}

/// <summary>A row of the ledger with its message.</summary>
/// <param name="Payload">As the channel was given it (<see cref="EmailPayload"/>, <see cref="LinePayload"/>, <see cref="WebhookPayload"/>);
/// null when nothing was rendered, or it was dropped since.</param>
public sealed record ShownMessage(SendRow Row, string? Payload);
