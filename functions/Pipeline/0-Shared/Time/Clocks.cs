namespace FollowUpFlows.Pipeline;

/// <summary>The two clocks of the product, which must never be mixed up.</summary>
/// <param name="Shop">Due dates, ranks, journeys, schedules; may be virtual or run fast.</param>
/// <param name="System">Leases, time-outs, signature ages, provider retries; always real.</param>
public sealed record Clocks(TimeProvider Shop, TimeProvider System)
{
    /// <summary>The key under which the shop clock is registered as a <see cref="TimeProvider"/>; the embedded runtime
    /// runs its timers on it.</summary>
    public const string ShopClockKey = "shop";

    /// <summary>Seconds of the shop clock in a real second, ≥ 1.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>When so much real time will have passed, on the shop clock, UTC.</summary>
    /// <param name="real">Up to some days.</param>
    public DateTimeOffset ShopAfter(TimeSpan real)
    {
        DateTimeOffset now = Shop.GetUtcNow();
        return real <= (DateTimeOffset.MaxValue - now) / Speed ? now + (real * Speed) : DateTimeOffset.MaxValue;
    }

    /// <summary>This moment.</summary>
    public Moment Now() => new(Shop.GetUtcNow(), System.GetUtcNow());
}

/// <summary>One moment on both clocks, UTC.</summary>
public readonly record struct Moment(DateTimeOffset Shop, DateTimeOffset System);
