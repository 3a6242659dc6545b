using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>What has happened to a customer. It is in the ledger already; this says where to look.</summary>
public abstract record Cause
{
    private Cause()
    {
    }

    /// <summary>An order was entered or has changed.</summary>
    public sealed record OrderEntered(string SourceId, string OrderId) : Cause;

    /// <summary>Something other than a purchase was told.</summary>
    public sealed record EventTold(CustomerEvent Event) : Cause;

    /// <summary>The customer registered with the shop at that instant.</summary>
    public sealed record Registered(DateTimeOffset At) : Cause;

    /// <summary>A day of the shop has begun on which the customer may have been quiet for long enough.</summary>
    public sealed record DayBegun(DateOnly On) : Cause;

    /// <summary>An enrollment has come to its end.</summary>
    public sealed record Finished(string EnrollmentId, EndReason Reason) : Cause;

    /// <summary>Those inside are to go on in another version of their journey, and the enrollment has come to a place where it can.</summary>
    /// <param name="StepId">The step before which it stands.</param>
    public sealed record VersionChanged(string EnrollmentId, PublishedJourney To, string StepId) : Cause;

    /// <summary>A person wants those in a journey who would have entered it earlier.</summary>
    /// <param name="At">From when the steps count, UTC; null for now.</param>
    public sealed record BackFill(string JourneyId, DateTimeOffset? At) : Cause;

    /// <summary>A person wants the customer in a journey.</summary>
    public sealed record ByHand(string JourneyId) : Cause
    {
        /// <summary>What business keys begin with of those whom nothing but a person enrolled.</summary>
        public const string Key = "person";
    }

    /// <summary>Nothing but time.</summary>
    public sealed record Look : Cause;
}
