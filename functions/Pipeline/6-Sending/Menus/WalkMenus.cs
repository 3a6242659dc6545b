using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Menus;

/// <summary>Goes through everybody, page by page, when menus or rank models were published, and once a week. Where it stands is kept after
/// each page, so that a process that ends loses nothing.</summary>
public sealed class WalkMenus(IEntityTables tables, AllCustomers all, CustomerStore customers, JourneyStore store, Clocks clocks)
{
    /// <summary>Mends what nothing led to, such as changes while LINE was not connected. On the system clock.</summary>
    public static readonly TimeSpan AgainAfter = TimeSpan.FromDays(7);

    private const int PageSize = 100;

    /// <summary>What everybody's menu rests on: when it changes, everybody is gone through.</summary>
    internal async Task<string> PurposeAsync(RichMenuSet menus, CancellationToken cancellationToken)
    {
        IReadOnlyList<TemplateHead> models = await store.RankModels.HeadsAsync(cancellationToken);
        return OpaqueId.Of(26, [menus.Hash, .. models.Select(m => m.Hash)]);
    }

    /// <summary>The next page, unless everybody has been gone through for this purpose.</summary>
    /// <param name="showAsync">Gets LINE user ids with their customers.</param>
    internal async Task<WalkedPage> PageAsync(
        IRichMenuAccount line, string of, Func<IReadOnlyList<(string LineUserId, string CustomerId)>, Task<MenusShown>> showAsync, CancellationToken cancellationToken)
    {
        Entity? kept = await FindAsync(line.Account, cancellationToken);
        DateTimeOffset now = clocks.System.GetUtcNow();
        bool isNew = kept?.Text("Of") != of || kept.Instant("EndedAt") <= now - AgainAfter;
        if (!isNew && kept!.Instant("EndedAt") is not null)
        {
            return new WalkedPage(MenusShown.None, WalkState.Idle);
        }

        CustomerPage page = await all.PageAsync(isNew ? null : MenuRows.Place(kept!), PageSize, cancellationToken);
        List<(string LineUserId, string CustomerId)> people = [];
        foreach (string customerId in page.CustomerIds)
        {
            if ((await customers.LoadAsync(customerId, cancellationToken)).Customer.LineUserId is { } lineUserId)
            {
                people.Add((lineUserId, customerId));
            }
        }

        MenusShown shown = await showAsync(people);
        if (shown.Gone.Count == 0)
        {
            await KeepAsync(MenuRows.Walk(line.Account, of, page.End, page.End is null ? now : null), cancellationToken);
        }

        return new WalkedPage(shown, page.End is null ? WalkState.Ended : WalkState.UnderWay);
    }

    /// <summary>Goes through everybody once more, whatever was walked before.</summary>
    internal Task BeginAnewAsync(IRichMenuAccount line, CancellationToken cancellationToken) =>
        tables.WriteAsync(Tables.LineMenus, MenuRows.StatePartition(line.Account), new EntityChange.Delete(MenuRows.WalkRow), cancellationToken);

    /// <summary>The row of the walk; null before the first.</summary>
    internal Task<Entity?> FindAsync(string account, CancellationToken cancellationToken) =>
        tables.ReadAsync(Tables.LineMenus, MenuRows.StatePartition(account), MenuRows.WalkRow, cancellationToken);

    private Task<bool> KeepAsync(Entity walk, CancellationToken cancellationToken) =>
        tables.WriteAsync(Tables.LineMenus, walk.PartitionKey, new EntityChange.Put(walk), cancellationToken);
}

/// <summary>What a page of the walk did.</summary>
internal sealed record WalkedPage(MenusShown Shown, WalkState State);

/// <summary>How far the walk is.</summary>
internal enum WalkState
{
    /// <summary>Everybody has been gone through before.</summary>
    Idle,

    /// <summary>There are more pages.</summary>
    UnderWay,

    /// <summary>This was the last page.</summary>
    Ended,
}
