namespace FollowUpFlows.Tests.Contract.Storage.Queues;

/// <summary>A clock that goes when it is told to.</summary>
public sealed class ManualClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
