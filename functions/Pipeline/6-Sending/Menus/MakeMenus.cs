using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Menus;

/// <summary>Creates rich menus at LINE, each once: a menu whose hash is known is never created again. Ended anywhere, the next call goes on
/// from there.</summary>
public sealed class MakeMenus(IEntityTables tables, MenuPictures pictures)
{
    /// <summary>Creates those that LINE does not have yet.</summary>
    /// <returns>LINE's ids of all of them, by hash.</returns>
    /// <exception cref="ChannelException">LINE did not take one of them.</exception>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(IRichMenuAccount line, IEnumerable<RichMenu> menus, CancellationToken cancellationToken)
    {
        Dictionary<string, string> made = new(await MadeAsync(line.Account, cancellationToken), StringComparer.Ordinal);
        foreach (RichMenu menu in menus.Where(m => !made.ContainsKey(m.Hash)).DistinctBy(m => m.Hash))
        {
            string richMenuId = await MakeAsync(line, menu, cancellationToken);
            Entity row = new EntityProperties().Set("RichMenuId", richMenuId).Set("MenuId", menu.Id).Row(MenuRows.MadePartition(line.Account), menu.Hash);
            await tables.WriteAsync(Tables.LineMenus, row.PartitionKey, new EntityChange.Put(row), cancellationToken);
            made[menu.Hash] = richMenuId;
        }

        return made;
    }

    /// <summary>LINE's ids of those that were made, by hash.</summary>
    public async Task<IReadOnlyDictionary<string, string>> MadeAsync(string account, CancellationToken cancellationToken)
    {
        Dictionary<string, string> made = new(StringComparer.Ordinal);
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.LineMenus, MenuRows.MadePartition(account)), cancellationToken))
        {
            made[row.RowKey] = row.Text("RichMenuId")!;
        }

        return made;
    }

    /// <summary>Removes those that nobody needs any more, at LINE and here.</summary>
    /// <param name="needed">Hashes.</param>
    public async Task TidyAsync(IRichMenuAccount line, IReadOnlySet<string> needed, CancellationToken cancellationToken)
    {
        foreach ((string hash, string richMenuId) in await MadeAsync(line.Account, cancellationToken))
        {
            if (!needed.Contains(hash))
            {
                await line.DeleteAsync(richMenuId, cancellationToken);
                await ForgetAsync(line.Account, hash, cancellationToken);
            }
        }
    }

    /// <summary>LINE has them no more.</summary>
    public async Task ForgetAsync(string account, string hash, CancellationToken cancellationToken) =>
        await tables.WriteAsync(Tables.LineMenus, MenuRows.MadePartition(account), new EntityChange.Delete(hash), cancellationToken);

    private async Task<string> MakeAsync(IRichMenuAccount line, RichMenu menu, CancellationToken cancellationToken)
    {
        // LINE knows no retry key here: one whose answer was lost is found by its name.
        string richMenuId = await line.FindAsync(menu.Mark, cancellationToken) ?? await line.CreateAsync(menu.Body, cancellationToken);
        byte[] picture = await pictures.ReadAsync(menu.Picture.Hash, cancellationToken);
        return await line.UploadAsync(richMenuId, menu.Picture.Type, picture, cancellationToken)
            ? richMenuId
            : throw new ChannelException(Channel.Line, ChannelFailure.Temporary, $"the rich menu '{menu.Id}' was deleted at LINE while it was made");
    }
}
