using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <summary>The reports that there are. Words are kept for ever.</summary>
public enum ReportName
{
    /// <summary>Revenue, orders and buyers, month by month.</summary>
    Sales,

    /// <summary>What each rank brings, and the 80 % line.</summary>
    RevenueByRank,

    /// <summary>Where customers stood, and where they stand.</summary>
    RankMigration,

    /// <summary>What a changed rank model would do.</summary>
    WhatIf,

    /// <summary>Repeat and LTV curves by the month of the first order.</summary>
    Cohorts,

    /// <summary>Who came back after the first order (F2転換).</summary>
    SecondPurchase,

    /// <summary>Discount and margin by rank.</summary>
    Discounts,

    /// <summary>Who repeats but does not grow.</summary>
    StalledRepeaters,

    /// <summary>How often customers buy when they are approached.</summary>
    PurchaseRate,

    /// <summary>What became of the messages of every step and version.</summary>
    Funnel,

    /// <summary>The certificates of days.</summary>
    Certificates,

    /// <summary>For whom there is a plan.</summary>
    Coverage,

    /// <summary>Those who brought others, beside those who did not.</summary>
    Referrers,

    /// <summary>The monthly review (月次レビュー): all of them but the what-if.</summary>
    Monthly,
}

/// <summary>A report that is wanted.</summary>
public sealed record ReportRequest(ReportName Name)
{
    /// <summary>The first day; null takes the report's own: a year, a month, or 30 days before the last.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day; null takes <see cref="AsOf"/>.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The day at whose end the shop is looked at; null takes <see cref="To"/>, and without either it is today.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>A published rank model; null takes the shop's own.</summary>
    public string? ModelId { get; init; }

    /// <summary>For a what-if.</summary>
    public IReadOnlyList<RankChange> Changes { get; init; } = [];

    /// <summary>How long after a message an order counts as its answer.</summary>
    public int WindowDays { get; init; } = PurchaseAfterApproach.DefaultWindowDays;
}

/// <summary>A report as it was made.</summary>
/// <param name="Span">The days that it is about; for one day both are that day.</param>
/// <param name="MadeAt">On the shop clock, UTC.</param>
/// <param name="ModelId">The rank model; null where none is needed.</param>
public sealed record Report(ReportName Name, ReportSpan Span, DateTimeOffset MadeAt, string? ModelId, IReadOnlyList<ReportTable> Tables)
{
    /// <summary>What a reader must know besides.</summary>
    public IReadOnlyList<LocalText> Notes { get; init; } = [];
}

/// <summary>A report or why it cannot be made.</summary>
/// <param name="Refusal">What was expected, and what to do; null when it was made.</param>
public sealed record ReportAnswer(IReadOnlyList<Report> Reports, string? Refusal)
{
    internal static ReportAnswer Refused(string why) => new([], why);
}
