using System.Collections.Immutable;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Ranking;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>What is to be back-filled, and how.</summary>
/// <param name="IsPreview">Only counts.</param>
/// <param name="PerDay">How many begin on one day at most, ≥ 1; null for all on the first.</param>
/// <param name="AskedAt">When it was asked for, on the shop clock, UTC.</param>
/// <param name="StartOn">The first shop-local day on which somebody begins.</param>
/// <param name="RankModelId">By which the count shows ranks; null for the shop's.</param>
public sealed record BackFillOrder(string JourneyId, bool IsPreview, int? PerDay, DateTimeOffset AskedAt, DateOnly StartOn, string? RankModelId)
{
    /// <summary>When the first begins, UTC; null for now.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>How many begin within an hour, ≥ 1; null for all at once. Needs <see cref="StartAt"/>. Each has a turn, and enters at it, not before.</summary>
    public int? PerHour { get; init; }

    /// <summary>How many enter at most, ≥ 1; null for all.</summary>
    public int? Max { get; init; }

    /// <summary>The same with the next turn at that moment, or at its own where that is later; all turns behind it keep their distance.</summary>
    /// <param name="at">UTC.</param>
    /// <param name="entered">How many have entered before.</param>
    public BackFillOrder NotBefore(DateTimeOffset at, int entered, ShopCalendar calendar) =>
        PerHour is not null && AtOf(entered, calendar) is { } turn && turn < at ? this with { StartAt = StartAt + (at - turn) } : this;

    /// <summary>When the next one begins, UTC; null for now.</summary>
    /// <param name="entered">How many have entered before.</param>
    public DateTimeOffset? AtOf(int entered, ShopCalendar calendar)
    {
        if (StartAt is { } first)
        {
            return PerHour is { } perHour ? first + (TimeSpan.FromHours(1) * ((double)entered / perHour)) : first;
        }

        int days = PerDay is { } perDay ? Math.Min(entered / perDay, BackFillJourney.SpreadDaysMax - 1) : 0;
        return days == 0 ? null : calendar.StartOf(StartOn.AddDays(days));
    }
}

/// <summary>What a back-fill has come to, or would come to, so far.</summary>
/// <param name="Looked">Customers that were looked at.</param>
/// <param name="Entered">Those who enter.</param>
/// <param name="ByRank">The same by held rank; those whom the model has not ranked under <c>-</c>.</param>
/// <param name="ByDay">Messages by the shop-local day on which they are due, as far as that can be foreseen: before quiet hours and caps.</param>
public sealed record BackFillCount(int Looked, int Entered, ImmutableSortedDictionary<string, int> ByRank, ImmutableSortedDictionary<DateOnly, int> ByDay)
{
    /// <summary>Nobody was looked at.</summary>
    public static BackFillCount None { get; } = new(0, 0, ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal), ImmutableSortedDictionary<DateOnly, int>.Empty);

    private const string Unranked = "-";

    /// <summary>Those who would enter, were it not for the limit.</summary>
    public int Over { get; init; }

    /// <summary>Those of whom what is kept cannot be read: they are left out, and stop nobody else.</summary>
    public int Unreadable { get; init; }

    /// <summary>The messages by channel, of those that can be foreseen; null unless a broadcast is previewed.</summary>
    public SendForecast? Sends { get; init; }

    /// <summary>One more.</summary>
    internal BackFillCount With(string? rankId, IEnumerable<DateOnly> days)
    {
        string rank = rankId ?? Unranked;
        return this with
        {
            Entered = Entered + 1,
            ByRank = ByRank.SetItem(rank, ByRank.GetValueOrDefault(rank) + 1),
            ByDay = days.Aggregate(ByDay, (all, day) => all.SetItem(day, all.GetValueOrDefault(day) + 1)),
        };
    }
}

/// <summary>What a page came to.</summary>
/// <param name="Order">With which the next page goes on: turns may have been moved.</param>
/// <param name="Count">With the pages before.</param>
/// <param name="End">Where the next page goes on; null at the beginning, and when everybody was looked at.</param>
public sealed record BackFillPage(BackFillOrder Order, BackFillCount Count, CustomerPlace? End)
{
    /// <summary>The turn of whoever comes next, and has to wait for it, UTC; null when nobody waits.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Whether everybody was looked at.</summary>
    public bool IsLast => End is null && NextAt is null;
}
