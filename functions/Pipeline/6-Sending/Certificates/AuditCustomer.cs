using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Sending.Certificates;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Sending.Certificates;

/// <summary>Walks the enrollments of one customer and compares what they owed on a day with the customer's rows of the ledger.</summary>
public sealed class AuditCustomer(JourneyLibrary journeys, ShopSettings shop)
{
    /// <param name="isHidden">Whether the index should lead to the enrollment, and does not.</param>
    internal async Task<CustomerAccount> RunAsync(CustomerState state, ShopDay day, Predicate<Enrollment> isHidden, CancellationToken cancellationToken)
    {
        Walks walks = new();
        foreach (Enrollment enrollment in state.Enrollments.OrderBy(e => e.EnrollmentId, StringComparer.Ordinal))
        {
            await WalkAsync(state, enrollment, day, walks, cancellationToken);
            if (enrollment.EnrolledAt < day.Until && !(enrollment.EndedAt < day.From) && isHidden(enrollment))
            {
                walks.Findings.Add(Of(FindingKind.NotIndexed, enrollment, "the index of its day does not lead to it"));
            }
        }

        IReadOnlyList<LedgerLine> lines = LedgerLines.Of(state);
        CustomerAccount account = new CustomerAudit(day, walks.Known).Of(walks.Dues, lines);
        return account with { Findings = [.. account.Findings.Select(f => Explained(f, state)), .. walks.Findings] };
    }

    private async Task WalkAsync(CustomerState state, Enrollment enrollment, ShopDay day, Walks walks, CancellationToken cancellationToken)
    {
        if (await JourneyAsync(enrollment, cancellationToken) is not { } journey)
        {
            if (enrollment.EnrolledAt < day.Until && !(enrollment.EndedAt < day.From))
            {
                walks.Findings.Add(Of(FindingKind.JourneyMissing, enrollment, $"version {enrollment.Version} of its journey cannot be read"));
            }

            return;
        }

        IReadOnlyDictionary<string, Choice> choices = state.ChoicesOf(enrollment.EnrollmentId);
        IReadOnlyList<StepVisit> walk = new JourneyWalk(journey, shop.Calendar, shop.SendAt).Of(enrollment, choices);
        foreach (StepVisit visit in walk.Where(v => v.Step is Step.Send))
        {
            walks.Known[new StepKey(enrollment.EnrollmentId, visit.Step.Id, 0)] = visit.DueAt;
        }

        Dues dues = Dues.Of(enrollment, walk, choices, day, shop.Calendar);
        walks.Dues.AddRange(dues.Sends);
        if (dues.OverdueChoice is { } overdue)
        {
            walks.Findings.Add(Of(FindingKind.ChoiceOverdue, enrollment, "the way should have been chosen by then") with { StepId = overdue.StepId, DueAt = overdue.DueAt });
        }

        if (dues.EndedEarly is { } early)
        {
            walks.Findings.Add(Of(FindingKind.EndedEarly, enrollment, "ended as completed before this step was due") with { StepId = early.StepId, DueAt = early.DueAt });
        }
    }

    private async Task<JourneyDefinition?> JourneyAsync(Enrollment enrollment, CancellationToken cancellationToken)
    {
        try
        {
            return (await journeys.PinnedAsync(enrollment.JourneyId, enrollment.Version, cancellationToken)).Definition;
        }
        catch (InvalidOperationException)
        {
            return null;  // missing or not readable: of this enrollment nobody can say what was due
        }
    }

    /// <summary>Why a row should not be there, as far as the enrollment tells.</summary>
    private static Finding Explained(Finding finding, CustomerState state) => finding.Kind != FindingKind.RowAdded ? finding
        : state.Enrollment(finding.EnrollmentId) is not { } enrollment
            ? finding with { Kind = FindingKind.EnrollmentMissing, Reason = "is in the ledger, and its enrollment is not there" }
        : enrollment.EndedAt <= finding.DueAt
            ? finding with { Reason = $"{finding.Reason}: the enrollment had ended ({enrollment.End})" }
        : finding;

    private static Finding Of(FindingKind kind, Enrollment enrollment, string reason) =>
        new(kind, enrollment.CustomerId, enrollment.EnrollmentId, null, 0, null, reason);

    private sealed class Walks
    {
        public Dictionary<StepKey, DateTimeOffset> Known { get; } = [];

        public List<DueStep> Dues { get; } = [];

        public List<Finding> Findings { get; } = [];
    }
}
