using System.Diagnostics.CodeAnalysis;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Multicasts;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>The calls for many.</summary>
internal sealed partial class TestShop
{
    public SendMulticasts Multicasts { get; private set; }

    /// <summary>Which broadcasts pause.</summary>
    public BroadcastPauses BroadcastPauses { get; }

    public LineBudgets Budgets { get; }

    public ForeseeSends Foresee { get; private set; }

    private MulticastStore Together { get; set; }

    [MemberNotNull(nameof(Multicasts), nameof(Together), nameof(Foresee))]
    private JoinMulticast BeginMulticasts(IEntityTables tables, SendCases cases, HandOver handOver, Fuse until)
    {
        Foresee = new ForeseeSends(cases, Settings);
        Together = new MulticastStore(tables, world.Clocks);
        IMulticast? multicast = world.Multicast is { } many ? new FusedMulticast(many, until) : null;
        Multicasts = new SendMulticasts(Together, new MulticastMembers(Together, Customers, Sends, cases, Library, world.Clocks, world.Reserve), world.Clocks, multicast);
        return new JoinMulticast(Together, handOver, Customers, world.Clocks, multicast);
    }
}
