using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Journeys;

/// <summary>A length of time as a plan states it: <c>3d</c> are calendar days, <c>PT2H</c> is exact.</summary>
public abstract record PlanTime
{
    private PlanTime()
    {
    }

    /// <summary>The instant so long after another.</summary>
    public abstract DateTimeOffset After(DateTimeOffset instant, ShopCalendar calendar);

    /// <summary>So many days later, at the same time of the shop's wall clock.</summary>
    /// <param name="Count">0–<see cref="StepTiming.DaysMax"/>.</param>
    public sealed record Days(int Count) : PlanTime
    {
        /// <inheritdoc/>
        public override DateTimeOffset After(DateTimeOffset instant, ShopCalendar calendar) =>
            calendar.At(calendar.DateOf(instant).AddDays(Count), calendar.TimeOf(instant));
    }

    /// <summary>Whatever the wall clock says.</summary>
    /// <param name="Time">≥ 0.</param>
    public sealed record Exactly(TimeSpan Time) : PlanTime
    {
        /// <inheritdoc/>
        public override DateTimeOffset After(DateTimeOffset instant, ShopCalendar calendar) => instant + Time;
    }
}
