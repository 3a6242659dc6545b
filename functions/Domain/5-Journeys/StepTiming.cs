using FollowUpFlows.Domain.Shared;
using NodaTime;

namespace FollowUpFlows.Domain.Journeys;

/// <summary>When a step is due, counted from the trigger of the enrollment.</summary>
public abstract record StepTiming
{
    private StepTiming()
    {
    }

    /// <summary>The instant at which the step is due, UTC. May have passed already, which means now.</summary>
    /// <param name="triggeredAt">The instant of the trigger.</param>
    /// <param name="triggeredOn">Its shop-local day.</param>
    /// <param name="defaultAt">The shop's setting for days without a time.</param>
    public abstract DateTimeOffset DueAt(DateTimeOffset triggeredAt, DateOnly triggeredOn, LocalTime defaultAt, ShopCalendar calendar);

    /// <summary>Whole days after the trigger's; null for a step that follows the one before.</summary>
    public virtual int? Day => null;

    /// <summary>As soon as the step before is settled.</summary>
    public sealed record AtOnce : StepTiming
    {
        /// <inheritdoc/>
        public override DateTimeOffset DueAt(DateTimeOffset triggeredAt, DateOnly triggeredOn, LocalTime defaultAt, ShopCalendar calendar) => triggeredAt;
    }

    /// <summary>Calendar days after the trigger's day, at a time of the shop's wall clock.</summary>
    /// <param name="Days">0–<see cref="DaysMax"/>; 0 is the trigger's own day.</param>
    /// <param name="At">Null takes the shop's setting.</param>
    public sealed record OnDay(int Days, LocalTime? At) : StepTiming
    {
        /// <inheritdoc/>
        public override int? Day => Days;

        /// <inheritdoc/>
        public override DateTimeOffset DueAt(DateTimeOffset triggeredAt, DateOnly triggeredOn, LocalTime defaultAt, ShopCalendar calendar) =>
            calendar.At(triggeredOn.AddDays(Days), At ?? defaultAt);
    }

    /// <summary>Exactly so long after the trigger, whatever the wall clock says.</summary>
    /// <param name="Time">≥ 0.</param>
    public sealed record Exactly(TimeSpan Time) : StepTiming
    {
        /// <inheritdoc/>
        public override int? Day => Time.Days;

        /// <inheritdoc/>
        public override DateTimeOffset DueAt(DateTimeOffset triggeredAt, DateOnly triggeredOn, LocalTime defaultAt, ShopCalendar calendar) =>
            triggeredAt + Time;
    }

    /// <summary>Ten years: no follow-up plan looks further.</summary>
    public const int DaysMax = 3650;
}
