using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using NodaTime;

namespace FollowUpFlows.Domain.Sending;

/// <summary>When marketing may reach customers, and how often (section <c>Sending</c> of the settings).</summary>
public sealed record SendRules
{
    /// <summary>When nothing is sent (配信不可時間帯); null for never. Default 21:00–08:00.</summary>
    public DailyTimes? QuietHours { get; init; } = new(new LocalTime(21, 0), new LocalTime(8, 0));

    /// <summary>When something may be sent at all (配信可能時間帯); null for any time outside the quiet hours.</summary>
    public DailyTimes? Window { get; init; }

    /// <summary>Most messages per customer over all journeys (配信頻度上限); null until the shop sets one.</summary>
    public FrequencyCap? Cap { get; init; }

    /// <summary>The same for customers of some ranks; all that are for a customer hold, with <see cref="Cap"/>.</summary>
    public IReadOnlyList<RankCap> RankCaps { get; init; } = [];

    /// <summary>All caps that hold for somebody of that standing, any order.</summary>
    /// <param name="standing">Under the shop's own rank model; null for somebody who has none.</param>
    public IEnumerable<FrequencyCap> CapsOf(Standing? standing) =>
        RankCaps.Where(c => c.Holds(standing)).Select(c => c.Cap).Concat(Cap is { } cap ? [cap] : []);

    /// <summary>Days on which nothing is sent (休止期間); they leave some days of every year.</summary>
    public IReadOnlyList<PauseDates> PauseDates { get; init; } = [];

    /// <summary>No limits at all, as in a simulation.</summary>
    public static SendRules Unlimited { get; } = new() { QuietHours = null };

    /// <summary>Whether there is a time of day at which something may be sent.</summary>
    public bool EverOpens => (QuietHours is null && Window is null) || Openings.Any(MayGoAt);

    /// <summary>Whether the instant lies in the quiet hours.</summary>
    public bool IsQuiet(DateTimeOffset instant, ShopCalendar calendar) => QuietHours?.Contains(calendar.TimeOf(instant)) == true;

    /// <summary>Whether the instant lies on a day on which nothing is sent.</summary>
    public bool IsPaused(DateTimeOffset instant, ShopCalendar calendar) =>
        PauseDates.Count > 0 && calendar.DateOf(instant) is var day && PauseDates.Any(d => d.LastOf(day) is not null);

    /// <summary>Whether quiet hours and window let something go at the instant.</summary>
    public bool MayGo(DateTimeOffset instant, ShopCalendar calendar) => (QuietHours is null && Window is null) || MayGoAt(calendar.TimeOf(instant));

    /// <summary>The first moment from the instant on at which something may go, UTC; the instant itself when it may.</summary>
    /// <exception cref="InvalidOperationException">It never may (<see cref="EverOpens"/>).</exception>
    public DateTimeOffset NextOpening(DateTimeOffset instant, ShopCalendar calendar)
    {
        DateTimeOffset at = NextHour(instant, calendar);
        while (IsPaused(at, calendar))
        {
            DateOnly day = calendar.DateOf(at);
            DateOnly last = PauseDates.Select(d => d.LastOf(day)).OfType<DateOnly>().Max();
            at = NextHour(calendar.StartOf(last.AddDays(1)), calendar);
        }

        return at;
    }

    private DateTimeOffset NextHour(DateTimeOffset instant, ShopCalendar calendar)
    {
        if (MayGo(instant, calendar))
        {
            return instant;
        }

        if (!EverOpens)
        {
            throw new InvalidOperationException("Quiet hours and window leave no time of day at which anything may be sent.");
        }

        return WallClock.MomentsFrom(instant, [.. Openings], calendar).Where(m => m > instant && MayGo(m, calendar)).Min();
    }

    /// <summary>The only times at which a day can open; clocks that are put forward or back can open it at other moments.</summary>
    private IEnumerable<LocalTime> Openings
    {
        get
        {
            if (QuietHours is { } quiet)
            {
                yield return quiet.Until;
            }

            if (Window is { } window)
            {
                yield return window.From;
            }
        }
    }

    private bool MayGoAt(LocalTime time) => QuietHours?.Contains(time) != true && Window?.Contains(time) != false;
}

/// <summary>A part of every day on the shop's wall clock.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="Until">Its first moment not any more; before <paramref name="From"/> it lies on the next day, the same as it means the whole day.</param>
public sealed record DailyTimes(LocalTime From, LocalTime Until)
{
    /// <summary>Whether the wall clock shows a time of it.</summary>
    public bool Contains(LocalTime time) => From < Until ? time >= From && time < Until : time >= From || time < Until;
}

/// <summary>Most messages in any so many days.</summary>
/// <param name="Count">≥ 1.</param>
/// <param name="Days">≥ 1, of 24 hours.</param>
public sealed record FrequencyCap(int Count, int Days)
{
    /// <summary>The first moment from now on at which another message keeps within the cap; now itself when it does.</summary>
    /// <param name="sentAt">In any order. One that is exactly so many days old counts no longer; one of the future, before the clock was
    /// set back, counts.</param>
    public DateTimeOffset FreeAt(IReadOnlyList<DateTimeOffset> sentAt, DateTimeOffset now)
    {
        if (sentAt.Count < Count)
        {
            return now;
        }

        DateTimeOffset freeAt = sentAt.OrderDescending().ElementAt(Count - 1).AddDays(Days);
        return freeAt > now ? freeAt : now;
    }
}
