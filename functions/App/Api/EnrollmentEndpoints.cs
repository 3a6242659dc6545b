using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>Who is, or was, in which journey.</summary>
internal static class EnrollmentEndpoints
{
    private static readonly ApiParameter Journey = ApiParameter.Text("journey", "Only of this journey.");
    private static readonly ApiParameter State = ApiParameter.Word<EnrollmentState>("state", "Only those that have come so far.");
    private static readonly ApiParameter Since = ApiParameter.Day("since", "The first day of entry that is looked at; a year before 'until' when it is left out.");
    private static readonly ApiParameter Until = ApiParameter.Day("until", "The last day of entry that is looked at; today when it is left out.");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/enrollments", ListAsync)
        .WithTags("journeys")
        .Is(
            "listEnrollments",
            "Who is, or was, in which journey",
            """
            By the day of entry, the latest day first, and within a day in an order that means nothing. With 'customer', everything of that
            customer, the latest first. Reads one row for each enrollment. A page looks at 500 enrollments and 32 days at most, and may have
            few items or none and still a next page.
            """)
        .TakesPages(Journey, State, ApiLists.Customer, Since, Until);

    private static async Task<Results<Ok<Page<EnrollmentItem>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, EnrollmentPages enrollments, ShopSettings shop, Clocks clocks, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        (string? journey, EnrollmentState? state, string? customer) = (query.Text(Journey), query.Word<EnrollmentState>(State), ApiLists.CustomerOf(query));
        (DateOnly? since, DateOnly? until) = (query.Day(Since), query.Day(Until));
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        DateOnly through = until ?? shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        ListPage<Enrollment> page = customer is not null
            ? await enrollments.OfCustomerAsync(customer, e => IsWanted(e) && IsInside(e), wanted.Range, cancellationToken)
            : await enrollments.OfDaysAsync(since ?? ApiLists.YearBefore(through), through, IsWanted, wanted.Range, cancellationToken);
        return TypedResults.Ok(wanted.Of<EnrollmentItem>([.. page.Items.Select(EnrollmentItem.Of)], page.Next));

        bool IsWanted(Enrollment e) => (journey is null || e.JourneyId == journey) && (state is null || e.State == state);
        bool IsInside(Enrollment e) => shop.Calendar.DateOf(e.EnrolledAt) is var on && !(on < since) && !(on > until);
    }
}

/// <summary>One customer's run of one journey version.</summary>
/// <param name="EnrollmentId">The journey's id, a colon and a hash.</param>
/// <param name="CustomerId">Who is followed up.</param>
/// <param name="JourneyId">The journey.</param>
/// <param name="Version">The published version that it keeps to its end.</param>
/// <param name="Plan">The family of the journey; null when it stands alone.</param>
/// <param name="BusinessKey">What caused it, such as an order.</param>
/// <param name="TriggeredOn">The day from which its steps count.</param>
/// <param name="EnrolledAt">When it began.</param>
/// <param name="State">How far it has come.</param>
/// <param name="End">Why it ended; null before.</param>
/// <param name="EndedAt">Null before.</param>
/// <param name="GoalAt">When the journey's goal was reached; null while it is not.</param>
/// <param name="MovedFrom">The enrollment from which the customer was moved here.</param>
internal sealed record EnrollmentItem(
    string EnrollmentId, string CustomerId, string JourneyId, int Version, string? Plan, string BusinessKey, DateOnly TriggeredOn, DateTimeOffset EnrolledAt, EnrollmentState State, EndReason? End,
    DateTimeOffset? EndedAt, DateTimeOffset? GoalAt, string? MovedFrom)
{
    public static EnrollmentItem Of(Enrollment e) => new(
        e.EnrollmentId, e.CustomerId, e.JourneyId, e.Version, e.Plan, e.BusinessKey, e.TriggeredOn, e.EnrolledAt, e.State, e.End, e.EndedAt, e.GoalAt, e.MovedFrom);
}
