using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Enrolls a customer because a person wants it. Where the customer has done what begins the journey, the key is that of the
/// cause: neither the trigger nor a back-fill enrolls them for it again.</summary>
internal static class HandRule
{
    /// <summary>Enrolls the customer as the journey allows it; steps count from now.</summary>
    public static void Enroll(EnrollmentDraft draft, Cause.ByHand hand, DateOnly today, ShopSettings shop)
    {
        if (JourneyOf(draft, hand) is { } journey && journey.Definition.Trigger is not Trigger.Broadcast && CauseOf(draft, journey.Definition, today, shop) is { } cause)
        {
            draft.Enter(journey, cause);
        }
    }

    /// <summary>Why nobody was enrolled by <see cref="Enroll"/>.</summary>
    public static EntryRefusal RefusalOf(EnrollmentDraft draft, Cause.ByHand hand, DateOnly today, ShopSettings shop)
    {
        if (JourneyOf(draft, hand) is not { } journey)
        {
            return EntryRefusal.NoJourney;
        }

        JourneyDefinition definition = journey.Definition;
        if (definition.Trigger is Trigger.Broadcast)
        {
            return EntryRefusal.Broadcast;
        }

        if (CauseOf(draft, definition, today, shop) is not { } cause)
        {
            return EntryRefusal.NoOrder;
        }

        return !draft.Admits(definition.Gate) ? EntryRefusal.OtherRank
            : IsInTheWay(definition) && draft.All.Any(e => e.IsActive && (e.JourneyId == definition.Id || (definition.Plan is not null && e.Plan == definition.Plan))) ? EntryRefusal.Inside
            : draft.Has(Enrollment.IdOf(definition.Id, draft.State.CustomerId, cause.BusinessKey)) ? EntryRefusal.Again
            : EntryRefusal.Once;
    }

    /// <summary>Whether whoever is inside cannot enter besides.</summary>
    private static bool IsInTheWay(JourneyDefinition journey) => journey.ReEntry != ReEntry.Restart && (journey.ReEntry != ReEntry.PerKey || journey.Plan is not null);

    private static PublishedJourney? JourneyOf(EnrollmentDraft draft, Cause.ByHand hand) => draft.Active.FirstOrDefault(j => j.Definition.Id == hand.JourneyId);

    /// <summary>Null when the journey speaks of an order, and there is none that fits.</summary>
    private static EntryCause? CauseOf(EnrollmentDraft draft, JourneyDefinition journey, DateOnly today, ShopSettings shop)
    {
        (string BusinessKey, string? OrderKey)? known = QualifiedEarlier.KeyOf(draft, journey.Trigger, today, shop);
        if (journey.Trigger is Trigger.OrderPlaced)
        {
            return known is { } order ? new EntryCause(order.BusinessKey, order.OrderKey, draft.Now, today) : null;
        }

        // Who has been through for what they did can go through once more on another day, where the journey allows it.
        string key = known is { } cause && !draft.Has(Enrollment.IdOf(journey.Id, draft.State.CustomerId, cause.BusinessKey))
            ? cause.BusinessKey
            : $"{Cause.ByHand.Key}:{today:yyyy-MM-dd}";
        return new EntryCause(key, null, draft.Now, today);
    }
}

/// <summary>Why somebody cannot be put into a journey. Words are kept for ever.</summary>
public enum EntryRefusal
{
    /// <summary>No journey of that id enrolls customers.</summary>
    NoJourney,

    /// <summary>A broadcast begins by itself, for everybody at once.</summary>
    Broadcast,

    /// <summary>The journey follows an order up, and the customer has none that fits.</summary>
    NoOrder,

    /// <summary>The journey is for other ranks, or for the other half.</summary>
    OtherRank,

    /// <summary>The customer is in it, or in another journey of its plan.</summary>
    Inside,

    /// <summary>The customer has been through it for the same cause, or was put into it today.</summary>
    Again,

    /// <summary>The customer has been through it, and it is for once in a lifetime.</summary>
    Once,

    /// <summary>The customer was forgotten at their own wish.</summary>
    Forgotten,
}
