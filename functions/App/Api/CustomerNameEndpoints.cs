using FollowUpFlows.App.Access;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>What customers are called, for lists that know only their ids.</summary>
internal static class CustomerNameEndpoints
{
    public const int IdsMax = ApiParameter.LimitMax;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/customers/names", ListAsync)
        .Needs(Role.Viewer)
        .WithTags("customers")
        .Is("nameCustomers", "The names of customers by their ids", $"At most {IdsMax} of them. Changes nothing; ids that nobody has are left out. Reads one row for each.")
        .Accepts<CustomerIds>("application/json")
        .Takes()
        .TakesBody();

    private static async Task<Results<Ok<Page<CustomerName>>, ProblemHttpResult>> ListAsync(HttpRequest request, ListCustomers customers, CancellationToken cancellationToken)
    {
        if (new ApiQuery(request).IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (CustomerIds? body, problem) = await JsonBody.ReadAsync<CustomerIds>(request, cancellationToken);
        if (body?.Ids is not { Count: <= IdsMax } ids || ids.Any(i => i is null || !CustomerEndpoints.IsId(i)))
        {
            return problem ?? Problems.BadRequest($"'ids' must be a list of at most {IdsMax} ids of ours.");
        }

        List<CustomerName> names = [];
        foreach (string id in ids.Distinct())
        {
            if (await customers.ProfileAsync(id, cancellationToken) is { } known)
            {
                names.Add(CustomerName.Of(known));
            }
        }

        return TypedResults.Ok(new Page<CustomerName>(names, null));
    }
}

/// <summary>Whose names are wanted.</summary>
/// <param name="Ids">Ids of ours.</param>
internal sealed record CustomerIds(IReadOnlyList<string>? Ids);

/// <summary>What a customer is called.</summary>
/// <param name="CustomerId">Ours; permanent.</param>
/// <param name="Name">Null when unknown.</param>
/// <param name="Erased">Forgotten at their own wish.</param>
internal sealed record CustomerName(string CustomerId, string? Name, bool Erased)
{
    public static CustomerName Of(Customer customer) => new(customer.CustomerId, customer.Name, customer.ErasedAt is not null);
}
