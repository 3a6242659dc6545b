namespace FollowUpFlows.Domain.Ledger;

/// <summary>How much marketing a customer wants, as they say themselves; the shop's own limits hold besides.</summary>
/// <param name="Frequency">At most how often.</param>
/// <param name="PausedUntil">Nothing goes out before then, UTC; null for a customer who does not pause.</param>
/// <param name="ChosenAt">When it was said, UTC.</param>
public sealed record Preferences(MailFrequency Frequency, DateTimeOffset? PausedUntil, DateTimeOffset ChosenAt)
{
    /// <summary>The days for which a customer can pause.</summary>
    public static IReadOnlyList<int> PauseDays { get; } = [30, 60, 90];

    /// <summary>In how many days of 24 hours one message may come; null for as many as the shop sends.</summary>
    public int? DaysBetween => Frequency switch
    {
        MailFrequency.Weekly => 7,
        MailFrequency.Monthly => 30,
        _ => null,
    };

    /// <summary>Whether nothing may go out at the instant; at the end of the pause it may.</summary>
    public bool IsPausedAt(DateTimeOffset instant) => instant < PausedUntil;
}

/// <summary>How often marketing may come, over all journeys and channels. Words are kept for ever.</summary>
public enum MailFrequency
{
    /// <summary>As often as the shop sends.</summary>
    Normal,

    /// <summary>At most once in seven days.</summary>
    Weekly,

    /// <summary>At most once in thirty days.</summary>
    Monthly,
}
