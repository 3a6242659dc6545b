using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>A send step that is due.</summary>
/// <param name="State">As read at the beginning of the step.</param>
/// <param name="DueAt">On the way of the enrollment (<see cref="StepVisit"/>), UTC.</param>
public sealed record DueSend(CustomerState State, Enrollment Enrollment, PublishedJourney Journey, Step.Send Step, DateTimeOffset DueAt)
{
    /// <summary>Under the model of the journey's gate, else of the shop; null where there is none.</summary>
    public Standing? Standing { get; init; }

    /// <summary>Under the shop's own model, by which caps are chosen; null where there is none.</summary>
    public Standing? ShopStanding { get; init; }

    internal string CustomerId => State.CustomerId;

    /// <summary>A notice to a program is no advertising, whatever the journey is for.</summary>
    internal Purpose Purpose => Step.IsNotice ? Purpose.Transactional : Journey.Definition.Purpose;

    /// <summary>The row until it is decided.</summary>
    internal SendRow Planned => PlannedSends.Planned(Enrollment, Step, DueAt);

    /// <summary>The row of a decision.</summary>
    /// <param name="settledAt">When it is final; null while it is not.</param>
    internal SendRow Decided(Channel channel, SendState state, string? reason = null, DateTimeOffset? settledAt = null)
    {
        SendRow planned = Planned;
        return planned with
        {
            Key = planned.Key with { Channel = channel },
            State = state,
            Purpose = Purpose,
            RankId = Standing?.RankId,
            Reason = reason,
            SettledAt = settledAt,
        };
    }
}

/// <summary>What became of a send step that was due.</summary>
/// <param name="State">The customer afterwards.</param>
public abstract record SendOutcome(CustomerState State)
{
    /// <summary>Nothing more is to be done about it without a person.</summary>
    public sealed record Settled(SendRow Row, CustomerState State) : SendOutcome(State);

    /// <summary>It is to be decided again at that moment, UTC; later steps go on.</summary>
    public sealed record Deferred(DateTimeOffset Until, CustomerState State) : SendOutcome(State);

    /// <summary>Nothing is decided: it is to be looked at again, from that state, at once.</summary>
    internal sealed record Reopened(CustomerState State) : SendOutcome(State);

    /// <summary>The enrollment ended in the meantime, and the ledger has no row of the step that could go.</summary>
    public sealed record EnrollmentEnded(CustomerState State) : SendOutcome(State);
}
