using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>The rows of sends, one for each message of each enrollment on each channel. A step is claimed once, whoever comes first
/// and whichever channel they chose.</summary>
public sealed class SendLedger(CustomerStore customers)
{
    /// <summary>Writes the row, unless the step has one already on any channel.</summary>
    /// <param name="isRight">Whether the decision behind the row is right for the customer as the write finds them: they may have
    /// unsubscribed since it was taken.</param>
    /// <returns>Null when it is not: to be decided again.</returns>
    public Task<Claim?> ClaimAsync(string customerId, SendRow row, Func<CustomerState, bool> isRight, CancellationToken cancellationToken) =>
        customers.ChangeAsync(customerId, (state, _) => Task.FromResult(Claimed(state, row, isRight)), cancellationToken);

    /// <summary>Settles a row that is claimed or held. A row that is settled already stays as it is.</summary>
    /// <returns>The row as it stands.</returns>
    public Task<SendRow> SettleAsync(string customerId, SendRow settled, CancellationToken cancellationToken) =>
        customers.ChangeAsync(customerId, (state, _) => Task.FromResult(Settled(state, settled)), cancellationToken);

    /// <summary>The row of the step, on whatever channel; null when there is none.</summary>
    internal static SendRow? Find(CustomerState state, SendKey key) =>
        Enum.GetValues<Channel>().Select(c => Row(state, key with { Channel = c })).FirstOrDefault(r => r is not null);

    private static CustomerChange<Claim?> Claimed(CustomerState state, SendRow row, Func<CustomerState, bool> isRight)
    {
        if (Find(state, row.Key) is { } known)
        {
            return new CustomerChange<Claim?>(new Claim(known, IsNew: false), null, []);
        }

        return isRight(state)
            ? new CustomerChange<Claim?>(new Claim(row, IsNew: true), null, [new EntityChange.Insert(SendRows.Row(state.CustomerId, row))])
            : new CustomerChange<Claim?>(null, null, []);
    }

    private static CustomerChange<SendRow> Settled(CustomerState state, SendRow settled)
    {
        SendRow known = Row(state, settled.Key) ?? throw new ArgumentException("The row was never claimed.", nameof(settled));
        return known.State is SendState.Claimed or SendState.Held
            ? new CustomerChange<SendRow>(settled, null, [new EntityChange.Put(SendRows.Row(state.CustomerId, settled))])
            : new CustomerChange<SendRow>(known, null, []);
    }

    private static SendRow? Row(CustomerState state, SendKey key) =>
        state.Sends.TryGetValue(SendRows.KeyOf(key), out Entity? row) ? SendRows.Row(row) : null;
}

/// <summary>Who has a step.</summary>
/// <param name="Row">The row as it stands.</param>
/// <param name="IsNew">False when somebody else was there before: whether the provider has the message is then not known.</param>
public sealed record Claim(SendRow Row, bool IsNew);
