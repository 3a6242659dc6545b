using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Events;

/// <summary>What a write of a customer tells others, found by comparing its rows with the customer before: no use case need think of
/// events, and a row that is written again tells nothing.</summary>
internal static class EventsOfChange
{
    public static IReadOnlyList<DomainEvent> Of(CustomerState before, Customer after, IReadOnlyList<EntityChange> rows)
    {
        List<DomainEvent> events = [];
        foreach (EntityChange change in rows)
        {
            Entity? row = change switch
            {
                EntityChange.Insert insert => insert.Entity,
                EntityChange.Put put => put.Entity,
                EntityChange.Replace replace => replace.Entity,
                _ => null,
            };
            if (row is not null)
            {
                events.AddRange(OfRow(before, row));
            }
        }

        if (after.IsForgotten && !before.Customer.IsForgotten)
        {
            string key = RowKeys.Sortable(after.ErasedAt!.Value);
            events.Add(About(before, EventTypes.CustomerErased, key, after.ErasedAt.Value, new CustomerErasedData(before.CustomerId)));
        }

        return events;
    }

    private static IEnumerable<DomainEvent> OfRow(CustomerState before, Entity row) => StateReader.KindOf(row.RowKey) switch
    {
        "move" => [OfMove(before, row)],
        "enrollment" => OfEnrollment(before, EnrollmentRows.Enrollment(row)),
        "send" => MessageEvents.Of(before, row),
        "consent" => OfConsent(before, row),
        _ => [],
    };

    /// <summary>A move has a row of its own.</summary>
    private static DomainEvent OfMove(CustomerState before, Entity row)
    {
        RankChangedData data = new(
            before.CustomerId, row.Text("ModelId")!, row.Text("From"), row.Text("To")!, row.Day("On")!.Value, row.Word<MoveCause>("Cause"));
        return About(before, EventTypes.RankChanged, row.RowKey, row.Instant("At")!.Value, data);
    }

    private static IEnumerable<DomainEvent> OfEnrollment(CustomerState before, Enrollment now)
    {
        Enrollment? was = before.Enrollment(now.EnrollmentId);
        if (was is null)
        {
            JourneyStartedData data = new(
                now.CustomerId, now.EnrollmentId, now.JourneyId, now.Version, now.Plan, now.TriggeredOn, now.MovedFrom);
            yield return About(before, EventTypes.JourneyStarted, now.EnrollmentId, now.EnrolledAt, data);
        }

        if (now.GoalAt is { } reachedAt && was?.GoalAt is null)
        {
            GoalReachedData data = new(now.CustomerId, now.EnrollmentId, now.JourneyId, now.Version, now.Plan, reachedAt);
            yield return About(before, EventTypes.GoalReached, now.EnrollmentId, reachedAt, data);
        }

        if (!now.IsActive && was is not { IsActive: false })
        {
            JourneyCompletedData data = new(
                now.CustomerId, now.EnrollmentId, now.JourneyId, now.Version, now.Plan, now.End!.Value, now.GoalAt);
            yield return About(before, EventTypes.JourneyCompleted, now.EnrollmentId, now.EndedAt!.Value, data);
        }
    }

    /// <summary>Only a statement that holds from now on, and is no repetition.</summary>
    private static IEnumerable<DomainEvent> OfConsent(CustomerState before, Entity row)
    {
        Consent said = CustomerRows.Consent(row);
        if (said.Topic is not null)
        {
            yield break;  // they still agree to the channel
        }

        Consent? known = before.Consents.GetValueOrDefault(said.Channel);
        if (said.State == ConsentState.Withdrawn && known is not { State: ConsentState.Withdrawn } && said.Over(known) == said)
        {
            yield return About(before, EventTypes.ConsentWithdrawn, row.RowKey, said.At, new ConsentWithdrawnData(before.CustomerId, said.Channel, said.At));
        }
    }

    /// <param name="key">What tells the event from others of the type and the customer.</param>
    internal static DomainEvent About<T>(CustomerState customer, string type, string key, DateTimeOffset time, T data) => new(
        type, OpaqueId.Of(26, type, customer.CustomerId, key), $"customers/{customer.CustomerId}", time, EventData.Write(data));
}
