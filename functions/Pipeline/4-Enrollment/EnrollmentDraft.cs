using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;
using NodaTime;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>A customer's enrollments while a change is being decided: what the rules see of each other, before anything is written.</summary>
/// <param name="review">Where the customer stands now.</param>
/// <param name="active">The journeys that enroll the customer, by id, in the version that does.</param>
/// <param name="sendAt">The shop's setting of now.</param>
/// <param name="pinned">The versions that the customer's enrollments keep to; one that cannot be read is missing.</param>
internal sealed class EnrollmentDraft(
    CustomerState state,
    RankReview review,
    IReadOnlyList<PublishedJourney> active,
    IReadOnlyDictionary<string, PublishedJourney> pinned,
    DateTimeOffset now,
    LocalTime sendAt)
{
    private readonly Dictionary<string, Enrollment> all = state.Enrollments.ToDictionary(e => e.EnrollmentId, StringComparer.Ordinal);
    private readonly HashSet<string> added = new(StringComparer.Ordinal);
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PublishedJourney> begun = new(StringComparer.Ordinal);
    private readonly List<Choice> ways = [];
    private IReadOnlyList<(Enrollment Enrollment, JourneyDefinition Journey)>? running;

    public CustomerState State => state;

    public RankReview Review => review;

    public IReadOnlyList<PublishedJourney> Active => active;

    public DateTimeOffset Now => now;

    public LocalTime SendAt => sendAt;

    public IReadOnlyCollection<Enrollment> All => all.Values;

    public IEnumerable<Enrollment> Added => all.Values.Where(e => added.Contains(e.EnrollmentId));

    /// <summary>Without those that are new.</summary>
    public IEnumerable<Enrollment> Changed => all.Values.Where(e => changed.Contains(e.EnrollmentId) && !added.Contains(e.EnrollmentId));

    /// <summary>Those that were there before and are not over, each with its journey.</summary>
    public IReadOnlyList<(Enrollment Enrollment, JourneyDefinition Journey)> Running => running ??=
    [
        .. all.Values
            .Where(e => e.IsActive && !added.Contains(e.EnrollmentId) && pinned.ContainsKey(e.EnrollmentId))
            .Select(e => (e, pinned[e.EnrollmentId].Definition)),
    ];

    /// <summary>All that were there before, each with its journey.</summary>
    public IReadOnlyList<(Enrollment Enrollment, JourneyDefinition Journey)> Known =>
        [.. all.Values.Where(e => pinned.ContainsKey(e.EnrollmentId)).Select(e => (e, pinned[e.EnrollmentId].Definition))];

    /// <summary>Choices that come along with those that are new.</summary>
    public IReadOnlyList<Choice> Ways => ways;

    /// <param name="journey">In the version in which it begins.</param>
    public void Add(Enrollment enrollment, PublishedJourney journey)
    {
        all.Add(enrollment.EnrollmentId, enrollment);
        added.Add(enrollment.EnrollmentId);
        begun[enrollment.EnrollmentId] = journey;
    }

    /// <summary>One that goes on where another one has ended.</summary>
    public void Add(Enrollment enrollment, PublishedJourney journey, IEnumerable<Choice> taken)
    {
        Add(enrollment, journey);
        ways.AddRange(taken.Select(c => c with { EnrollmentId = enrollment.EnrollmentId }));
    }

    /// <summary>The journey of one that is new.</summary>
    public JourneyDefinition BegunIn(Enrollment enrollment) => begun[enrollment.EnrollmentId].Definition;

    public void Change(Enrollment enrollment)
    {
        all[enrollment.EnrollmentId] = enrollment;
        running = null;
        changed.Add(enrollment.EnrollmentId);
    }

    public void End(Enrollment enrollment, EndReason reason) =>
        Change(all[enrollment.EnrollmentId].Over(reason, PlannedSends.EndOf(state, enrollment.EnrollmentId, now)));

    /// <summary>The journey of one that was there before; null when it cannot be read.</summary>
    public JourneyDefinition? JourneyOf(string enrollmentId) => pinned.GetValueOrDefault(enrollmentId)?.Definition;

    public bool Has(string enrollmentId) => all.ContainsKey(enrollmentId);

    /// <summary>Whether the journey, or an arm of it, is for the customer as they stand now.</summary>
    public bool Admits(RankGate? gate) => gate is null || (review.Find(gate.ModelId) is { } standing && gate.Admits(standing));

    /// <summary>Whether the customer stands outside the gate for certain. Of a model that cannot be read nothing is certain, and nobody
    /// is put out.</summary>
    public bool IsOutside(RankGate? gate) => gate is not null && review.Find(gate.ModelId) is { } standing && !gate.Admits(standing);

    /// <summary>Enrolls for a cause as the journey allows it.</summary>
    public void Enter(PublishedJourney journey, EntryCause cause)
    {
        JourneyDefinition definition = journey.Definition;
        Enrollment entering = Begun(journey, cause);
        Admittance admittance = Admits(definition.Gate)
            ? Admission.Of(definition, entering.EnrollmentId, all.Values)
            : Admittance.None;

        // Of two journeys of a plan that one cause begins, the first runs: the second must not end it again.
        if (admittance.IsAdmitted && !admittance.Ends.Any(e => added.Contains(e.EnrollmentId)))
        {
            foreach (Enrollment ended in admittance.Ends)
            {
                End(ended, EndReason.Restarted);
            }

            Add(entering, journey);
        }
    }

    /// <summary>Notes that the cause would have enrolled, and was missed.</summary>
    public void Miss(PublishedJourney journey, EntryCause cause)
    {
        Enrollment missed = Begun(journey, cause);
        if (Admits(journey.Definition.Gate) && Admission.Of(journey.Definition, missed.EnrollmentId, all.Values).IsAdmitted)
        {
            Add(missed.Over(EndReason.Missed, now), journey);
        }
    }

    /// <summary>The enrollment that the cause makes, whether it may be made or not.</summary>
    public Enrollment Begun(PublishedJourney journey, EntryCause cause) => new()
    {
        EnrollmentId = Enrollment.IdOf(journey.Definition.Id, state.CustomerId, cause.BusinessKey),
        CustomerId = state.CustomerId,
        JourneyId = journey.Definition.Id,
        Version = journey.Version,
        Plan = journey.Definition.Plan,
        BusinessKey = cause.BusinessKey,
        OrderKey = cause.OrderKey,
        TriggeredAt = cause.At,
        TriggeredOn = cause.On,
        EnrolledAt = now,
        SendAt = sendAt,
    };
}

/// <summary>What makes an enrollment, seen from the journey.</summary>
/// <param name="OrderKey">The order behind it; null when none is.</param>
/// <param name="At">From when steps count, UTC.</param>
/// <param name="On">The shop-local day of it.</param>
internal sealed record EntryCause(string BusinessKey, string? OrderKey, DateTimeOffset At, DateOnly On);
