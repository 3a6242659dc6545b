using System.Collections.Concurrent;

namespace FollowUpFlows.Pipeline.State;

/// <summary>What was counted, and when: a count over many rows is of a moment that has passed.</summary>
/// <param name="CountedAt">On the shop clock, UTC.</param>
public sealed record Counted<T>(T Value, DateTimeOffset CountedAt);

/// <summary>Keeps counts that read many rows, so that however many people look, the rows are read once in a while: one count at a time,
/// and none while the last one is fresh.</summary>
/// <param name="freshFor">On the system clock.</param>
internal sealed class KeptCounts<TKey, T>(Clocks clocks, TimeSpan freshFor) : IDisposable
    where TKey : notnull
{
    private readonly SemaphoreSlim counting = new(1);
    private readonly ConcurrentDictionary<TKey, (Counted<T> Counted, DateTimeOffset Until)> kept = new();

    /// <inheritdoc/>
    public void Dispose() => counting.Dispose();

    /// <summary>The count, made by the caller when none is fresh; others wait for it meanwhile. One that fails is made by the next.</summary>
    public async Task<Counted<T>> OfAsync(TKey key, Func<Task<T>> count, CancellationToken cancellationToken)
    {
        if (Fresh(key) is { } known)
        {
            return known;
        }

        await counting.WaitAsync(cancellationToken);
        try
        {
            return Fresh(key) ?? await CountAsync(key, count);
        }
        finally
        {
            counting.Release();
        }
    }

    private async Task<Counted<T>> CountAsync(TKey key, Func<Task<T>> count)
    {
        DateTimeOffset began = clocks.Shop.GetUtcNow();  // what changes while it counts may be missing
        Counted<T> counted = new(await count(), began);
        DateTimeOffset now = clocks.System.GetUtcNow();
        foreach ((TKey old, (Counted<T> Counted, DateTimeOffset Until) entry) in kept)
        {
            if (entry.Until <= now)
            {
                kept.TryRemove(old, out _);
            }
        }

        kept[key] = (counted, now + freshFor);
        return counted;
    }

    private Counted<T>? Fresh(TKey key) => kept.TryGetValue(key, out (Counted<T> Counted, DateTimeOffset Until) entry) && clocks.System.GetUtcNow() < entry.Until ? entry.Counted : null;
}
