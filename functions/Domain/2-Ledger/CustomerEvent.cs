using System.Globalization;
using FollowUpFlows.Domain.Intake;
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
    private const int KeyLength = 26;

    /// <summary>As rank models see it.</summary>
    public EngagementEvent Engagement => new(Type, On);

    /// <summary>What a source told, on the shop's calendar.</summary>
    public static CustomerEvent Of(SourceEvent told, ShopCalendar calendar) => new(
        told.EventId is { } id ? OpaqueId.Of(KeyLength, "id", id) : KeyOf(told.Type, told.At, told.Value),
        told.Type,
        told.At,
        told.On ?? calendar.DateOf(told.At),
        told.Value);

    /// <summary>One of several events that a source cannot tell apart, counted from 1; the first is this one.</summary>
    public CustomerEvent Occurrence(int number) =>
        number == 1 ? this : this with { Key = OpaqueId.Of(KeyLength, Key, number.ToString(CultureInfo.InvariantCulture)) };

    /// <summary>The key of an event that has none of its own: what happened twice at one instant with one value happened once.</summary>
    public static string KeyOf(string type, DateTimeOffset at, string? value) =>
        OpaqueId.Of(KeyLength, type, at.UtcTicks.ToString(CultureInfo.InvariantCulture), value ?? "");
}
