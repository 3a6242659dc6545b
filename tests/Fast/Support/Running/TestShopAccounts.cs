using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>What a shop has to do with connecting LINE accounts.</summary>
internal sealed partial class TestShop
{
    public AskToConnect AskConnect { get; private set; } = null!;

    public BeginConnecting BeginConnect { get; private set; } = null!;

    public DisconnectLine Disconnect { get; private set; } = null!;

    private ConnectLine Connecting(CustomerTraces traces)
    {
        LineFriends friends = new(Aliases, traces, Customers, world.Clocks);
        AskConnect = new AskToConnect(friends, Aliases, Customers, React, Settings, world.Clocks);
        BeginConnect = new BeginConnecting(Customers, world.Clocks, world.LineDialog);
        Disconnect = new DisconnectLine(friends, Settings, world.Clocks);
        return new ConnectLine(friends, Aliases, Customers, Settings);
    }
}
