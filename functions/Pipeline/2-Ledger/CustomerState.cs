using System.Collections.Frozen;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Everything kept of one customer, read at one moment.</summary>
/// <param name="Profile">The row whose change every write of the customer includes, so that two writers cannot overtake each other;
/// null for somebody new.</param>
/// <param name="Consents">The statement that holds, by channel.</param>
/// <param name="Events">What they did other than buying, any order.</param>
/// <param name="Ranks">Where they stand, by rank model.</param>
/// <param name="Choices">The ways that enrollments took.</param>
/// <param name="Sends">Rows of the send ledger, by row key.</param>
public sealed record CustomerState(
    Customer Customer,
    Entity? Profile,
    IReadOnlyList<LedgerOrder> Orders,
    IReadOnlyDictionary<Channel, Consent> Consents,
    IReadOnlyList<CustomerEvent> Events,
    IReadOnlyDictionary<string, RankPosition> Ranks,
    IReadOnlyList<Enrollment> Enrollments,
    IReadOnlyList<Choice> Choices,
    IReadOnlyDictionary<string, Entity> Sends)
{
    /// <summary>The fingerprint of the row that a customers file said last, by source.</summary>
    public IReadOnlyDictionary<string, string> Imports { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The statement that holds about a topic, by channel and topic; only of those that somebody spoke of.</summary>
    public IReadOnlyDictionary<(Channel Channel, string Topic), Consent> TopicConsents { get; init; } =
        FrozenDictionary<(Channel Channel, string Topic), Consent>.Empty;

    /// <summary>How much marketing the customer wants; null for one who never said.</summary>
    public Preferences? Preferences { get; init; }

    /// <summary>How far they are with connecting their LINE account; null for one who never began.</summary>
    public LineLink? LineLink { get; init; }

    /// <summary>What the last look at the customer found, for the next one; null before the first.</summary>
    /// <remarks>A hint that says what it rests on; whoever sets it last wins.</remarks>
    internal RankLookup? LastLook { get; set; }

    /// <summary>The customer's permanent id.</summary>
    public string CustomerId => Customer.CustomerId;

    /// <summary>The enrollment of that id; null when there is none.</summary>
    public Enrollment? Enrollment(string enrollmentId) => Enrollments.FirstOrDefault(e => e.EnrollmentId == enrollmentId);

    /// <summary>The order that caused the enrollment; null when something else did.</summary>
    public Order? CauseOf(Enrollment enrollment) =>
        enrollment.OrderKey is { } key ? Orders.FirstOrDefault(o => Admission.KeyOfOrder(o.SourceId, o.Order.OrderId) == key)?.Order : null;

    /// <summary>The ways that the enrollment took, by step.</summary>
    public IReadOnlyDictionary<string, Choice> ChoicesOf(string enrollmentId) =>
        Choices.Where(c => c.EnrollmentId == enrollmentId).ToDictionary(c => c.StepId, StringComparer.Ordinal);

    /// <summary>The order of that source and id; null when it is not this customer's.</summary>
    public LedgerOrder? Order(string sourceId, string orderId) => Orders.FirstOrDefault(o => o.SourceId == sourceId && o.Order.OrderId == orderId);
}
