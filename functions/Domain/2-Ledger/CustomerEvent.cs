using System.Globalization;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ledger;

/// <summary>Something that a customer did other than buying, as it was told.</summary>
/// <param name="Key">The same however often it is told.</param>
/// <param name="Type">Lower-case word such as <c>click</c>, <c>survey</c>, <c>referral</c>.</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="On">Its shop-local day; a date that the source gave is kept as it is.</param>
/// <param name="Value">An answer, a link, a note; null when there is none. It weighs nothing.</param>
public sealed record CustomerEvent(string Key, string Type, DateTimeOffset At, DateOnly On, string? Value)
{
    /// <summary>As rank models see it.</summary>
    public EngagementEvent Engagement => new(Type, On);

    /// <summary>The key of an event that has none of its own: what happened twice at one instant with one value happened once.</summary>
    public static string KeyOf(string type, DateTimeOffset at, string? value) =>
        OpaqueId.Of(26, type, at.UtcTicks.ToString(CultureInfo.InvariantCulture), value ?? "");
}
