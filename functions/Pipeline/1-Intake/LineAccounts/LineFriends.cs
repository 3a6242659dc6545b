using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Who has a LINE account, and what goes with it from one customer to another: the name by which LINE's calls find them, the
/// address, and what was said about messages on LINE. What was said about e-mails never does.</summary>
public sealed class LineFriends(CustomerAliases aliases, CustomerTraces traces, CustomerStore customers, Clocks clocks)
{
    /// <summary>The customer who has the account.</summary>
    /// <param name="alias"><see cref="CustomerIdentity.AliasOfLine"/>.</param>
    /// <returns>Null when nobody has.</returns>
    public async Task<CustomerState?> FindAsync(string alias, CancellationToken cancellationToken) =>
        await aliases.FindAsync(alias, cancellationToken) is { } customerId
        && await customers.LoadAsync(customerId, cancellationToken) is { Customer.LineUserId: { } lineUserId } state
        && CustomerIdentity.AliasOfLine(lineUserId) == alias
            ? state
            : null;

    /// <summary>Whether of the customer nothing is known but the LINE account: then it may become another's.</summary>
    public async Task<bool> IsAloneAsync(CustomerState state, string lineUserId, CancellationToken cancellationToken)
    {
        string alias = CustomerIdentity.AliasOfLine(lineUserId);
        return state.CustomerId == CustomerIdentity.IdOfFriend(lineUserId)
            && state.Orders.Count == 0
            && state.Customer is { Email: null, Phone: null }
            && (await traces.AliasesAsync(state.CustomerId, cancellationToken)).All(a => a == alias);
    }

    /// <summary>Gives an account that a customer has connected back to the friend whom LINE alone knows. Repeating it changes nothing, and
    /// completes what was interrupted.</summary>
    /// <param name="more">What is written of the customer beside it.</param>
    public async Task GiveBackAsync(string customerId, string lineUserId, IReadOnlyList<EntityChange> more, CancellationToken cancellationToken)
    {
        string friendId = CustomerIdentity.IdOfFriend(lineUserId);
        CustomerState owner = await customers.LoadAsync(customerId, cancellationToken);
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        await customers.ChangeAsync(friendId, (friend, _) => Task.FromResult(Given(friend, owner, lineUserId, now)), cancellationToken);
        await aliases.GiveAsync(CustomerIdentity.AliasOfLine(lineUserId), customerId, friendId, cancellationToken);
        await customers.ChangeAsync(customerId, (state, _) => Task.FromResult(Taken(state, lineUserId, more, now)), cancellationToken);
    }

    /// <summary>Completes a giving back that was interrupted.</summary>
    /// <param name="friend">Who has the account now.</param>
    public async Task CompleteAsync(CustomerState friend, CancellationToken cancellationToken)
    {
        if (friend is { LineLink.FormerId: { } formerId, Customer.LineUserId: { } lineUserId }
            && (await customers.LoadAsync(formerId, cancellationToken)).LineLink?.ConnectedTo == lineUserId)
        {
            await GiveBackAsync(formerId, lineUserId, [], cancellationToken);
        }
    }

    /// <summary>The friend who has the account no more.</summary>
    internal Task<bool> LoseAsync(string lineUserId, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        return customers.ChangeAsync(
            CustomerIdentity.IdOfFriend(lineUserId),
            (friend, _) => Task.FromResult(new CustomerChange<bool>(true, friend.Customer.LineUserId == lineUserId ? friend.Customer.WithLine(null, now) : null, [])),
            cancellationToken);
    }

    /// <summary>What somebody has said about messages on LINE, as another's: the statements that hold, with their times and origins.</summary>
    internal static IEnumerable<EntityChange> Said(CustomerState by, CustomerState to) => by.Consents.Values.Concat(by.TopicConsents.Values)
        .Where(c => c.Channel == Channel.Line && !to.Customer.IsPast(c.At))
        .Select(c => new EntityChange.Put(CustomerRows.Consent(to.CustomerId, c)));

    private static CustomerChange<bool> Given(CustomerState friend, CustomerState owner, string lineUserId, DateTimeOffset now)
    {
        LineLink link = (friend.LineLink ?? new LineLink()) with { FormerId = owner.CustomerId };
        IEnumerable<EntityChange> said = owner.LineLink?.ConnectedTo == lineUserId ? Said(owner, friend) : [];
        return new CustomerChange<bool>(
            true,
            friend.Customer.LineUserId == lineUserId ? null : friend.Customer.WithLine(lineUserId, now),
            [.. said, LineLinkRows.Change(friend.CustomerId, link)]);
    }

    private static CustomerChange<bool> Taken(CustomerState state, string lineUserId, IReadOnlyList<EntityChange> more, DateTimeOffset now) =>
        state.LineLink?.ConnectedTo != lineUserId
            ? new CustomerChange<bool>(false, null, [])
            : new CustomerChange<bool>(
                true,
                state.Customer.LineUserId == lineUserId ? state.Customer.WithLine(null, now) : null,
                [LineLinkRows.Change(state.CustomerId, state.LineLink with { ConnectedTo = null }), .. more]);
}
