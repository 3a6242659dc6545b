using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Forgets a customer: identity, addresses, consents, notes, words of events, messages and the webhooks that told of them. Orders and
/// amounts, ranks and settled sends stay under the id, without a name; of the addresses a hash stays, under which nothing is sent any more
/// and consent can be proven for as long as the law wants it. Repeating it changes nothing, and completes what was interrupted.</summary>
public sealed class EraseCustomer(
    IEntityTables tables,
    CustomerStore customers,
    CustomerTraces traces,
    CustomerAliases aliases,
    ConsentProofs proofs,
    Suppressions suppressions,
    Payloads payloads,
    IEnumerable<IMessageCopies> copies,
    Inbox inbox,
    Clocks clocks)
{
    /// <summary>With the profile they must fit a batch, whatever the rows hold.</summary>
    private const int BatchMax = 18;

    /// <summary>Forgets the customer.</summary>
    /// <param name="orchestrations">Null where none run: who is ended is found so at the next step.</param>
    public async Task RunAsync(string customerId, IOrchestrations? orchestrations, CancellationToken cancellationToken)
    {
        CustomerState known = await customers.LoadAsync(customerId, cancellationToken);
        await ForgetFriendAsync(known, orchestrations, cancellationToken);
        IReadOnlyList<string> running = [.. known.Enrollments.Where(e => e.IsActive).Select(e => e.EnrollmentId)];
        await KeepHashesAsync(known, cancellationToken);
        while (await customers.ChangeAsync(customerId, (state, token) => ForgetAsync(state, token), cancellationToken))
        {
        }

        // After the addresses: nothing can be rendered any more.
        await ForgetMessagesAsync(customerId, cancellationToken);
        foreach (string enrollmentId in orchestrations is null ? [] : running)
        {
            await orchestrations!.SignalAsync(enrollmentId, cancellationToken);
        }

        foreach (string message in await traces.MessagesAsync(customerId, cancellationToken))
        {
            await inbox.ForgetAsync(InboxId.Parse(message)!, null, cancellationToken);
            await traces.RemoveMessageAsync(customerId, message, cancellationToken);
        }

        await new NameIndex(tables).ForgetAsync(customerId, cancellationToken);

        // Last: by them a repetition finds the customer.
        foreach (string alias in await traces.AliasesAsync(customerId, cancellationToken))
        {
            await aliases.RemoveAsync(alias, customerId, cancellationToken);
            await traces.RemoveAliasAsync(customerId, alias, cancellationToken);
        }
    }

    /// <summary>First, while the address leads there: what LINE alone told of the same person before they connected their account.</summary>
    private async Task ForgetFriendAsync(CustomerState known, IOrchestrations? orchestrations, CancellationToken cancellationToken)
    {
        if (FriendOf(known) is { } friendId && (await customers.LoadAsync(friendId, cancellationToken)).Profile is not null)
        {
            await RunAsync(friendId, orchestrations, cancellationToken);
        }
    }

    /// <summary>As whom the customer was known to LINE alone before they connected their account; null when they have not.</summary>
    internal static string? FriendOf(CustomerState known) =>
        known.LineLink?.ConnectedTo is { } lineUserId && CustomerIdentity.IdOfFriend(lineUserId) is var friendId && friendId != known.CustomerId
            ? friendId
            : null;

    /// <summary>While the addresses are known: what proves that messages were lawful, and that none may follow. A repetition finds none, and
    /// leaves what is there.</summary>
    private async Task KeepHashesAsync(CustomerState known, CancellationToken cancellationToken)
    {
        await proofs.KeepAsync(known, cancellationToken);
        foreach ((Channel channel, string? address) in new[] { (Channel.Email, known.Customer.Email), (Channel.Line, known.Customer.LineUserId) })
        {
            if (address is not null)
            {
                await suppressions.AddAsync(channel, address, SuppressionReason.Erased, cancellationToken);
            }
        }
    }

    private async Task ForgetMessagesAsync(string customerId, CancellationToken cancellationToken)
    {
        CustomerState state = await customers.LoadAsync(customerId, cancellationToken);
        foreach (SendRow send in state.Sends.Values.Select(SendRows.Row))
        {
            foreach (IMessageCopies kept in send.ClaimedAt is null ? [] : copies)
            {
                await kept.EraseAsync(send.Key.MessageKey, send.ClaimedAt!.Value, cancellationToken);
            }
        }

        await payloads.DropAsync(customerId, cancellationToken);
    }

    /// <summary>As much as fits a write.</summary>
    /// <returns>True when there may be more.</returns>
    private async Task<CustomerChange<bool>> ForgetAsync(CustomerState state, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.Shop.GetUtcNow();  // after the look: what others settled before then is seen, or the write fails
        List<EntityChange> changes = [];
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Customers, state.CustomerId), cancellationToken))
        {
            if (Forgotten(state, row, now) is { } change)
            {
                changes.Add(change);
            }
        }

        bool isForgotten = state.Profile is null || state.Customer.IsForgotten;
        return isForgotten && changes.Count == 0
            ? new CustomerChange<bool>(false, null, [])
            : new CustomerChange<bool>(true, isForgotten ? null : state.Customer.Forgotten(now), [.. changes.Take(BatchMax)]);
    }

    /// <summary>What becomes of a row; null when it holds nothing personal, or is the profile.</summary>
    private static EntityChange? Forgotten(CustomerState state, Entity row, DateTimeOffset now)
    {
        string customerId = state.CustomerId;
        switch (row.RowKey.Split(':')[0])
        {
            case "consent" or "import" or "preference" or NoteRows.Key or LineLinkRows.Key:
                return new EntityChange.Delete(row.RowKey);
            case "event" when EventRows.Event(row) is { Value: not null } told:
                return new EntityChange.Put(EventRows.Row(customerId, told with { Value = null }));
            case "order" when CustomerRows.Order(row) is { ImportedRow: not null } order:
                return new EntityChange.Put(CustomerRows.Order(order with { ImportedRow = null }));
            case "enrollment" when EnrollmentRows.Enrollment(row) is { IsActive: true } enrollment:
                return new EntityChange.Put(EnrollmentRows.Row(enrollment.Over(EndReason.Erased, PlannedSends.EndOf(state, enrollment.EnrollmentId, now))));
            case "send":
                SendRow send = SendRows.Row(row);
                DateTimeOffset? endedAt = state.Enrollment(send.Key.EnrollmentId)?.EndedAt;
                return PlannedSends.AtEnd(customerId, send, endedAt ?? PlannedSends.EndOf(state, send.Key.EnrollmentId, now));
            default:
                return null;
        }
    }
}
