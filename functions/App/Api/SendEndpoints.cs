using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>The send ledger: what was due, what became of it, and why.</summary>
internal static class SendEndpoints
{
    private static readonly ApiParameter Day = ApiParameter.Day("day", "Only what was due on that day of the shop, or is deferred to it.");
    private static readonly ApiParameter State = ApiParameter.Word<SendState>("state", "Only messages that have come so far.");
    private static readonly ApiParameter EnrollmentId = ApiParameter.Text("enrollment", "Only of this enrollment; needs 'customer'.");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/sends", ListAsync)
        .WithTags("sends")
        .Is(
            "listSends",
            "The send ledger: messages with their states and reasons",
            """
            With 'day', what was due on that day, or is deferred to it. With 'customer', everything of that customer, the latest due first.
            With neither, what was due today or in the year before, the latest day first; what is still to come is under its day or its
            customer. Reads one row for each message. A page looks at 500 messages and 32 days at most, and may have few items or none and
            still a next page.
            """)
        .TakesPages(Day, State, ApiLists.Customer, EnrollmentId);

    private static async Task<Results<Ok<Page<SendItem>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, SendPages sends, ShopSettings shop, Clocks clocks, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        (DateOnly? day, SendState? state) = (query.Day(Day), query.Word<SendState>(State));
        (string? customer, string? enrollment) = (ApiLists.CustomerOf(query), query.Text(EnrollmentId));
        if (enrollment is not null && customer is null)
        {
            query.Refuse("'enrollment' needs 'customer': enrollments lie with their customers.");
        }

        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        ListPage<ListedSend> page = customer is not null
            ? await sends.OfCustomerAsync(customer, r => IsWanted(r) && (day is null || IsOn(r.DueAt) || IsOn(r.DeferredUntil)), wanted.Range, cancellationToken)
            : day is { } on ? await sends.OfDayAsync(on, IsWanted, wanted.Range, cancellationToken)
            : await sends.OfDaysAsync(ApiLists.YearBefore(today), today, IsWanted, wanted.Range, cancellationToken);
        return TypedResults.Ok(wanted.Of<SendItem>([.. page.Items.Select(SendItem.Of)], page.Next));

        bool IsWanted(SendRow row) => (state is null || row.State == state) && (enrollment is null || row.Key.EnrollmentId == enrollment);
        bool IsOn(DateTimeOffset? instant) => instant is { } at && shop.Calendar.DateOf(at) == day;
    }
}

/// <summary>A row of the send ledger.</summary>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="EnrollmentId">The enrollment that it belongs to.</param>
/// <param name="StepId">The step that sends it.</param>
/// <param name="Visit">How often the step has been reached before.</param>
/// <param name="Channel">The channel that it is planned for, or went over.</param>
/// <param name="State">How far it has come.</param>
/// <param name="DueAt">When the step was due.</param>
/// <param name="DeferredUntil">Until when it waits; null unless it was due before and waits.</param>
/// <param name="MessageId">The message template.</param>
/// <param name="Purpose">Null while it is planned.</param>
/// <param name="RankId">The held rank when it was decided; null before.</param>
/// <param name="ClaimedAt">When it was rendered and kept; null when nothing was.</param>
/// <param name="PayloadHash">SHA-256 of what was sent, lower-case hex; stays when the message itself is dropped.</param>
/// <param name="SettledAt">When the state became final; null while it is not.</param>
/// <param name="Fallback">Set when the message was given to another channel than the preferred one.</param>
/// <param name="ProviderId">The provider's id of a sent message.</param>
/// <param name="Reason">Why it was withheld, failed, expired, is deferred or held.</param>
internal sealed record SendItem(
    string CustomerId, string EnrollmentId, string StepId, int Visit, Channel Channel, SendState State, DateTimeOffset DueAt, DateTimeOffset? DeferredUntil, string MessageId, Purpose? Purpose, string? RankId,
    DateTimeOffset? ClaimedAt, string? PayloadHash, DateTimeOffset? SettledAt, SendFallback? Fallback, string? ProviderId, string? Reason)
{
    public static SendItem Of(ListedSend send)
    {
        (SendRow row, SendKey key) = (send.Row, send.Row.Key);
        return new SendItem(
            send.CustomerId, key.EnrollmentId, key.StepId, key.Visit, key.Channel, row.State, row.DueAt, row.DeferredUntil, row.MessageId, row.Purpose, row.RankId,
            row.ClaimedAt, row.PayloadHash, row.SettledAt,
            row.Fallback is { } fallback ? new SendFallback(fallback.From, fallback.Reason) : null, row.ProviderId, row.Reason);
    }
}

/// <summary>Another channel stands in for the preferred one.</summary>
/// <param name="From">The preferred channel.</param>
/// <param name="Reason">Why it could not be used.</param>
internal sealed record SendFallback(Channel From, WithholdReason Reason);
