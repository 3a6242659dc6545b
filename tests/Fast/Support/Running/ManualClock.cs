namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>A clock that moves when it is told to.</summary>
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public void Advance(TimeSpan time) => Interlocked.Add(ref ticks, time.Ticks);

    /// <summary>Moves on to the instant; never back.</summary>
    public void MoveTo(DateTimeOffset instant) => Interlocked.Exchange(ref ticks, Math.Max(GetUtcNow().UtcTicks, instant.UtcTicks));
}
