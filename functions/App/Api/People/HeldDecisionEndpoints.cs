using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api.People;

/// <summary>A person says what became of a message whose fate nobody could find out.</summary>
internal static class HeldDecisionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/customers/{id}/message/decide", DecideAsync)
        .WithTags("sends")
        .Is(
            "decideHeld",
            "Settles a message that is held, as a person has found out",
            "Sends nothing: what arrived counts as sent, what did not go out counts as failed. Needs who and why, which are kept on the timeline.")
        .Accepts<HeldDecisionBody>("application/json")
        .Takes(CustomerEndpoints.Id)
        .TakesBody()
        .MayMiss()
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<NoContent, ProblemHttpResult>> DecideAsync(
        HttpRequest request, DecideHeld decide, CustomerStore customers, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (HeldDecisionBody? body, problem) = await JsonBody.ReadAsync<HeldDecisionBody>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (body.Key is not { } key || body.Verdict is not { } verdict)
        {
            return Problems.BadRequest("'enrollment', 'step', 'visit' and 'channel' say which message is meant, and 'verdict' what became of it: arrived or not-gone.");
        }

        if (new ActBody(body.By, body.Why).Act is not { } act)
        {
            return Problems.BadRequest(ActBody.Expected);
        }

        string id = query.Text(CustomerEndpoints.Id)!;
        if (await customers.FindAsync(id, cancellationToken) is null)
        {
            return Problems.NotFound(CustomerEndpoints.NobodyDetail);
        }

        return await decide.RunAsync(id, key, verdict, act, cancellationToken) switch
        {
            HeldOutcome.Decided => TypedResults.NoContent(),
            HeldOutcome.NotHeld => Refusal.NotHeld,
            _ => Problems.NotFound("The ledger has no such row of this customer."),
        };
    }
}

/// <summary>What became of a message.</summary>
/// <param name="Enrollment">The enrollment, as the ledger's row names it.</param>
/// <param name="Step">The step.</param>
/// <param name="Visit">How often the step had been reached before; 0 when it is left out.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Verdict">Whether it arrived, or never went out.</param>
/// <param name="By">Who decides, as the shop calls them.</param>
/// <param name="Why">How they know, without addresses.</param>
internal sealed record HeldDecisionBody(string? Enrollment, string? Step, int? Visit, Channel? Channel, HeldVerdict? Verdict, string? By, string? Why)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public SendKey? Key => Enrollment is { Length: > 0 } enrollment && Step is { Length: > 0 } step && Channel is { } channel && !(Visit < 0)
        ? new SendKey(enrollment, step, Visit ?? 0, channel)
        : null;
}
