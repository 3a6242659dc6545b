using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>What customers have said about marketing, as the proof of it.</summary>
internal static class ConsentEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/customers/{id}/consents", ListAsync)
        .WithTags("customers")
        .Is(
            "listConsents",
            "Every statement of a customer about marketing",
            "Those of one channel together, the oldest first. Statements are added and never changed; docs/law.md says for how long they are kept.")
        .TakesPages(CustomerEndpoints.Id)
        .MayMiss();

    private static async Task<Results<Ok<Page<ConsentItem>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, CustomerStore customers, ConsentLog log, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        if (await customers.FindAsync(query.Text(CustomerEndpoints.Id)!, cancellationToken) is not { } state)
        {
            return Problems.NotFound(CustomerEndpoints.NobodyDetail);
        }

        ListPage<Consent> page = await log.PageAsync(state.CustomerId, wanted.Range, cancellationToken);
        return TypedResults.Ok(wanted.Of<ConsentItem>([.. page.Items.Select(c => ConsentItem.Of(c, state))], page.Next));
    }
}

/// <summary>A statement about marketing messages.</summary>
/// <param name="Channel">Where messages would go.</param>
/// <param name="Topic">What it is about; null for all marketing on the channel.</param>
/// <param name="State">What was said.</param>
/// <param name="At">When it was stated.</param>
/// <param name="Source">Where it was stated.</param>
/// <param name="Origin">By which way it came; null of statements older than this fact.</param>
/// <param name="Wording">The version of the words agreed to; null when unknown.</param>
/// <param name="Ip">From where a form was sent; null for all else.</param>
/// <param name="By">Who of the shop entered it; null for all else.</param>
/// <param name="Holds">No later statement took its place.</param>
internal sealed record ConsentItem(
    Channel Channel, string? Topic, ConsentState State, DateTimeOffset At, string Source, ConsentOrigin? Origin, string? Wording, string? Ip, string? By, bool Holds)
{
    public static ConsentItem Of(Consent c, CustomerState state)
    {
        Consent? holding = c.Topic is { } topic ? state.TopicConsents.GetValueOrDefault((c.Channel, topic)) : state.Consents.GetValueOrDefault(c.Channel);
        return Of(c, c == holding);
    }

    public static ConsentItem Of(Consent c, bool holds) => new(c.Channel, c.Topic, c.State, c.At, c.Source, c.Origin, c.Wording, c.Ip, c.By, holds);
}
