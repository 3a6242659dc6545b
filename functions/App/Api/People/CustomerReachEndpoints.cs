using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api.People;

/// <summary>Whether anything may be sent to a customer, and a person's own say in it.</summary>
internal static class CustomerReachEndpoints
{
    private static readonly ApiParameter Channel = ApiParameter.Word<Channel>("channel", "email or line.").InPath();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/customers/{id}/reach", ShowAsync)
            .WithTags("customers")
            .Is("getReach", "Whether anything may be sent to a customer, by channel", "Of consent see listConsents.")
            .Takes(CustomerEndpoints.Id)
            .MayMiss();
        routes.MapPost("/api/customers/{id}/suppress/{channel}", SuppressAsync)
            .WithTags("customers")
            .Is("suppressCustomer", "Stops everything to a customer on a channel", "Effective at once, also for what is queued. An address that is on the list stays as it is, unless its owner can take that back.")
            .Accepts<ActBody>("application/json")
            .Takes(CustomerEndpoints.Id, Channel)
            .TakesBody()
            .MayMiss()
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/api/customers/{id}/lift/{channel}", LiftAsync)
            .WithTags("customers")
            .Is("liftSuppression", "Lets messages go out again that a person of the shop has stopped", "What the customer or the provider has stopped stays so.")
            .Accepts<ActBody>("application/json")
            .Takes(CustomerEndpoints.Id, Channel)
            .TakesBody()
            .MayMiss()
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<CustomerReachBody>, ProblemHttpResult>> ShowAsync(HttpRequest request, SuppressCustomer suppress, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        string id = query.Text(CustomerEndpoints.Id)!;
        return CustomerEndpoints.IsId(id) && await suppress.StandingsAsync(id, cancellationToken) is { } standings
            ? TypedResults.Ok(new CustomerReachBody([.. standings.Select(ChannelReach.Of)]))
            : Problems.NotFound(CustomerEndpoints.NobodyDetail);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SuppressAsync(
        HttpRequest request, SuppressCustomer suppress, CustomerStore customers, CancellationToken cancellationToken)
    {
        (Wanted? wanted, ProblemHttpResult? problem) = await ReadAsync(request, customers, cancellationToken);
        return wanted is null ? problem!
            : await suppress.AddAsync(wanted.CustomerId, wanted.Channel, wanted.Act, cancellationToken) ? TypedResults.NoContent()
            : Refusal.NoAddress;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> LiftAsync(
        HttpRequest request, SuppressCustomer suppress, CustomerStore customers, CancellationToken cancellationToken)
    {
        (Wanted? wanted, ProblemHttpResult? problem) = await ReadAsync(request, customers, cancellationToken);
        return wanted is null ? problem! : await suppress.LiftAsync(wanted.CustomerId, wanted.Channel, wanted.Act, cancellationToken) switch
        {
            Lifting.Lifted => TypedResults.NoContent(),
            Lifting.NotOurs => Refusal.NotOurs,
            _ => Refusal.NotListed,
        };
    }

    private static async Task<(Wanted? Wanted, ProblemHttpResult? Problem)> ReadAsync(HttpRequest request, CustomerStore customers, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        Channel? channel = query.Word<Channel>(Channel);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return (null, problem);
        }

        (ActBody? body, problem) = await JsonBody.ReadAsync<ActBody>(request, cancellationToken);
        if (body?.Act is not { } act)
        {
            return (null, problem ?? Problems.BadRequest(ActBody.Expected));
        }

        string id = query.Text(CustomerEndpoints.Id)!;
        return await customers.FindAsync(id, cancellationToken) is null
            ? (null, Problems.NotFound(CustomerEndpoints.NobodyDetail))
            : (new Wanted(id, channel!.Value, act), null);
    }

    private sealed record Wanted(string CustomerId, Channel Channel, OperatorAct Act);
}

/// <summary>Whether anything may be sent to a customer.</summary>
/// <param name="Channels">Each channel by which customers are reached.</param>
internal sealed record CustomerReachBody(IReadOnlyList<ChannelReach> Channels);

/// <summary>How a customer stands on a channel.</summary>
/// <param name="Channel">E-mail or LINE.</param>
/// <param name="HasAddress">Whether an address is known.</param>
/// <param name="Stopped">Why nothing may be sent there; null when nothing stands in the way.</param>
/// <param name="StoppedAt">Since when.</param>
/// <param name="By">Which person of the shop did so; null for all else.</param>
/// <param name="Why">The reason that they gave.</param>
/// <param name="CanLift">Whether the shop may let messages go out again.</param>
internal sealed record ChannelReach(Channel Channel, bool HasAddress, SuppressionReason? Stopped, DateTimeOffset? StoppedAt, string? By, string? Why, bool CanLift)
{
    public static ChannelReach Of(ChannelStanding s) => new(
        s.Channel, s.HasAddress, s.Suppression?.Reason, s.Suppression?.At, s.Act?.By, s.Act?.Why, s.Suppression?.Reason == SuppressionReason.Person);
}
