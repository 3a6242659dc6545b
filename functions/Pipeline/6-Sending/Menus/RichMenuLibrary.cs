using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Sending.Menus;

/// <summary>The published rich menus: the newest version that can be read.</summary>
public sealed class RichMenuLibrary(JourneyStore store, ShopSettings shop, Clocks clocks)
{
    private readonly NewestReadable<RichMenuSet> newest =
        new(store.RichMenus, "rich menus", (_, files) => RichMenuBundle.ReadKept(files, shop.RankModelId), clocks.System);

    /// <summary>Null while none were ever published.</summary>
    public async Task<RichMenuSet?> CurrentAsync(CancellationToken cancellationToken) =>
        (await newest.LookAsync(cancellationToken)).Values is [var menus, ..] ? menus : null;

    /// <summary>What is wrong with newer versions that cannot be read.</summary>
    public async Task<IReadOnlyList<TemplateFault>> FaultsAsync(CancellationToken cancellationToken) =>
        (await newest.LookAsync(cancellationToken)).Faults;

    /// <summary>Makes the next look see what was published just now.</summary>
    public void Forget() => newest.Forget();
}
