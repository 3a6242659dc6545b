using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.App.Api;

/// <summary>Who the customers are.</summary>
internal static class CustomerEndpoints
{
    public const string NobodyDetail = "No customer has this id.";

    private static readonly ApiParameter Rank = ApiParameter.Text("rank", "Only who holds this rank of the model.");
    private static readonly ApiParameter HalfOf = ApiParameter.Word<Half>("half", "Only who bought within the rank's number of days (current), or who has been quiet for longer (lapsed).");

    private static readonly ApiParameter Tag = ApiParameter.Text("tag", "Only who has this tag.");
    private static readonly ApiParameter Consent = ApiParameter.Word<Channel>("consent", "Only who agrees to marketing on this channel now.");
    private static readonly ApiParameter LastSince = ApiParameter.Day("lastSince", "Only whose last order was on that day or later.");
    private static readonly ApiParameter LastUntil = ApiParameter.Day("lastUntil", "Only whose last order was on that day or earlier.");

    public static ApiParameter Id { get; } = ApiParameter.Text("id", "The customer's id, ours.").InPath();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/customers", ListAsync)
            .WithTags("customers")
            .Is(
                "listCustomers",
                "All customers, in an order that means nothing and stays",
                "Reads a few rows of each customer on the page. With a filter a page looks at 500 customers at most, and may have few items or none and still a next page.")
            .TakesPages(Rank, HalfOf, CustomerModels.Model, Tag, Consent, LastSince, LastUntil);
        routes.MapGet("/api/customers/{id}", ShowAsync)
            .WithTags("customers")
            .Is("getCustomer", "A customer: who they are, what they agreed to, which ranks they hold", "Reads the customer.")
            .Takes(Id)
            .MayMiss();
    }

    private static async Task<Results<Ok<Page<CustomerItem>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, ListCustomers customers, CustomerModels models, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        Half half = query.Word<Half>(HalfOf) ?? Half.Any;
        RankModel? model = await models.WantedAsync(query, cancellationToken);
        string? rank = query.Text(Rank);
        (Channel? consent, DateOnly? since, DateOnly? until) = (query.Word<Channel>(Consent), query.Day(LastSince), query.Day(LastUntil));
        if (rank is not null && model is not null && model.PositionOf(rank) is null)
        {
            query.Refuse($"'rank' must be one of {string.Join(", ", model.Ranks.Select(r => r.Id))}.");
        }

        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        CustomerFilter filter = new(model!, rank, half) { Tag = query.Text(Tag), Consent = consent, LastSince = since, LastUntil = until };
        ListPage<ListedCustomer> page = await customers.RunAsync(filter, wanted.Range, cancellationToken);
        return TypedResults.Ok(wanted.Of<CustomerItem>([.. page.Items.Select(c => CustomerItem.Of(c, model!))], page.Next));
    }

    private static async Task<Results<Ok<CustomerProfile>, ProblemHttpResult>> ShowAsync(
        HttpRequest request, CustomerStore customers, CustomerTraces traces, RankLibrary models, ShopSettings shop, Clocks clocks, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        if (await customers.FindAsync(query.Text(Id)!, cancellationToken) is not { } state)
        {
            return Problems.NotFound(NobodyDetail);
        }

        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        IReadOnlyDictionary<string, RankModel> known = await models.AllAsync(cancellationToken);
        IReadOnlyList<string> aliases = await traces.AliasesAsync(state.CustomerId, cancellationToken);
        return TypedResults.Ok(CustomerProfile.Of(state, aliases, known, today));
    }

    /// <summary>Null when nothing is kept of a customer of that id.</summary>
    public static async Task<CustomerState?> FindAsync(this CustomerStore customers, string id, CancellationToken cancellationToken) =>
        IsId(id) && await customers.LoadAsync(id, cancellationToken) is { Profile: not null } state ? state : null;

    /// <summary>Whether the store can have such a key at all.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= 100 && text.All(char.IsAsciiLetterOrDigit);
}
