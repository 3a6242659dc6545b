using System.Globalization;
using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>When, and in which arm, a customer came into an experiment. Customers who get nothing in any arm, because they are held out of
/// more than it, are in none.</summary>
internal sealed class Exposure(JourneyLibrary journeys, ShopSettings shop)
{
    /// <summary>Reasons that hold whichever arm somebody is in: what would not have gone to anybody compares nothing.</summary>
    private static readonly HashSet<string> Unreachable =
    [
        nameof(WithholdReason.NoAddress), nameof(WithholdReason.NoConsent), nameof(WithholdReason.Suppressed), nameof(WithholdReason.TopicDeclined),
        nameof(WithholdReason.NotOnAllowList), nameof(WithholdReason.QuotaReserved), nameof(WithholdReason.LineBudget), nameof(WithholdReason.OrderNoLongerCounts),
        nameof(WithholdReason.Paused), nameof(WithholdReason.EnrollmentEnded),
    ];

    /// <summary>The customer's first time; null for somebody who never came in.</summary>
    public async Task<Observation?> OfAsync(Experiment experiment, Evidence evidence, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string customerId = evidence.State.CustomerId;
        if (experiment.Kind == ExperimentKind.ShopHoldout)
        {
            string arm = Holdout.Holds(shop.Holdout, customerId) ? ExperimentArm.Holdout : ExperimentArm.Sent;
            return FirstDue(evidence, s => s.Purpose == Purpose.Marketing && s.DueAt >= experiment.Since, now) is { } at ? new Observation(customerId, arm, at, false) : null;
        }

        if (Holdout.Holds(shop.Holdout, customerId))
        {
            return null;
        }

        return experiment.Kind switch
        {
            ExperimentKind.Split => await OfSplitAsync(experiment, evidence, cancellationToken),
            ExperimentKind.Holdout => await OfHoldoutAsync(experiment, evidence, now, cancellationToken),
            _ => await OfVersionsAsync(experiment, evidence, now, cancellationToken),
        };
    }

    /// <summary>From the moment at which the arm was drawn: it is the same for all arms, whatever is in them and whenever it is due. Whose
    /// arm was drawn first by other weights, or among other arms, is not in it.</summary>
    private async Task<Observation?> OfSplitAsync(Experiment experiment, Evidence evidence, CancellationToken cancellationToken)
    {
        Choice? first = evidence.State.Choices.Where(c => c.ExperimentId == experiment.Id).OrderBy(c => c.At).ThenBy(c => c.EnrollmentId, StringComparer.Ordinal).FirstOrDefault();
        return first is not null && await IsDrawnAlikeAsync(experiment, evidence, first, cancellationToken) && !await IsHeldOutAsync(evidence, first.EnrollmentId, cancellationToken)
            ? new Observation(evidence.State.CustomerId, first.ArmId!, first.At, false)
            : null;
    }

    private async Task<bool> IsDrawnAlikeAsync(Experiment experiment, Evidence evidence, Choice choice, CancellationToken cancellationToken) =>
        evidence.State.Enrollment(choice.EnrollmentId) is { } enrollment
        && await journeys.FindAsync(enrollment.JourneyId, enrollment.Version, cancellationToken) is { } journey
        && journey.Definition.Find(choice.StepId) is Step.Split split
        && ListExperiments.HasArms(split, experiment.Split!);

    private async Task<Observation?> OfHoldoutAsync(Experiment experiment, Evidence evidence, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (FirstDueOf(evidence, e => e.JourneyId == experiment.JourneyIds[0] && e.EnrolledAt >= experiment.Since && !e.Continues, now) is not { } first)
        {
            return null;
        }

        bool isHeld = await IsHeldOutAsync(evidence, first.Enrollment.EnrollmentId, cancellationToken);
        return new Observation(evidence.State.CustomerId, isHeld ? ExperimentArm.Holdout : ExperimentArm.Sent, first.DueAt, false);
    }

