using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Channels.Line;

/// <summary>What is left of the month's messages: what LINE said last, and what was pushed here since. Nobody waits for LINE here but who
/// refreshes it.</summary>
public sealed class LineQuotaWatch(LineClient line, LineSettings settings, TimeProvider clock) : IMarketingReserve
{
    /// <summary>Another month may have begun by then.</summary>
    public static readonly TimeSpan KnownFor = TimeSpan.FromHours(6);

    private readonly Lock sync = new();
    private LineQuotaState? latest;

    /// <summary>What the shop has set.</summary>
    public LineQuotaSettings Settings => settings.Quota;

    /// <summary>Null while LINE has not said it, and when that was too long ago.</summary>
    public LineQuotaState? Latest
    {
        get
        {
            lock (sync)
            {
                return latest is { } known && clock.GetUtcNow() - known.ReadAt < KnownFor ? known : null;
            }
        }
    }

    /// <summary>Of now.</summary>
    public LineQuotaLevel Level => Latest is not { } known ? LineQuotaLevel.Unknown
        : known.Share >= Settings.AlertPercent / 100m ? LineQuotaLevel.Critical
        : known.Share >= Settings.WarnPercent / 100m ? LineQuotaLevel.High
        : LineQuotaLevel.Enough;

    /// <summary>Asks LINE: two calls.</summary>
    /// <exception cref="ChannelException">LINE did not say; what was known stays.</exception>
    public async Task<LineQuotaState> RefreshAsync(CancellationToken cancellationToken)
    {
        LineQuota quota = await line.QuotaAsync(cancellationToken);
        LineQuotaState read = new(quota.Limit, quota.Used, clock.GetUtcNow());
        lock (sync)
        {
            latest = read;
        }

        return read;
    }

    /// <summary>LINE took a message to so many people: they are counted before LINE says so.</summary>
    public void NoteTaken(int count = 1)
    {
        lock (sync)
        {
            latest = latest is { } known ? known with { Used = known.Used + count } : null;
        }
    }

    /// <inheritdoc/>
    public long? Room(Channel channel) => channel == Channel.Line && Settings.Reserve > 0 && Latest is { Left: { } left } ? left - Settings.Reserve : null;

    /// <inheritdoc/>
    public bool IsReached(Channel channel) => Room(channel) <= 0;
}

/// <summary>The month's messages as far as they are known.</summary>
/// <param name="Limit">Null when there is none.</param>
/// <param name="Used">About: LINE counts it up during the day, with what people send by hand.</param>
/// <param name="ReadAt">When LINE said it, UTC.</param>
public sealed record LineQuotaState(long? Limit, long Used, DateTimeOffset ReadAt)
{
    /// <summary>Not below 0; null without a limit.</summary>
    public long? Left => Limit is { } limit ? Math.Max(0, limit - Used) : null;

    /// <summary>From 0, above 1 when more was sent than bought; null without a limit.</summary>
    public decimal? Share => Limit is { } limit ? (limit == 0 ? 1 : (decimal)Used / limit) : null;
}
