using FollowUpFlows.App.Access;
using System.Text.Json;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>Finds customers by what people know of them. What they know stands in the body: addresses in URLs end up in logs.</summary>
internal static class CustomerSearchEndpoints
{
    public const int BodyBytesMax = 8 * 1024;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/customers/search", FindAsync)
        .Needs(Role.Viewer)
        .WithTags("customers")
        .Is(
            "searchCustomers",
            "Customers by an exact id, address or number, or by the beginning of their name",
            "Changes nothing. It is a POST because names and addresses must not stand in URLs. Who is found by an id, address or number stands alone on the first page; names come in pages, which may have few items or none and still a next page.")
        .Accepts<CustomerSearch>("application/json")
        .TakesPages(CustomerModels.Model)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<Results<Ok<Page<CustomerItem>>, ProblemHttpResult>> FindAsync(
        HttpRequest request, FindCustomer find, FindByName names, ListCustomers customers, CustomerModels models, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        RankModel? model = await models.WantedAsync(query, cancellationToken);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (string? text, problem) = await TextAsync(request, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        List<CustomerItem> items = [];
        foreach (string customerId in wanted.Position is not null ? [] : await find.ByAsync(text!, cancellationToken))
        {
            if (await customers.FindAsync(customerId, model!, cancellationToken) is { } found)
            {
                items.Add(CustomerItem.Of(found, model!));
            }
        }

        if (items.Count > 0)
        {
            return TypedResults.Ok(new Page<CustomerItem>(items, null));
        }

        ListPage<ListedCustomer> page = await names.PageAsync(text!, model!, wanted.Range, cancellationToken);
        return TypedResults.Ok(wanted.Of<CustomerItem>([.. page.Items.Select(c => CustomerItem.Of(c, model!))], page.Next));
    }

    private static async Task<(string? Text, ProblemHttpResult? Problem)> TextAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            return (null, Problems.NotJson());
        }

        byte[]? body = await request.Body.ReadUpToAsync(BodyBytesMax, cancellationToken);
        if (body is null)
        {
            return (null, Problems.TooLarge(BodyBytesMax));
        }

        try
        {
            CustomerSearch? wanted = JsonSerializer.Deserialize<CustomerSearch>(body, JsonSerializerOptions.Web);
            return string.IsNullOrWhiteSpace(wanted?.Text)
                ? (null, Problems.BadRequest("'text' is missing: write the name, id, e-mail address, phone number or LINE user id that is looked for."))
                : (wanted.Text.Trim(), null);
        }
        catch (JsonException)
        {
            return (null, Problems.BadRequest("The body is no JSON like {\"text\": \"hanako@example.jp\"}."));
        }
    }
}

/// <summary>Whom to look for.</summary>
/// <param name="Text">Our id, a shop system's, an e-mail address, a phone number or a LINE user id, all of it; or a name or its reading, from
/// their beginning, in either kana.</param>
internal sealed record CustomerSearch(string Text);