    /// <summary>Side by side all count from the moment at which the version was drawn: their messages may be due at different times. Before and after,
    /// there is none.</summary>
    private Task<Observation?> OfVersionsAsync(Experiment experiment, Evidence evidence, DateTimeOffset now, CancellationToken cancellationToken) =>
        experiment.Drawn is { } drawn ? OfDrawnAsync(experiment, drawn, evidence, cancellationToken) : OfBeforeAndAfterAsync(experiment, evidence, now, cancellationToken);

    private async Task<Observation?> OfDrawnAsync(Experiment experiment, DrawnPeriod drawn, Evidence evidence, CancellationToken cancellationToken)
    {
        Enrollment? first = evidence.State.Enrollments
            .Where(e => e.JourneyId == experiment.JourneyIds[0] && e.MovedFrom is null && e.End != EndReason.Missed && drawn.Holds(e.EnrolledAt))
            .OrderBy(e => e.EnrolledAt).ThenBy(e => e.EnrollmentId, StringComparer.Ordinal)
            .FirstOrDefault(e => experiment.Arms.Any(a => a.Id == $"v{e.Version}"));
        if (first is null)
        {
            return null;
        }

        foreach (ExperimentArm arm in experiment.Arms)
        {
            // Whom either version keeps out is in neither arm, or the arms would not have their shares.
            if (await journeys.FindAsync(first.JourneyId, int.Parse(arm.Id.AsSpan(1), CultureInfo.InvariantCulture), cancellationToken) is { } journey
                && Holdout.Holds(journey.Definition, evidence.State.CustomerId))
            {
                return null;
            }
        }

        return new Observation(evidence.State.CustomerId, $"v{first.Version}", first.EnrolledAt, false);
    }

    /// <summary>Who went on in another version counts for the one with which they began: who stays inside long enough to change is not like
    /// those who enter anew.</summary>
    private async Task<Observation?> OfBeforeAndAfterAsync(Experiment experiment, Evidence evidence, DateTimeOffset now, CancellationToken cancellationToken) =>
        FirstDueOf(evidence, e => e.JourneyId == experiment.JourneyIds[0] && !e.Continues && experiment.Arms.Any(a => a.Id == $"v{e.Version}"), now) is { } first
        && !await IsHeldOutAsync(evidence, first.Enrollment.EnrollmentId, cancellationToken)
            ? new Observation(evidence.State.CustomerId, $"v{first.Enrollment.Version}", first.DueAt, false)
            : null;

    private async Task<bool> IsHeldOutAsync(Evidence evidence, string enrollmentId, CancellationToken cancellationToken) =>
        evidence.State.Enrollment(enrollmentId) is { } enrollment
        && await journeys.FindAsync(enrollment.JourneyId, enrollment.Version, cancellationToken) is { } journey
        && Holdout.Holds(journey.Definition, evidence.State.CustomerId);

    private static (Enrollment Enrollment, DateTimeOffset DueAt)? FirstDueOf(Evidence evidence, Predicate<Enrollment> isWanted, DateTimeOffset now)
    {
        (Enrollment Enrollment, DateTimeOffset DueAt)? first = null;
        foreach (Enrollment enrollment in evidence.State.Enrollments.Where(e => isWanted(e)))
        {
            if (FirstDue(evidence, s => s.Key.EnrollmentId == enrollment.EnrollmentId, now) is { } at && (first is null || at < first.Value.DueAt))
            {
                first = (enrollment, at);
            }
        }

        return first;
    }

    /// <summary>When the first message was due that went out, or would have.</summary>
    private static DateTimeOffset? FirstDue(Evidence evidence, Predicate<SendRow> isWanted, DateTimeOffset now) => evidence.Sends
        .Where(s => isWanted(s) && s.DueAt <= now && s.State != SendState.Planned && !(s.State == SendState.Withheld && Unreachable.Contains(s.Reason ?? "")))
        .Select(s => (DateTimeOffset?)s.DueAt)
        .Min();
}
