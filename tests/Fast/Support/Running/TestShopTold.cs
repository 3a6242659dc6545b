using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.Events;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>What comes back after messages went out, and what others are told.</summary>
internal sealed partial class TestShop
{
    /// <summary>Links that are followed, for worlds that want them.</summary>
    public static TrackingLinks Tracking { get; } = new(new Uri("https://follow.midori.example/"), [new byte[32]]);

    public RecordDelivery Deliveries { get; }

    public CountVisit Count { get; }

    public FollowLink Follow { get; }

    /// <summary>Null when the world has no topic; so is <see cref="Publishing"/>.</summary>
    public OutgoingEvents? Outgoing { get; }

    public PublishEvents? Publishing { get; }
}
