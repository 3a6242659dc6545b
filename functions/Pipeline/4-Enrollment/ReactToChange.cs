using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Whatever happens to a customer: ranks them anew, lets goals, policies and triggers act, and starts and wakes what runs.
/// Rank, enrollments and planned messages change in one write. Repeating it changes nothing.</summary>
public sealed class ReactToChange(
    CustomerStore customers,
    EnrollmentIndex index,
    StartEnrollments start,
    JourneyLibrary journeys,
    RankCustomer ranks,
    PlannedSends plans,
    ShopSettings shop,
    Clocks clocks)
{
    /// <summary>Rows that leave room in a batch for the profile and all that is not a planned message.</summary>
    private const int PlannedMax = 60;

    /// <summary>Reacts, and starts what is to start.</summary>
    /// <param name="orchestrations">Null where none run: the next sweep starts what is to start.</param>
    /// <returns>The customer afterwards.</returns>
    public async Task<CustomerState> RunAsync(string customerId, Cause cause, IOrchestrations? orchestrations, CancellationToken cancellationToken)
    {
        DateTimeOffset since = orchestrations is null ? DateTimeOffset.UnixEpoch : clocks.System.GetUtcNow();
        IReadOnlyList<PublishedJourney> active = await journeys.EnrollingAsync(customerId, cancellationToken);
        CustomerState state = await customers.LoadAsync(customerId, cancellationToken);
        List<string> woken = [];
        Reaction reaction;
        do
        {
            (reaction, state) = await customers.ChangeAsync(state, DecideAsync, cancellationToken);
            woken.AddRange(reaction.Woken);
        }
        while (reaction.IsPart);

        if (orchestrations is null)
        {
            return state;
        }

        if (reaction.HasToStart)
        {
            state = reaction.IsAllNew
                ? await start.RunAsync(state, reaction.Leads, orchestrations, cancellationToken)
                : await start.RunAsync(customerId, orchestrations, cancellationToken);
        }

        foreach (string enrollmentId in woken.Distinct(StringComparer.Ordinal))
        {
            await orchestrations.SignalAsync(enrollmentId, cancellationToken);
        }

        return state;

        async Task<CustomerChange<Reaction>> DecideAsync(CustomerState state, CancellationToken token)
        {
            if (state.Profile is null || state.Customer.IsForgotten)
            {
                return new CustomerChange<Reaction>(new Reaction(HasToStart: false, []), null, []);
            }

            EnrollmentDraft draft = await DraftAsync(state, active, token);
            Decide(draft, cause);
            return await WrittenAsync(draft, cause, since, token);
        }
    }

    /// <summary>Reacts to the passing of time, if it changes anything for the customer.</summary>
    /// <returns>The customer as they are then, and where they stand.</returns>
    public async Task<(CustomerState State, RankReview Review)> KeepUpAsync(CustomerState state, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        EnrollmentDraft draft = await DraftAsync(state, [], cancellationToken);
        RankChangeRule.Apply(draft, shop.Calendar);
        if (!draft.Changed.Any() && draft.Review.Rows(state, draft.Now).Count == 0)
        {
            return (state, draft.Review);
        }

        CustomerState after = await RunAsync(state.CustomerId, new Cause.Look(), orchestrations, cancellationToken);
        return (after, await ranks.LookAsync(after, draft.Now, cancellationToken));
    }

    /// <summary>What would become of the customer's enrollments; changes nothing.</summary>
    internal async Task<EnrollmentDraft> TryAsync(CustomerState state, Cause cause, CancellationToken cancellationToken)
    {
        EnrollmentDraft draft = await DraftAsync(state, await journeys.EnrollingAsync(state.CustomerId, cancellationToken), cancellationToken);
        Decide(draft, cause);
        return draft;
    }

    private async Task<EnrollmentDraft> DraftAsync(CustomerState state, IReadOnlyList<PublishedJourney> active, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        Dictionary<string, PublishedJourney> pinned = new(StringComparer.Ordinal);
        foreach (Enrollment enrollment in state.Enrollments)
        {
            if (await journeys.FindAsync(enrollment.JourneyId, enrollment.Version, cancellationToken) is { } journey)
            {
                pinned[enrollment.EnrollmentId] = journey;
            }
        }

        return new EnrollmentDraft(state, await ranks.LookAsync(state, now, cancellationToken), active, pinned, now, shop.SendAt);
    }

    /// <summary>First what ends, then what begins: a plan has room again for whom a policy has taken out of it.</summary>
    private void Decide(EnrollmentDraft draft, Cause cause)
    {
        DateOnly today = shop.Calendar.DateOf(draft.Now);
        LedgerOrder? order = cause is Cause.OrderEntered entered ? CountingOrder(draft.State, entered) : null;
        bool isRecent = order is not null && Admission.IsRecent(order.Order.OrderedOn, today);

        GoalRule.Apply(draft, shop.Orders, shop.Calendar);
        if (order is not null)
        {
            OrderRule.Inside(draft, order, isRecent);
        }

        if (cause is Cause.Finished finished)
        {
            RankChangeRule.Finish(draft, finished, shop.Calendar);
        }

        if (cause is Cause.VersionChanged version)
        {
            VersionRule.Apply(draft, version, shop.Calendar);
        }

        RankChangeRule.Apply(draft, shop.Calendar);
        if (order is not null && isRecent)
        {
            OrderRule.Enroll(draft, order);
        }

        Trigger(draft, cause, today);
        foreach (ModelReview review in draft.Review.Models)
        {
            TriggerRule.RankMoved(draft, review, shop.Calendar);
        }

        CalendarRule.RankMoved(draft, today, shop.Calendar);
    }

    private void Trigger(EnrollmentDraft draft, Cause cause, DateOnly today)
    {
        switch (cause)
        {
            case Cause.EventTold told when Admission.IsRecent(told.Event.On, today):
                TriggerRule.EventTold(draft, told);
                break;
            case Cause.Registered registered when Admission.IsRecent(shop.Calendar.DateOf(registered.At), today):
                TriggerRule.Registered(draft, registered, shop.Calendar);
                break;
            case Cause.BackFill fill:
                QualifiedEarlier.Enroll(draft, fill, today, shop);
                break;
            case Cause.ByHand hand:
                HandRule.Enroll(draft, hand, today, shop);
                break;
            case Cause.DayBegun day:
                CalendarRule.DayBegun(draft, day.On, today, shop.Calendar);
                if (Admission.IsRecent(day.On, today))
                {
                    TriggerRule.DayBegun(draft, day.On, LastOrderOn(draft.State, day.On), shop.Calendar);
                }

                break;
            default:
                break;
        }
    }

    private LedgerOrder? CountingOrder(CustomerState state, Cause.OrderEntered entered) =>
        state.Order(entered.SourceId, entered.OrderId) is { } order && shop.Orders.Exclusion(order.Order) is null ? order : null;

    private DateOnly? LastOrderOn(CustomerState state, DateOnly day) => state.Orders
        .Where(o => o.Order.OrderedOn <= day && shop.Orders.Exclusion(o.Order) is null)
        .Select(o => (DateOnly?)o.Order.OrderedOn)
        .Max();

    private async Task<CustomerChange<Reaction>> WrittenAsync(EnrollmentDraft draft, Cause cause, DateTimeOffset since, CancellationToken cancellationToken)
    {
        List<Enrollment> added = [.. draft.Added];
        List<EntityChange> rows = [.. draft.Review.Rows(draft.State, draft.Now)];
        ChangedEnrollments changed = new(draft, shop.Calendar);
        if (changed.Ahead(rows.Count + added.Count + draft.Ways.Count) is { Rows: [_, ..] } ahead)
        {
            return new CustomerChange<Reaction>(new Reaction(HasToStart: false, ahead.Ended) { IsPart = true }, null, ahead.Rows);
        }

        if (rows.Count > 0 || cause is Cause.OrderEntered)
        {
            await ranks.IndexAsync(draft.State, draft.Review, cancellationToken);
        }

        IReadOnlyList<EnrollmentLead> leads = added.Count > 0 ? await index.AddAsync(added, since, cancellationToken) : [];  // before the rows that they lead to

        rows.AddRange(added.Select(e => new EntityChange.Put(EnrollmentRows.Row(e))));
        rows.AddRange(draft.Ways.Select(c => new EntityChange.Put(EnrollmentRows.Row(draft.State.CustomerId, c))));
        rows.AddRange(changed.Rows);
        List<EntityChange> planned = [];
        foreach (Enrollment enrollment in added)
        {
            Dictionary<string, Choice> choices = draft.Ways.Where(c => c.EnrollmentId == enrollment.EnrollmentId).ToDictionary(c => c.StepId, StringComparer.Ordinal);
            IReadOnlyList<StepVisit> visits = new JourneyWalk(draft.BegunIn(enrollment), shop.Calendar, shop.SendAt).Of(enrollment, choices);
            planned.AddRange(await plans.PlanAsync(draft.State, enrollment, visits, cancellationToken));
        }

        rows.AddRange(planned.Take(Math.Min(PlannedMax, EntityLimits.BatchMax - 2 - rows.Count)));  // what is not planned ahead gets its row when it is due
        int starting = draft.All.Count(e => e.State == EnrollmentState.Starting);
        return new CustomerChange<Reaction>(new Reaction(starting > 0, Woken(draft, cause)) { Leads = leads, IsAllNew = starting == leads.Count }, null, rows);
    }

    /// <summary>Those whose path the cause may change before their next step is due.</summary>
    private static List<string> Woken(EnrollmentDraft draft, Cause cause) =>
    [
        .. draft.Changed.Where(e => !e.IsActive && cause is not (Cause.Finished or Cause.VersionChanged)).Select(e => e.EnrollmentId),
        .. draft.Running.Where(r => r.Enrollment.State == EnrollmentState.Running && Awaits(r.Journey, cause)).Select(r => r.Enrollment.EnrollmentId),
    ];

    private static bool Awaits(JourneyDefinition journey, Cause cause) => journey.AllSteps.OfType<Step.WaitFor>().Any(w => (w.Awaited, cause) switch
    {
        (Awaited.Order, Cause.OrderEntered) => true,
        (Awaited.Event awaited, Cause.EventTold told) => awaited.Type == told.Event.Type,
        _ => false,
    });

    private sealed record Reaction(bool HasToStart, IReadOnlyList<string> Woken)
    {
        /// <summary>There was more than fits one write: to be decided anew, and written on.</summary>
        public bool IsPart { get; init; }

        /// <summary>To what begins.</summary>
        public IReadOnlyList<EnrollmentLead> Leads { get; init; } = [];

        /// <summary>Whether nothing else is to be started, left over from somebody who was interrupted.</summary>
        public bool IsAllNew { get; init; }
    }
}
