using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>What an order does: to those who are inside a journey, and as a trigger.</summary>
internal static class OrderRule
{
    /// <summary>Acts on those who are inside a journey.</summary>
    /// <param name="isRecent">Whether the order may begin anything.</param>
    public static void Inside(EnrollmentDraft draft, LedgerOrder entered, bool isRecent)
    {
        EntryCause cause = CauseOf(entered);
        foreach ((Enrollment enrollment, JourneyDefinition journey) in draft.Running.Where(r => IsFurther(r.Enrollment, cause)))
        {
            if (journey.OnNewOrder == NewOrderPolicy.Exit)
            {
                draft.End(enrollment, EndReason.NewOrder);
            }
            else if (journey.OnNewOrder == NewOrderPolicy.Restart && isRecent)
            {
                Restart(draft, enrollment, cause);
            }
        }
    }

    /// <summary>Enrolls where the order is a trigger.</summary>
    public static void Enroll(EnrollmentDraft draft, LedgerOrder entered)
    {
        foreach (PublishedJourney journey in draft.Active.Where(j => j.Definition.Trigger is Trigger.OrderPlaced t && t.Admits(entered.Number ?? 0) && Fits(t, entered.Order)))
        {
            draft.Enter(journey, CauseOf(entered));
        }
    }

    private static EntryCause CauseOf(LedgerOrder entered)
    {
        string key = Admission.KeyOfOrder(entered.SourceId, entered.Order.OrderId);
        return new EntryCause(key, key, entered.Order.OrderedAt, entered.Order.OrderedOn);
    }

    /// <summary>An order of before, which has only become known or changed now, is not a further one; nor is the one that has moved the
    /// customer here.</summary>
    private static bool IsFurther(Enrollment enrollment, EntryCause cause) =>
        enrollment.OrderKey != cause.OrderKey && cause.At > (enrollment.MovedFrom is null ? enrollment.TriggeredAt : enrollment.EnrolledAt);

    /// <summary>In the version of today: whoever begins anew, begins with what is published. Whom the journey is not for any more does not.</summary>
    private static void Restart(EnrollmentDraft draft, Enrollment enrollment, EntryCause cause)
    {
        if (draft.Active.FirstOrDefault(j => j.Definition.Id == enrollment.JourneyId) is not { } journey
            || !draft.Admits(journey.Definition.Gate)
            || draft.Begun(journey, cause) is var begun && draft.Has(begun.EnrollmentId))
        {
            return;
        }

        draft.End(enrollment, EndReason.Restarted);
        draft.Add(begun, journey);
    }

    /// <summary>Whether the goods are those of the trigger.</summary>
    internal static bool Fits(Trigger.OrderPlaced trigger, Order order) =>
        trigger.Skus.Count == 0 || order.Lines.Any(l => l.Sku is { } sku && trigger.Skus.Contains(sku));
}
