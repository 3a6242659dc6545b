using FollowUpFlows.Domain.Shared;
using NodaTime;

namespace FollowUpFlows.Domain.Journeys;

public abstract partial record Trigger
{
    /// <summary>A day of the shop's own calendar on which everybody of a segment enters, once (一斉配信).</summary>
    /// <param name="On">Shop-local.</param>
    /// <param name="At">Null takes the shop's setting.</param>
    /// <param name="Segment">Whom of those that the gate admits it is for, as they are when it begins; null for all.</param>
    public sealed record Broadcast(DateOnly On, LocalTime? At, BranchCondition? Segment) : Trigger
    {
        /// <summary>Past its time by more than that it does not begin any more: news of yesterday is none.</summary>
        public static readonly TimeSpan LateMax = TimeSpan.FromHours(24);

        /// <summary>How many begin within an hour, ≥ 1; null for all at once.</summary>
        public int? PerHour { get; init; }

        /// <summary>The budget: most customers who enter, ≥ 1; null for everybody of the segment.</summary>
        public int? Max { get; init; }

        /// <summary>Most messages of it that go by LINE, each of which LINE counts, ≥ 1; whoever comes after that gets it on the step's next channel.
        /// Null for no limit.</summary>
        public int? LineMax { get; init; }

        /// <summary>Whether a person has to approve of it before it begins.</summary>
        public bool NeedsApproval { get; init; }

        /// <summary>When it begins, UTC.</summary>
        /// <param name="defaultAt">The shop's setting for days without a time.</param>
        public DateTimeOffset StartsAt(LocalTime defaultAt, ShopCalendar calendar) => calendar.At(On, At ?? defaultAt);
    }
}
