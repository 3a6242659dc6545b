using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Settles a message whose fate nobody could find out, as a person has found it out. Nothing is sent by it: a second message would be
/// worse than none.</summary>
public sealed class DecideHeld(CustomerStore customers, SendLedger ledger, CustomerNotes notes, Clocks clocks)
{
    /// <summary>Settles the row, and notes who decided and why. What the provider has told in between stays.</summary>
    public async Task<HeldOutcome> RunAsync(string customerId, SendKey key, HeldVerdict verdict, OperatorAct act, CancellationToken cancellationToken)
    {
        CustomerState state = await customers.LoadAsync(customerId, cancellationToken);
        if (SendLedger.Find(state, key) is not { } row || row.Key != key)
        {
            return HeldOutcome.NoRow;
        }

        if (row.State != SendState.Held || (verdict == HeldVerdict.Arrived && (row.ClaimedAt is null || row.PayloadHash is null)))
        {
            return HeldOutcome.NotHeld;
        }

        SendRow decided = row with
        {
            State = verdict == HeldVerdict.Arrived ? SendState.Sent : SendState.Failed,
            Reason = verdict == HeldVerdict.Arrived ? HeldReasons.SaidToHaveArrived : HeldReasons.SaidNotToHaveGone,
            SettledAt = clocks.Shop.GetUtcNow(),
        };
        (SendRow settled, _) = await ledger.SettleAsync(state, decided, cancellationToken);
        if (settled != decided)
        {
            return HeldOutcome.NotHeld;  // the provider, or another person, was faster
        }

        await notes.AddAsync(customerId, NoteKind.Decided, row.MessageId, act.By, act.Why, cancellationToken);
        return HeldOutcome.Decided;
    }
}

/// <summary>What a person has found out.</summary>
public enum HeldVerdict
{
    /// <summary>The provider has it: it counts as sent.</summary>
    Arrived,

    /// <summary>It never went out, and shall not any more: it counts as failed.</summary>
    NotGone,
}

/// <summary>What became of a person's word.</summary>
public enum HeldOutcome
{
    /// <summary>The row is settled.</summary>
    Decided,

    /// <summary>It is not held, or not any more.</summary>
    NotHeld,

    /// <summary>The ledger has no such row.</summary>
    NoRow,
}

/// <summary>Reasons of rows that a person has settled. Words are kept for ever.</summary>
internal static class HeldReasons
{
    public const string SaidToHaveArrived = nameof(SaidToHaveArrived);
    public const string SaidNotToHaveGone = nameof(SaidNotToHaveGone);

    /// <summary>When a settled message went: one that a person says has arrived did not go on the day on which they found out.</summary>
    public static DateTimeOffset? WentAt(SendRow row) => row.Reason == SaidToHaveArrived ? row.ClaimedAt ?? row.SettledAt : row.SettledAt;
}
