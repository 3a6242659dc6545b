using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending.Menus;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>What a shop has to do with rich menus.</summary>
internal sealed partial class TestShop
{
    public JourneyStore Store { get; private set; } = null!;

    public RichMenuLibrary RichMenus { get; private set; } = null!;

    public MenuPictures Pictures { get; private set; } = null!;

    public LinkMenus LinkMenus { get; private set; } = null!;

    public CountMenus CountMenus { get; private set; } = null!;

    /// <returns>Null in a world without LINE's menus.</returns>
    private MenuLeads? BeginMenus(IEntityTables tables)
    {
        Store = new JourneyStore(tables);
        RichMenus = new RichMenuLibrary(Store, Settings, world.Clocks);
        Pictures = new MenuPictures(tables);
        return world.RichMenus is null ? null : new MenuLeads(tables, RichMenus, world.Clocks);
    }

    private void AddMenus(IEntityTables tables, CustomerTraces traces, IRankModels models, ShopSettings settings)
    {
        LineFriends friends = new(Aliases, traces, Customers, world.Clocks);
        MakeMenus make = new(tables, Pictures);
        ShowMenus show = new(tables, friends, Customers, Suppressions, models, settings, world.Clocks);
        WalkMenus walk = new(tables, new AllCustomers(tables), Customers, Store, world.Clocks);
        LinkMenus = new LinkMenus(tables, RichMenus, make, show, walk, settings, world.Clocks, world.RichMenus);
        CountMenus = new CountMenus(tables, RichMenus, make, walk, world.RichMenus);
    }
}
