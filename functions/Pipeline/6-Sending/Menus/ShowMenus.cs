using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Menus;

/// <summary>Lets people see the menus that they are to have, those of one menu together. Who sees the right one already costs no call.</summary>
public sealed class ShowMenus(
    IEntityTables tables, LineFriends friends, CustomerStore customers, Suppressions suppressions, IRankModels models, ShopSettings shop, Clocks clocks)
{
    /// <summary>Looks at people, and changes what they see.</summary>
    /// <param name="people">Their LINE user ids, with the customer who has or had the account.</param>
    /// <param name="made">LINE's ids of the menus, by hash.</param>
    /// <returns>What happened; when a menu is gone nobody knows who sees it, and all must be looked at again.</returns>
    /// <exception cref="ChannelException">LINE did not take it; repeating it goes on.</exception>
    internal async Task<MenusShown> RunAsync(
        IRichMenuAccount line, RichMenuSet menus, IReadOnlyDictionary<string, string> made, IReadOnlyList<(string LineUserId, string CustomerId)> people, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, RankModel> known = await models.AllAsync(cancellationToken);
        List<(string LineUserId, string? RichMenuId)> changes = [];
        foreach ((string lineUserId, string customerId) in people.DistinctBy(p => p.LineUserId))
        {
            string partition = MenuRows.LinkedPartition(line.Account, MenuRows.ShardOf(lineUserId));
            Entity? sees = await tables.ReadAsync(Tables.LineMenus, partition, MenuRows.KeyOf(lineUserId), cancellationToken);
            CustomerState? owner = await OwnerAsync(lineUserId, customerId, cancellationToken);
            if (await IsOutOfReachAsync(lineUserId, owner, cancellationToken))
            {
                // LINE says nothing of what becomes of a menu when somebody blocks the account: when they come back they get it anew.
                await ForgetAsync(sees, cancellationToken);
                continue;
            }

            RichMenu? wanted = owner is null ? null : menus.MenuOf(m => StandingOf(owner, known, m));
            string? richMenuId = wanted is null ? null : made[wanted.Hash];
            if (sees?.Text("RichMenuId") != richMenuId)
            {
                changes.Add((lineUserId, richMenuId));
            }
        }

        MenusShown shown = MenusShown.None;
        foreach (IGrouping<string?, string> same in changes.GroupBy(c => c.RichMenuId, c => c.LineUserId))
        {
            foreach (string[] some in same.Chunk(IRichMenuAccount.PeopleMax))
            {
                shown = shown.And(await ShowAsync(line, same.Key, some, cancellationToken));
            }
        }

        return shown;
    }

    private async Task<MenusShown> ShowAsync(IRichMenuAccount line, string? richMenuId, string[] people, CancellationToken cancellationToken)
    {
        MenuLinking linking = await line.LinkAsync(richMenuId, people, cancellationToken);
        if (linking == MenuLinking.Refused && people.Length > 1)
        {
            // One person whom LINE does not take must not keep the menu from the others.
            int half = people.Length / 2;
            return (await ShowAsync(line, richMenuId, people[..half], cancellationToken)).And(await ShowAsync(line, richMenuId, people[half..], cancellationToken));
        }

        if (linking == MenuLinking.MenuGone)
        {
            return MenusShown.None with { Gone = [richMenuId!] };
        }

        await KeepAsync(line.Account, people, richMenuId, isRefused: linking == MenuLinking.Refused, cancellationToken);
        return linking == MenuLinking.Refused ? MenusShown.None with { Refused = people.Length } : MenusShown.None with { Shown = people.Length };
    }

    private async Task KeepAsync(string account, string[] people, string? richMenuId, bool isRefused, CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, Entity> partition in people.Select(p => MenuRows.Linked(account, p, richMenuId, isRefused)).GroupBy(r => r.PartitionKey))
        {
            foreach (Entity[] rows in partition.Chunk(EntityLimits.BatchMax))
            {
                EntityChange[] changes = [.. rows.Select(r => richMenuId is null ? (EntityChange)new EntityChange.Delete(r.RowKey) : new EntityChange.Put(r))];
                await tables.WriteAsync(Tables.LineMenus, partition.Key, changes, cancellationToken);
            }
        }
    }

    private async Task ForgetAsync(Entity? sees, CancellationToken cancellationToken)
    {
        if (sees is not null)
        {
            await tables.WriteAsync(Tables.LineMenus, sees.PartitionKey, new EntityChange.Delete(sees.RowKey), cancellationToken);
        }
    }

    /// <summary>Who has the account now: mostly whom its name leads to, else the customer who is known to have it.</summary>
    private async Task<CustomerState?> OwnerAsync(string lineUserId, string customerId, CancellationToken cancellationToken)
    {
        if (await friends.FindAsync(CustomerIdentity.AliasOfLine(lineUserId), cancellationToken) is { } found)
        {
            return found;
        }

        CustomerState state = await customers.LoadAsync(customerId, cancellationToken);
        return state.Customer.LineUserId == lineUserId ? state : null;
    }

    /// <summary>Who blocks the account, and whom a trial leaves alone. Somebody who was forgotten loses the menu.</summary>
    private async Task<bool> IsOutOfReachAsync(string lineUserId, CustomerState? owner, CancellationToken cancellationToken) =>
        shop.AllowList?.Admits(Channel.Line, lineUserId) == false
        || (owner is not null
            && await suppressions.FindAsync(Channel.Line, lineUserId, cancellationToken) is { Reason: SuppressionReason.Blocked or SuppressionReason.RecipientGone });

    private Standing? StandingOf(CustomerState owner, IReadOnlyDictionary<string, RankModel> known, string modelId) =>
        known.TryGetValue(modelId, out RankModel? model) && owner.Ranks.GetValueOrDefault(modelId) is { } kept
            ? MenuLeads.StandingOf(model, kept, shop.Calendar.DateOf(clocks.Shop.GetUtcNow()))
            : null;
}

/// <summary>What happened.</summary>
/// <param name="Shown">People who see another menu now, or none any more.</param>
/// <param name="Refused">People whom LINE does not take.</param>
internal sealed record MenusShown(int Shown, int Refused)
{
    public static MenusShown None { get; } = new(0, 0);

    /// <summary>LINE's ids of menus that it has no more.</summary>
    public IReadOnlyList<string> Gone { get; init; } = [];

    public MenusShown And(MenusShown other) => new(Shown + other.Shown, Refused + other.Refused) { Gone = [.. Gone.Union(other.Gone, StringComparer.Ordinal)] };
}
