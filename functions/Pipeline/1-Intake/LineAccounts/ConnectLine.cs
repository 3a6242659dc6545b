using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Connects a LINE account to the customer whose nonce LINE brings back, or notes that it failed: an event either way. Repeating it
/// changes nothing, and completes what was interrupted: the customer's own write comes last.</summary>
public sealed class ConnectLine(LineFriends friends, CustomerAliases aliases, CustomerStore customers, ShopSettings shop)
{
    private const string Failed = "line-connect-failed";

    /// <summary>Applies what LINE tells.</summary>
    /// <returns>The customer with the event; null for a nonce that is not known, or was used.</returns>
    public async Task<(string CustomerId, CustomerEvent Event)?> RunAsync(ShopEvent.LineLinkTold told, CancellationToken cancellationToken)
    {
        if (ConnectNonce.CustomerOf(told.Nonce) is not { } customerId)
        {
            return null;
        }

        string hash = ConnectNonce.HashOf(told.Nonce);
        CustomerState state = await customers.LoadAsync(customerId, cancellationToken);
        CustomerEvent happened = CustomerEvent.Of(told.Event, shop.Calendar);
        if (state.Events.FirstOrDefault(e => e.Key == happened.Key) is { } known)
        {
            return (customerId, known);
        }

        if (state.Customer.IsForgotten || state.LineLink is not { } link || link.NonceHash != hash)
        {
            return null;
        }

        string? refusal = await RefusalAsync(state, link, told, cancellationToken);
        if (refusal is not null)
        {
            CustomerEvent failed = happened with { Type = Failed, Value = refusal };
            return await EndAsync(customerId, hash, failed, cancellationToken) ? (customerId, failed) : null;
        }

        return await TakeAsync(state, told.LineUserId!, hash, happened, cancellationToken) ? (customerId, happened) : null;
    }

    /// <summary>Why it does not happen; null when it does.</summary>
    private async Task<string?> RefusalAsync(CustomerState state, LineLink link, ShopEvent.LineLinkTold told, CancellationToken cancellationToken)
    {
        if (told.LineUserId is not { } lineUserId)
        {
            return "refused";
        }

        if (told.Event.At > link.NonceUntil)
        {
            return "late";
        }

        if (lineUserId != link.Wanted || BeginConnecting.IsTaken(state, lineUserId))
        {
            return "other-account";
        }

        return await IsFreeAsync(state.CustomerId, lineUserId, cancellationToken) ? null : "taken";
    }

    /// <summary>Whether nobody has the account but this customer, or a friend whom LINE alone knows.</summary>
    private async Task<bool> IsFreeAsync(string customerId, string lineUserId, CancellationToken cancellationToken)
    {
        string? ownerId = await aliases.FindAsync(CustomerIdentity.AliasOfLine(lineUserId), cancellationToken);
        return ownerId is null
            || ownerId == customerId
            || await friends.IsAloneAsync(await customers.LoadAsync(ownerId, cancellationToken), lineUserId, cancellationToken);
    }

    /// <returns>False when it was ended meanwhile.</returns>
    private async Task<bool> TakeAsync(CustomerState state, string lineUserId, string hash, CustomerEvent happened, CancellationToken cancellationToken)
    {
        if (state.Customer.LineUserId is { } before && before != lineUserId)
        {
            await friends.GiveBackAsync(state.CustomerId, before, [], cancellationToken);  // a new phone, and a new account with it
        }

        string alias = CustomerIdentity.AliasOfLine(lineUserId);
        string? ownerId = await aliases.FindAsync(alias, cancellationToken);
        if (!await aliases.GiveAsync(alias, ownerId, state.CustomerId, cancellationToken))
        {
            throw new StorageException("The LINE account became another's at the same moment.", isTemporary: true);
        }

        await friends.LoseAsync(lineUserId, cancellationToken);
        CustomerState friend = await customers.LoadAsync(CustomerIdentity.IdOfFriend(lineUserId), cancellationToken);
        bool isConnected = await customers.ChangeAsync(
            state.CustomerId, (now, _) => Task.FromResult(Connected(now, friend, lineUserId, hash, happened)), cancellationToken);
        if (!isConnected)
        {
            await friends.GiveBackAsync(state.CustomerId, lineUserId, [], cancellationToken);
        }

        return isConnected;
    }

    private static CustomerChange<bool> Connected(CustomerState state, CustomerState friend, string lineUserId, string hash, CustomerEvent happened)
    {
        if (state.Customer.IsForgotten || state.LineLink is not { } link || link.NonceHash != hash)
        {
            return new CustomerChange<bool>(false, null, []);
        }

        IEnumerable<EntityChange> said = friend.CustomerId == state.CustomerId ? [] : LineFriends.Said(friend, state);
        return new CustomerChange<bool>(
            true,
            state.Customer.LineUserId == lineUserId ? null : state.Customer.WithLine(lineUserId, happened.At),
            [
                LineLinkRows.Change(state.CustomerId, link.Ended() with { ConnectedTo = lineUserId }),
                new EntityChange.Insert(EventRows.Row(state.CustomerId, happened)),
                .. said,
            ]);
    }

    private Task<bool> EndAsync(string customerId, string hash, CustomerEvent failed, CancellationToken cancellationToken) => customers.ChangeAsync(
        customerId,
        (state, _) => Task.FromResult(state.LineLink is { } link && link.NonceHash == hash
            ? new CustomerChange<bool>(
                true, null, [LineLinkRows.Change(customerId, link.Ended()), new EntityChange.Insert(EventRows.Row(customerId, failed))])
            : new CustomerChange<bool>(false, null, [])),
        cancellationToken);
}
