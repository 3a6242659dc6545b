using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>Small journeys and enrollments to build cases from.</summary>
internal static class JourneyCases
{
    /// <summary>One step for each id, all at once, by LINE and else by e-mail.</summary>
    public static JourneyDefinition Of(params string[] stepIds) => new()
    {
        Id = "new-customer-follow",
        Name = new LocalText("新規顧客フォロー", "New customers"),
        Trigger = new Trigger.OrderPlaced(1, 1),
        Steps = [.. stepIds.Select(id => Send(id, Channel.Line, Channel.Email))],
    };

    public static Step.Send Send(string id, params Channel[] channels) => new(id, new StepTiming.AtOnce(), channels, "thanks-first");

    /// <summary>An enrollment of one customer whose cause is the order.</summary>
    public static Enrollment Enrollment(string journeyId, string orderId, EnrollmentState state) => new()
    {
        EnrollmentId = FollowUpFlows.Domain.Enrollments.Enrollment.IdOf(journeyId, "c1", Admission.KeyOfOrder("shopify-main", orderId)),
        CustomerId = "c1",
        JourneyId = journeyId,
        Version = 1,
        BusinessKey = Admission.KeyOfOrder("shopify-main", orderId),
        TriggeredAt = Shop.Tokyo.StartOf(Shop.Today),
        TriggeredOn = Shop.Today,
        OrderKey = Admission.KeyOfOrder("shopify-main", orderId),
        EnrolledAt = Shop.Tokyo.StartOf(Shop.Today),
        State = state,
        End = state == EnrollmentState.Ended ? EndReason.Completed : null,
    };
}
