using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Takes apart what a customer has connected (連携解除): the LINE account is a friend's again, whom LINE alone knows.</summary>
public sealed class DisconnectLine(LineFriends friends, ShopSettings shop, Clocks clocks)
{
    /// <summary>As what it is remembered. Kept for ever.</summary>
    public const string EventType = "line-disconnected";

    /// <summary>Takes it apart, effective at once.</summary>
    /// <param name="alias">Of the account: <see cref="CustomerIdentity.AliasOfLine"/>.</param>
    /// <returns>The customer who had it; null when nobody has connected it.</returns>
    public async Task<string?> RunAsync(string alias, CancellationToken cancellationToken)
    {
        CustomerState? owner = await friends.FindAsync(alias, cancellationToken);
        if (owner is not { Customer.LineUserId: { } lineUserId } || owner.LineLink?.ConnectedTo != lineUserId)
        {
            await (owner is null ? Task.CompletedTask : friends.CompleteAsync(owner, cancellationToken));
            return null;
        }

        Moment now = clocks.Now();
        CustomerEvent told = new(CustomerEvent.KeyOf(EventType, now.System, null), EventType, now.Shop, shop.Calendar.DateOf(now.Shop), null);
        await friends.GiveBackAsync(owner.CustomerId, lineUserId, [new EntityChange.Insert(EventRows.Row(owner.CustomerId, told))], cancellationToken);
        return owner.CustomerId;
    }
}
