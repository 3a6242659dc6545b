namespace FollowUpFlows.Domain.Deliveries;

/// <summary>When a marketing journey pauses by itself because its e-mails do harm (section <c>Sending:AutoPause</c> of the settings).</summary>
public sealed record PauseRules
{
    /// <summary>A list of addresses that is worse than this is not one of people who agreed.</summary>
    public const decimal DefaultBouncePercent = 5;

    /// <summary>Where mailbox providers begin to refuse a sender.</summary>
    public const decimal DefaultComplaintPercent = 0.3m;

    /// <summary>Fewer messages say nothing.</summary>
    public const int DefaultMinimumSent = 300;

    /// <summary>A week.</summary>
    public const int DefaultWindowDays = 7;

    /// <summary>From which share of bounces (不達) on, in percent of all outcomes; null for never.</summary>
    public decimal? BouncePercent { get; init; } = DefaultBouncePercent;

    /// <summary>From which share of complaints (迷惑報告) on, in percent of what was delivered; null for never.</summary>
    public decimal? ComplaintPercent { get; init; } = DefaultComplaintPercent;

    /// <summary>Of how many outcomes at least, ≥ 1.</summary>
    public int MinimumSent { get; init; } = DefaultMinimumSent;

    /// <summary>Within how many shop days, today included, ≥ 1.</summary>
    public int WindowDays { get; init; } = DefaultWindowDays;

    /// <summary>Why a journey with these outcomes pauses; null when it does not. A share that is exactly the limit pauses.</summary>
    public PauseCause? CauseOf(DeliveryTally tally) =>
        tally.Outcomes < MinimumSent ? null
        : Reaches(tally.Bounced, tally.Outcomes, BouncePercent) ? PauseCause.Bounces
        : Reaches(tally.Complained, tally.Delivered, ComplaintPercent) ? PauseCause.Complaints
        : null;

    private static bool Reaches(long count, long all, decimal? percent) => percent is { } limit && count > 0 && count * 100m >= limit * all;
}

/// <summary>What became of the e-mails of a journey in some days.</summary>
public sealed record DeliveryTally(long Delivered, long Bounced, long Complained)
{
    /// <summary>Messages of which it is known whether they arrived.</summary>
    public long Outcomes => Delivered + Bounced;

    /// <summary>Both together.</summary>
    public DeliveryTally Plus(DeliveryTally other) => new(Delivered + other.Delivered, Bounced + other.Bounced, Complained + other.Complained);

    /// <summary>What one fact counts; null when it counts nothing.</summary>
    public static DeliveryTally? Of(DeliveryKind kind) => kind switch
    {
        DeliveryKind.Delivered => new DeliveryTally(1, 0, 0),
        DeliveryKind.Bounced => new DeliveryTally(0, 1, 0),
        DeliveryKind.Complained => new DeliveryTally(0, 0, 1),
        _ => null,
    };
}

/// <summary>Why a journey pauses. Words are kept for ever.</summary>
public enum PauseCause
{
    /// <summary>Too many addresses do not exist.</summary>
    Bounces,

    /// <summary>Too many customers called it spam.</summary>
    Complaints,
}
