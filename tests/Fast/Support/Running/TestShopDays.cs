using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>What begins days.</summary>
internal sealed partial class TestShop
{
    public BeginDay BeginDay { get; }

    public CalendarDays Calendar { get; }

    public Clocks Clocks => world.Clocks;
}
