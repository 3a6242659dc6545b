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

    /// <summary>How many begin within an hour, ≥ 1; null for all at once. Needs <see cref="StartAt"/>.</summary>
    public int? PerHour { get; init; }

    /// <summary>How many enter at most, ≥ 1; null for all.</summary>
    public int? Max { get; init; }

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
/// <param name="Count">With the pages before.</param>
/// <param name="End">Where the next page goes on; null when everybody was looked at.</param>
public sealed record BackFillPage(BackFillCount Count, CustomerPlace? End);
