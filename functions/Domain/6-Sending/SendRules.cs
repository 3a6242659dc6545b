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

    /// <summary>No limits at all, as in a simulation.</summary>
    public static SendRules Unlimited { get; } = new() { QuietHours = null };
}

/// <summary>A part of every day on the shop's wall clock.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="Until">Its first moment not any more; before <paramref name="From"/> it lies on the next day.</param>
public sealed record DailyTimes(LocalTime From, LocalTime Until);

/// <summary>Most messages in any so many days.</summary>
/// <param name="Count">≥ 1.</param>
/// <param name="Days">≥ 1, of 24 hours.</param>
public sealed record FrequencyCap(int Count, int Days);
