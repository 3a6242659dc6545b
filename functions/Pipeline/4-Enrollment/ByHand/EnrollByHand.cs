using System.Collections.Frozen;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Puts one customer into a journey, through the same door as everybody: its gate, its plan and its re-entry policy hold.</summary>
public sealed class EnrollByHand(CustomerStore customers, JourneyLibrary journeys, ReactToChange react, CustomerNotes notes, ShopSettings shop)
{
    /// <summary>What would come of it; changes nothing.</summary>
    /// <returns>Null when there is nobody of that id.</returns>
    public async Task<HandEntry?> TryAsync(string customerId, string journeyId, CancellationToken cancellationToken)
    {
        CustomerState state = await customers.LoadAsync(customerId, cancellationToken);
        if (state.Profile is null)
        {
            return null;
        }

        if (state.Customer.IsForgotten)
        {
            return new HandEntry.Refused(EntryRefusal.Forgotten);
        }

        Cause.ByHand cause = new(journeyId);
        EnrollmentDraft draft = await react.TryAsync(state, cause, cancellationToken);
        return draft.Added.FirstOrDefault(e => e.JourneyId == journeyId && e.MovedFrom is null) is { } entered
            ? await EntryAsync(entered, [.. draft.Changed.Where(e => !e.IsActive)], cancellationToken)
            : new HandEntry.Refused(HandRule.RefusalOf(draft, cause, shop.Calendar.DateOf(draft.Now), shop));
    }

    /// <summary>Does it, and notes who did.</summary>
    /// <param name="orchestrations">Null where none run: the next sweep starts what is to start.</param>
    /// <returns>Null when there is nobody of that id.</returns>
    public async Task<HandEntry?> RunAsync(string customerId, string journeyId, OperatorAct act, IOrchestrations? orchestrations, CancellationToken cancellationToken)
    {
        HandEntry? wanted = await TryAsync(customerId, journeyId, cancellationToken);
        if (wanted is not HandEntry.Entered { Enrollment: var entering })
        {
            return wanted;
        }

        CustomerState after = await react.RunAsync(customerId, new Cause.ByHand(journeyId), orchestrations, cancellationToken);
        if (after.Enrollment(entering.EnrollmentId) is null)
        {
            return await TryAsync(customerId, journeyId, cancellationToken);  // something has happened to the customer in between
        }

        await notes.AddAsync(customerId, NoteKind.Enrolled, journeyId, act.By, act.Why, cancellationToken);
        return wanted;
    }

    private async Task<HandEntry> EntryAsync(Enrollment entered, IReadOnlyList<Enrollment> ended, CancellationToken cancellationToken)
    {
        PublishedJourney journey = await journeys.PinnedAsync(entered.JourneyId, entered.Version, cancellationToken);
        JourneyWalk walk = new(journey.Definition, shop.Calendar, shop.SendAt);
        return new HandEntry.Entered(entered, walk.Of(entered, FrozenDictionary<string, Choice>.Empty), ended);
    }
}

/// <summary>What comes of putting somebody into a journey.</summary>
public abstract record HandEntry
{
    private HandEntry()
    {
    }

    /// <summary>They enter.</summary>
    /// <param name="Steps">Their way as far as it can be foreseen, before quiet hours, caps and consent; it may end at a step whose way is open.</param>
    /// <param name="Ended">What ends for it.</param>
    public sealed record Entered(Enrollment Enrollment, IReadOnlyList<StepVisit> Steps, IReadOnlyList<Enrollment> Ended) : HandEntry;

    /// <summary>They cannot.</summary>
    public sealed record Refused(EntryRefusal Reason) : HandEntry;
}
