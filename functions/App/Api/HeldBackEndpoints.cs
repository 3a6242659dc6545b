using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>Who is held back, so that nobody gets too much.</summary>
internal static class HeldBackEndpoints
{
    private static readonly ApiParameter Reason = ApiParameter.Word<DeferReason>("reason", "Only messages that wait for this reason.");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/held-back", ListAsync)
        .WithTags("sends")
        .Is(
            "listHeldBack",
            "Messages that are held back: why, and when it is their turn",
            """
            Marketing that was due and waits: because the customer has got as many messages as the shop allows their rank, because of the
            hours or the days, or because its journey pauses. Reads one row for each. A page looks at 500 messages at most, and may have few items or
            none and still a next page.
            """)
        .TakesPages(Reason);

    private static async Task<Results<Ok<Page<HeldBackItem>>, ProblemHttpResult>> ListAsync(HttpRequest request, ListHeld held, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        DeferReason? reason = query.Word<DeferReason>(Reason);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        ListPage<HeldSend> page = await held.PageAsync(reason, wanted.Range, cancellationToken);
        return TypedResults.Ok(wanted.Of<HeldBackItem>([.. page.Items.Select(HeldBackItem.Of)], page.Next));
    }
}

/// <summary>A message that is held back.</summary>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="JourneyId">The journey that sends it.</param>
/// <param name="EnrollmentId">The enrollment that it belongs to.</param>
/// <param name="StepId">The step that sends it.</param>
/// <param name="Channel">The channel that it is planned for.</param>
/// <param name="MessageId">The message template.</param>
/// <param name="DueAt">When the step was due.</param>
/// <param name="NextSlot">The first moment at which it may go; whether it goes is decided then.</param>
/// <param name="Reason">Why it waits.</param>
internal sealed record HeldBackItem(
    string CustomerId, string JourneyId, string EnrollmentId, string StepId, Channel Channel, string MessageId, DateTimeOffset DueAt, DateTimeOffset NextSlot, DeferReason Reason)
{
    public static HeldBackItem Of(HeldSend held) => new(
        held.CustomerId, held.JourneyId, held.Row.Key.EnrollmentId, held.Row.Key.StepId, held.Row.Key.Channel, held.Row.MessageId, held.Row.DueAt, held.Until, held.Reason);
}
