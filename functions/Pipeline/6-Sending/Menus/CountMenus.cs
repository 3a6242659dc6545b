using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Menus;

/// <summary>Which menu which rank has, and how far LINE is with it.</summary>
/// <param name="line">Null where LINE is not connected.</param>
public sealed class CountMenus(IEntityTables tables, RichMenuLibrary library, MakeMenus make, WalkMenus walk, IRichMenuAccount? line = null)
{
    /// <summary>Counts those who see a menu of their own; null while no menus were ever published.</summary>
    public async Task<MenuCount?> RunAsync(CancellationToken cancellationToken)
    {
        if (await library.CurrentAsync(cancellationToken) is not { } menus)
        {
            return null;
        }

        Dictionary<string, int> people = await PeopleAsync(cancellationToken);
        IReadOnlyDictionary<string, string> made = line is null ? new Dictionary<string, string>() : await make.MadeAsync(line.Account, cancellationToken);
        List<MenuLine> lines = [];
        foreach (RichMenu menu in menus.Menus)
        {
            string? richMenuId = made.GetValueOrDefault(menu.Hash);
            RankGate[] gates = [.. menus.Rules.Where(r => r.MenuId == menu.Id).Select(r => r.Gate)];
            lines.Add(new MenuLine(menu.Id, gates, menu.Id == menus.DefaultId, richMenuId, richMenuId is null ? 0 : people.GetValueOrDefault(richMenuId)));
        }

        bool isWalking = line is not null
            && (await walk.FindAsync(line.Account, cancellationToken) is not { } kept
                || kept.Text("Of") != await walk.PurposeAsync(menus, cancellationToken)
                || kept.Instant("EndedAt") is null);
        return new MenuCount(lines, await LeadsAsync(cancellationToken), isWalking, line is not null);
    }

    private async Task<Dictionary<string, int>> PeopleAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, int> people = new(StringComparer.Ordinal);
        for (int shard = 0; line is not null && shard < MenuRows.ShardCount; shard++)
        {
            EntityQuery query = new(Tables.LineMenus, MenuRows.LinkedPartition(line.Account, $"{shard}"));
            await foreach (Entity row in tables.QueryAllAsync(query, cancellationToken))
            {
                if (!row.Flag("Refused"))
                {
                    people[row.Text("RichMenuId")!] = people.GetValueOrDefault(row.Text("RichMenuId")!) + 1;
                }
            }
        }

        return people;
    }

    private async Task<int> LeadsAsync(CancellationToken cancellationToken)
    {
        int count = 0;
        for (int shard = 0; shard < MenuRows.ShardCount; shard++)
        {
            await foreach (Entity lead in tables.QueryAllAsync(new EntityQuery(Tables.LineMenus, MenuRows.LeadPartition($"{shard}")), cancellationToken))
            {
                count += lead.Flag("Seen") ? 0 : 1;
            }
        }

        return count;
    }
}

/// <summary>How far LINE is.</summary>
/// <param name="Outstanding">People who are to be looked at: their menu may have to change.</param>
/// <param name="IsWalking">Everybody is being gone through, because something was published.</param>
/// <param name="IsConnected">False: LINE is not connected, and nobody sees any of it.</param>
public sealed record MenuCount(IReadOnlyList<MenuLine> Menus, int Outstanding, bool IsWalking, bool IsConnected);

/// <summary>A menu.</summary>
/// <param name="Gates">Whose it is, in the order of the rules.</param>
/// <param name="IsDefault">Everybody's who has none of their own: they are not counted.</param>
/// <param name="RichMenuId">LINE's id; null until it is made.</param>
/// <param name="People">How many customers see it as their own.</param>
public sealed record MenuLine(string Id, IReadOnlyList<RankGate> Gates, bool IsDefault, string? RichMenuId, int People);
