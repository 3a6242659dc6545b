using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Sending.Certificates;

/// <summary>One day of the shop: 23 or 25 hours long where the clocks change.</summary>
/// <param name="From">Its first instant, UTC.</param>
/// <param name="Until">The first instant of the next day, UTC.</param>
public sealed record ShopDay(DateOnly On, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>The day of that date.</summary>
    public static ShopDay Of(DateOnly on, ShopCalendar calendar) => new(on, calendar.StartOf(on), calendar.StartOf(on.AddDays(1)));

    /// <summary>Whether the instant falls on the day.</summary>
    public bool Contains(DateTimeOffset instant) => instant >= From && instant < Until;
}
