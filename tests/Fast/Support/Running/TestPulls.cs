using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Queues;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>What of a shop's process asks shop systems.</summary>
internal sealed class TestPulls
{
    public TestPulls(TestWorld world, IEntityTables tables, IWorkQueues queues, AcceptWebhook accept, Inbox inbox)
    {
        ShopApis apis = new(world.Apis);
        Changes = new NoteChanges(tables, apis, queues, world.Clocks);
        Health = new ShopHealth(tables, world.Clocks);
        PulledThings pulled = new(tables, accept);
        Poll = new PollShop(tables, apis, pulled, Health, new LookSooner(tables), world.Clocks);
        Fetch = new FetchThing(tables, apis, pulled, Health, inbox, queues, world.Clocks);
        Sweep = new SweepFetches(tables, inbox, queues, world.Clocks);
    }

    public NoteChanges Changes { get; }

    public ShopHealth Health { get; }

    public FetchThing Fetch { get; }

    public PollShop Poll { get; }

    public SweepFetches Sweep { get; }
}
