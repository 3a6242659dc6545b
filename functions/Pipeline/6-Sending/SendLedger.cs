using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>The rows of sends: one for each message of each enrollment, under the channel that it is planned for or went over. A step is
/// decided once, whoever comes first and whichever channel they chose.</summary>
public sealed class SendLedger(CustomerStore customers)
{
    private static readonly Channel[] Channels = Enum.GetValues<Channel>();

    /// <summary>Writes what was decided in place of the planned row, or the planned row anew when it is deferred.</summary>
    /// <param name="seen">The customer whom the decision saw.</param>
    /// <param name="isRight">Whether the decision is right for another state of the customer, too: they may have unsubscribed since.</param>
    public async Task<Claim> ClaimAsync(
        CustomerState seen, SendRow row, Func<CustomerState, CancellationToken, Task<bool>> isRight, CancellationToken cancellationToken)
    {
        (Claim claim, CustomerState state) = await customers.ChangeAsync(seen, DecideAsync, cancellationToken);
        return claim with { State = state };

        async Task<CustomerChange<Claim>> DecideAsync(CustomerState state, CancellationToken token)
        {
            SendRow? known = Find(state, row.Key);
            if (known is { State: not SendState.Planned })
            {
                return new(new Claim.Known(known), null, []);
            }

            if (state.Enrollment(row.Key.EnrollmentId) is not { IsActive: true })
            {
                return new(new Claim.Ended(), null, AfterEnd(state, known ?? Undecided(row)));
            }

            IReadOnlyList<EntityChange> removal = known is null ? [] : [new EntityChange.Delete(SendRows.KeyOf(known.Key))];
            return !ReferenceEquals(state, seen) && !await isRight(state, token) ? new(new Claim.Outdated(), null, [])
                : row == known ? new(new Claim.Written(row), null, [])
                : new(new Claim.Written(row), null, InPlaceOf(known, row, removal));
        }

        IReadOnlyList<EntityChange> InPlaceOf(SendRow? known, SendRow next, IReadOnlyList<EntityChange> removal) =>
            [.. known?.Key == next.Key ? [] : removal, new EntityChange.Put(SendRows.Row(seen.CustomerId, next))];
    }

    /// <summary>Settles a row that is claimed or held. A row that is settled already stays as it is.</summary>
    /// <returns>The row as it stands.</returns>
    public Task<(SendRow Row, CustomerState State)> SettleAsync(CustomerState seen, SendRow settled, CancellationToken cancellationToken) =>
        customers.ChangeAsync(seen, (state, _) => Task.FromResult(Settled(state, settled)), cancellationToken);

    /// <summary>Notes until when a claimed row waits for what its provider tells. A row that is no longer claimed stays as it is.</summary>
    /// <returns>The row as it stands.</returns>
    public Task<(SendRow Row, CustomerState State)> WaitAsync(CustomerState seen, SendRow waiting, CancellationToken cancellationToken) =>
        customers.ChangeAsync(seen, (state, _) => Task.FromResult(Waiting(state, waiting)), cancellationToken);

    /// <summary>Undoes a claim whose message surely did not go out: the step is decided anew; of an enrollment that has ended it is withheld.</summary>
    /// <param name="claimed">As the claim was written; another's stays.</param>
    /// <param name="planned">The row to come back, under the preferred channel.</param>
    /// <returns>The customer afterwards.</returns>
    public async Task<CustomerState> GiveBackAsync(CustomerState seen, SendRow claimed, SendRow planned, CancellationToken cancellationToken) =>
        (await customers.ChangeAsync(seen, (state, _) => Task.FromResult(GivenBack(state, claimed, planned)), cancellationToken)).State;

    /// <summary>The row of the step, on whatever channel; null when there is none.</summary>
    internal static SendRow? Find(CustomerState state, SendKey key)
    {
        string under = SendRows.UnderStep(key);
        foreach (Channel channel in Channels)
        {
            if (state.Sends.TryGetValue(under + channel, out Entity? row))
            {
                return SendRows.Row(row);
            }
        }

        return null;
    }

    private static CustomerChange<SendRow> Settled(CustomerState state, SendRow settled)
    {
        SendRow known = Find(state, settled.Key) ?? throw new ArgumentException("The row was never claimed.", nameof(settled));
        bool isOpen = known.State is SendState.Claimed or SendState.Held && known.Key == settled.Key;
        bool isTaken = settled.State == SendState.Sent && known.State == SendState.Planned;  // given back by one, taken from another
        IReadOnlyList<EntityChange> removal = isTaken && known.Key != settled.Key ? [new EntityChange.Delete(SendRows.KeyOf(known.Key))] : [];
        return isOpen || isTaken
            ? new CustomerChange<SendRow>(settled, null, [new EntityChange.Put(SendRows.Row(state.CustomerId, settled)), .. removal])
            : new CustomerChange<SendRow>(known, null, []);
    }

    private static CustomerChange<SendRow> Waiting(CustomerState state, SendRow waiting)
    {
        SendRow known = Find(state, waiting.Key) ?? throw new ArgumentException("The row was never claimed.", nameof(waiting));
        return known.State == SendState.Claimed && known.Key == waiting.Key
            ? new CustomerChange<SendRow>(waiting, null, [new EntityChange.Put(SendRows.Row(state.CustomerId, waiting))])
            : new CustomerChange<SendRow>(known, null, []);
    }

    /// <summary>What becomes of a planned row whose enrollment has ended: a step that was due keeps one, with the reason.</summary>
    private static IReadOnlyList<EntityChange> AfterEnd(CustomerState state, SendRow planned) =>
        state.Enrollment(planned.Key.EnrollmentId)?.EndedAt is { } endedAt && PlannedSends.AtEnd(state.CustomerId, planned, endedAt) is { } change
            ? [change]
            : [new EntityChange.Delete(SendRows.KeyOf(planned.Key))];

    private static SendRow Undecided(SendRow row) => new(row.Key, SendState.Planned, row.DueAt) { MessageId = row.MessageId };

    private static CustomerChange<int> GivenBack(CustomerState state, SendRow claimed, SendRow planned)
    {
        bool isOurs = Find(state, claimed.Key) is { State: SendState.Claimed or SendState.Held } known
            && (known.Key, known.PayloadHash, known.ClaimedAtSystem) == (claimed.Key, claimed.PayloadHash, claimed.ClaimedAtSystem);
        if (!isOurs)
        {
            return new CustomerChange<int>(0, null, []);
        }

        List<EntityChange> rows = planned.Key == claimed.Key ? [] : [new EntityChange.Delete(SendRows.KeyOf(claimed.Key))];
        rows.AddRange(state.Enrollment(claimed.Key.EnrollmentId) is { IsActive: true }
            ? [new EntityChange.Put(SendRows.Row(state.CustomerId, planned))]
            : AfterEnd(state, planned));
        return new CustomerChange<int>(rows.Count, null, rows);
    }
}

/// <summary>What became of a decision.</summary>
public abstract record Claim
{
    private Claim()
    {
    }

    /// <summary>The customer afterwards.</summary>
    public CustomerState State { get; init; } = null!;

    /// <summary>It is in the ledger now.</summary>
    public sealed record Written(SendRow Row) : Claim;

    /// <summary>Somebody else decided before: whether the provider has a claimed message is then not known.</summary>
    public sealed record Known(SendRow Row) : Claim;

    /// <summary>It would no longer be right: to be decided again.</summary>
    public sealed record Outdated : Claim;

    /// <summary>The enrollment is over, and nothing of it is planned any more.</summary>
    public sealed record Ended : Claim;
}
