using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Enrolls a customer in every journey that an order triggers. Repeating it changes nothing.</summary>
public sealed class EnrollOnOrder(CustomerStore customers, EnrollmentIndex index, JourneyLibrary journeys, ShopSettings shop, Clocks clocks)
{
    /// <summary>The enrollments that are new.</summary>
    /// <param name="orderId">An order in the customer's ledger.</param>
    public async Task<IReadOnlyList<Enrollment>> RunAsync(string customerId, string sourceId, string orderId, CancellationToken cancellationToken)
    {
        IReadOnlyList<PublishedJourney> active = await journeys.ActiveAsync(cancellationToken);
        return await customers.ChangeAsync(customerId, DecideAsync, cancellationToken);

        async Task<CustomerChange<IReadOnlyList<Enrollment>>> DecideAsync(CustomerState state, CancellationToken token)
        {
            List<Enrollment> enrollments = Admitted(active, state, sourceId, orderId);
            if (enrollments.Count > 0)
            {
                await index.AddAsync(enrollments, clocks.System.GetUtcNow(), token);  // before the rows that it leads to
            }

            return new(enrollments, null, [.. enrollments.Select(e => new EntityChange.Insert(EnrollmentRows.Row(e)))]);
        }
    }

    private List<Enrollment> Admitted(IReadOnlyList<PublishedJourney> active, CustomerState state, string sourceId, string orderId)
    {
        if (state.Order(sourceId, orderId) is not { Order: var order, Number: { } number }
            || shop.Orders.Exclusion(order) is not null
            || !Admission.IsRecent(order.OrderedOn, shop.Calendar.DateOf(clocks.Shop.GetUtcNow())))
        {
            return [];
        }

        List<Enrollment> enrollments = [];
        foreach (PublishedJourney journey in active.Where(j => j.Definition.Trigger is Trigger.OrderPlaced trigger && trigger.Admits(number)))
        {
            Enrollment enrollment = EnrollmentOf(journey, order, Admission.KeyOfOrder(sourceId, orderId));
            if (Admission.Of(journey.Definition, enrollment.EnrollmentId, state.Enrollments).IsAdmitted)
            {
                enrollments.Add(enrollment);
            }
        }

        return enrollments;
    }

    private Enrollment EnrollmentOf(PublishedJourney journey, Order order, string businessKey) => new()
    {
        EnrollmentId = Enrollment.IdOf(journey.Definition.Id, order.CustomerId, businessKey),
        CustomerId = order.CustomerId,
        JourneyId = journey.Definition.Id,
        Version = journey.Version,
        BusinessKey = businessKey,
        OrderKey = businessKey,
        EnrolledAt = clocks.Shop.GetUtcNow(),
        TriggeredAt = order.OrderedAt,
        TriggeredOn = order.OrderedOn,
    };
}
