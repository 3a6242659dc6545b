using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>Broadcasts: when they begin, how far they have come, and who says yes or no to them.</summary>
internal static class BroadcastEndpoints
{
    private static readonly ApiParameter Id = ApiParameter.Text("id", "The broadcast's id.").InPath();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/broadcasts", ListAsync)
            .WithTags("broadcasts")
            .Is("listBroadcasts", "The published broadcasts by id, and how far each has come")
            .TakesPages();
        routes.MapPost("/api/broadcasts/{id}/approve", (HttpRequest request, Broadcasts broadcasts, CancellationToken token) =>
                ActAsync(request, broadcasts.ApproveAsync, "No broadcast of this id waits for approval.", token))
            .WithTags("broadcasts")
            .Is("approveBroadcast", "Lets a broadcast begin that waits for it", "Needs who and why, which are kept.")
            .Accepts<ActBody>("application/json")
            .Takes(Id)
            .TakesBody()
            .MayMiss();
        routes.MapPost("/api/broadcasts/{id}/cancel", (HttpRequest request, Broadcasts broadcasts, CancellationToken token) =>
                ActAsync(request, broadcasts.CancelAsync, "No broadcast of this id can be called off.", token))
            .WithTags("broadcasts")
            .Is("cancelBroadcast", "Calls a broadcast off", "Nobody enters any more, and whoever has entered gets nothing further; what has gone is gone. Needs who and why, which are kept.")
            .Accepts<ActBody>("application/json")
            .Takes(Id)
            .TakesBody()
            .MayMiss();
        routes.MapPost("/api/broadcasts/{id}/pause", (HttpRequest request, Broadcasts broadcasts, CancellationToken token) =>
                ActAsync(request, broadcasts.PauseAsync, "No broadcast of this id can be paused.", token))
            .WithTags("broadcasts")
            .Is("pauseBroadcast", "Pauses a broadcast", "Nobody enters, and what has not gone waits, each with the reason 'BroadcastPaused', until it is resumed or too late. Needs who and why, which are kept.")
            .Accepts<ActBody>("application/json")
            .Takes(Id)
            .TakesBody()
            .MayMiss();
        routes.MapPost("/api/broadcasts/{id}/resume", (HttpRequest request, Broadcasts broadcasts, CancellationToken token) =>
                ActAsync(request, broadcasts.ResumeAsync, "No broadcast of this id pauses, or its time is over.", token))
            .WithTags("broadcasts")
            .Is("resumeBroadcast", "Lets a broadcast go on that pauses", "What waits goes within ten minutes, and nothing twice; those who have not entered do so at their turns, as much later as it paused. Needs who and why, which are kept.")
            .Accepts<ActBody>("application/json")
            .Takes(Id)
            .TakesBody()
            .MayMiss();
    }

    private static async Task<Results<Ok<Page<BroadcastItem>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, Broadcasts broadcasts, LineBudgets budgets, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        ListPage<BroadcastStanding> page = wanted.Range.Of(await broadcasts.AllAsync(cancellationToken), b => b.Id);
        List<BroadcastItem> items = [];
        foreach (BroadcastStanding standing in page.Items)
        {
            int? taken = standing.Trigger.LineMax is null ? null : await budgets.TakenAsync(standing.Id, cancellationToken);
            items.Add(BroadcastItem.Of(standing, taken));
        }

        return TypedResults.Ok(wanted.Of<BroadcastItem>(items, page.Next));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ActAsync(
        HttpRequest request, Func<string, OperatorAct, CancellationToken, Task<bool>> act, string refusal, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (ActBody? body, problem) = await JsonBody.ReadAsync<ActBody>(request, cancellationToken);
        if (body?.Act is not { } who)
        {
            return problem ?? Problems.BadRequest(ActBody.Expected);
        }

        return await act(query.Text(Id)!, who, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound(refusal);
    }
}

/// <summary>A broadcast.</summary>
/// <param name="Id">Kept for ever.</param>
/// <param name="Name">For people.</param>
/// <param name="State">How far it has come.</param>
/// <param name="StartsAt">When it begins, or began, on the shop clock.</param>
/// <param name="PerHour">How many begin within an hour; null for all at once.</param>
/// <param name="Max">Most customers who get it; null for everybody of the segment.</param>
/// <param name="LineMax">Most messages of it that go by LINE; null for no limit.</param>
/// <param name="LineTaken">How many of these are sent, or about to be; null without a limit.</param>
/// <param name="Looked">Customers that were looked at so far.</param>
/// <param name="Entered">Those of them who have entered: whoever still waits for their turn is not among them.</param>
/// <param name="Over">Those who would, were it not for the limit.</param>
/// <param name="Unreadable">Those of whom what is kept cannot be read: they are left out.</param>
/// <param name="NextAt">When the next one enters, on the shop clock; null when nobody is known to wait for their turn.</param>
/// <param name="ApprovedBy">Who approved of it; null when nobody did.</param>
/// <param name="CancelledBy">Who called it off; null when nobody did.</param>
/// <param name="PausedBy">Who pauses it; null when nobody does.</param>
internal sealed record BroadcastItem(
    string Id,
    LocalText Name,
    BroadcastState State,
    DateTimeOffset StartsAt,
    int? PerHour,
    int? Max,
    int? LineMax,
    int? LineTaken,
    int Looked,
    int Entered,
    int Over,
    int Unreadable,
    DateTimeOffset? NextAt,
    string? ApprovedBy,
    string? CancelledBy,
    string? PausedBy)
{
    public static BroadcastItem Of(BroadcastStanding standing, int? lineTaken) => new(
        standing.Id,
        standing.Journey.Definition.Name,
        standing.State,
        standing.StartsAt,
        standing.Trigger.PerHour,
        standing.Trigger.Max,
        standing.Trigger.LineMax,
        lineTaken,
        standing.Job.Count.Looked,
        standing.Job.Count.Entered,
        standing.Job.Count.Over,
        standing.Job.Count.Unreadable,
        standing.NextAt,
        standing.Approval?.By,
        standing.Cancellation?.By,
        standing.Pause?.By);
}
