using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Menus;

/// <summary>Brings what people see at LINE to what they are to see: makes menus, follows what leads to people whose standing has changed,
/// and goes through everybody after a publication. Ended anywhere, the next round goes on from there; what LINE does not take waits.</summary>
/// <param name="line">Null where LINE is not connected.</param>
public sealed class LinkMenus(
    IEntityTables tables, RichMenuLibrary library, MakeMenus make, ShowMenus show, WalkMenus walk, ShopSettings shop, Clocks clocks, IRichMenuAccount? line = null)
{
    /// <summary>How long a row leads to a change that may still be written, on the system clock: longer than a write takes.</summary>
    public static readonly TimeSpan LeadKept = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(5);

    private DateTimeOffset resumeAt = DateTimeOffset.MinValue;
    private int failures;

    /// <summary>Does what there is to do, for so long at most on the system clock. While LINE wants to be left alone, nothing.</summary>
    /// <exception cref="ChannelException">LINE did not take something; it is tried again a little later.</exception>
    public async Task<MenuRound> RunAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.System.GetUtcNow();
        if (line is null || now < resumeAt || await library.CurrentAsync(cancellationToken) is not { } menus)
        {
            return MenuRound.Nothing;
        }

        try
        {
            MenuRound round = await GoOnAsync(line, menus, now + atMost, cancellationToken);
            failures = 0;
            return round;
        }
        catch (ChannelException e)
        {
            TimeSpan own = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures++, 16)));
            resumeAt = now + (e.RetryAfter ?? (own < WaitMax ? own : WaitMax));
            throw;
        }
    }

    private async Task<MenuRound> GoOnAsync(IRichMenuAccount line, RichMenuSet menus, DateTimeOffset until, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string> made = await make.RunAsync(line, menus.Menus, cancellationToken);
        string of = await walk.PurposeAsync(menus, cancellationToken);
        MenusShown shown = await SetDefaultAsync(line, menus, made, cancellationToken);
        shown = shown.Gone.Count > 0 ? shown : shown.And(await FollowLeadsAsync(line, menus, made, cancellationToken));
        WalkState state = WalkState.UnderWay;
        while (shown.Gone.Count == 0 && state == WalkState.UnderWay)
        {
            WalkedPage page = await walk.PageAsync(line, of, people => show.RunAsync(line, menus, made, people, cancellationToken), cancellationToken);
            (shown, state) = (shown.And(page.Shown), page.State);
            if (clocks.System.GetUtcNow() >= until)
            {
                break;
            }
        }

        await ForgetGoneAsync(line, made, shown.Gone, cancellationToken);
        HashSet<string> needed = menus.Menus.Select(m => m.Hash).ToHashSet(StringComparer.Ordinal);
        if (state != WalkState.UnderWay && shown.Gone.Count == 0 && made.Keys.Any(h => !needed.Contains(h)))
        {
            await make.TidyAsync(line, needed, cancellationToken);  // when nobody sees them any more
        }

        return new MenuRound(shown.Shown, shown.Refused, shown.Gone.Count);
    }

    /// <summary>A trial leaves everybody's menu as it is.</summary>
    private async Task<MenusShown> SetDefaultAsync(IRichMenuAccount line, RichMenuSet menus, IReadOnlyDictionary<string, string> made, CancellationToken cancellationToken)
    {
        string partition = MenuRows.StatePartition(line.Account);
        string? before = (await tables.ReadAsync(Tables.LineMenus, partition, MenuRows.DefaultRow, cancellationToken))?.Text("RichMenuId");
        string? wanted = menus.Default is { } menu ? made[menu.Hash] : null;
        if (wanted == before || shop.AllowList?.Leaving.Contains(Channel.Line) == true)
        {
            return MenusShown.None;
        }

        if (!await line.SetDefaultAsync(wanted, cancellationToken))
        {
            return MenusShown.None with { Gone = [wanted!] };
        }

        Entity row = new EntityProperties().Set("RichMenuId", wanted).Row(partition, MenuRows.DefaultRow);
        await tables.WriteAsync(Tables.LineMenus, partition, new EntityChange.Put(row), cancellationToken);
        return MenusShown.None;
    }

    private async Task<MenusShown> FollowLeadsAsync(IRichMenuAccount line, RichMenuSet menus, IReadOnlyDictionary<string, string> made, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.System.GetUtcNow();
        List<Entity> leads = [];
        for (int shard = 0; shard < MenuRows.ShardCount; shard++)
        {
            EntityQuery query = new(Tables.LineMenus, MenuRows.LeadPartition($"{shard}"));
            await foreach (Entity lead in tables.QueryAllAsync(query, cancellationToken))
            {
                if (!lead.Flag("Seen") || IsOver(lead, now))
                {
                    leads.Add(lead);
                }
            }
        }

        MenusShown shown = MenusShown.None;
        foreach (Entity[] some in leads.Chunk(IRichMenuAccount.PeopleMax))
        {
            shown = shown.And(await show.RunAsync(line, menus, made, [.. some.Select(l => (l.Text("LineUserId")!, l.Text("CustomerId")!))], cancellationToken));
            if (shown.Gone.Count > 0)
            {
                return shown;  // they are followed again when the menu is there again
            }

            foreach (Entity lead in some)
            {
                await SettleAsync(lead, IsOver(lead, now), cancellationToken);
            }
        }

        return shown;
    }

    /// <summary>As it was read: a row that was written again since then leads to something new. A young one is followed once more, for
    /// what it leads to may not have been there yet.</summary>
    private Task<bool> SettleAsync(Entity lead, bool isOver, CancellationToken cancellationToken)
    {
        EntityChange change = isOver
            ? new EntityChange.Delete(lead.RowKey, lead.ETag)
            : new EntityChange.Replace(MenuRows.Lead(lead.Text("LineUserId")!, lead.Text("CustomerId")!, lead.Instant("Since")!.Value, isSeen: true, lead.ETag));
        return tables.WriteAsync(Tables.LineMenus, lead.PartitionKey, change, cancellationToken);
    }

    private static bool IsOver(Entity lead, DateTimeOffset now) => lead.Instant("Since") <= now - LeadKept;

    /// <summary>A menu that somebody has deleted at LINE is made anew, and whoever had it is found by going through everybody.</summary>
    private async Task ForgetGoneAsync(IRichMenuAccount line, IReadOnlyDictionary<string, string> made, IReadOnlyList<string> gone, CancellationToken cancellationToken)
    {
        foreach ((string hash, _) in made.Where(m => gone.Contains(m.Value)))
        {
            await walk.BeginAnewAsync(line, cancellationToken);  // first: without the menu's row nothing would be left to say so
            await make.ForgetAsync(line.Account, hash, cancellationToken);
        }
    }
}

/// <summary>What a round did.</summary>
/// <param name="Shown">People who see another menu now, or none of their own any more.</param>
/// <param name="Refused">People whom LINE does not take.</param>
/// <param name="Gone">Menus that somebody has deleted at LINE; they are made anew.</param>
public sealed record MenuRound(int Shown, int Refused, int Gone)
{
    /// <summary>There was nothing to do.</summary>
    public static MenuRound Nothing { get; } = new(0, 0, 0);
}
