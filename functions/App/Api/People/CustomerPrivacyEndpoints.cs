using System.Text;
using System.Text.Json;
using FollowUpFlows.App.Access;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api.People;

/// <summary>What the law lets a customer ask for: everything that is kept of them, and to be forgotten.</summary>
internal static class CustomerPrivacyEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/customers/{id}/export", ExportAsync)
            .WithTags("customers")
            .Is("exportCustomer", "Everything that is kept of a customer, in one file", "Row by row, as it is kept. Needs who and why, which are kept on the timeline. Reads everything of that one customer.")
            .Accepts<ActBody>("application/json")
            .Produces<JsonElement>(StatusCodes.Status200OK, "application/json")
            .Takes(CustomerEndpoints.Id)
            .TakesBody()
            .MayMiss();
        routes.MapGet("/api/customers/{id}/erasure", PreviewAsync)
            .WithTags("customers")
            .Is("previewErasure", "What would go and what would stay of a customer who is forgotten", "Changes nothing.")
            .Takes(CustomerEndpoints.Id)
            .MayMiss()
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/api/customers/{id}/erase", EraseAsync)
            .Needs(Role.Admin)
            .WithTags("customers")
            .Is("eraseCustomer", "Forgets a customer", "For administrators. It cannot be taken back. Journeys end, nothing is sent any more; orders and amounts stay under the id.")
            .Accepts<ErasureBody>("application/json")
            .Takes(CustomerEndpoints.Id)
            .TakesBody()
            .MayMiss()
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExportAsync(
        HttpRequest request, ExportCustomer export, CustomerStore customers, CustomerNotes notes, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (ActBody? body, problem) = await JsonBody.ReadAsync<ActBody>(request, cancellationToken);
        if (body?.Act is not { } act)
        {
            return problem ?? Problems.BadRequest(ActBody.Expected);
        }

        string id = query.Text(CustomerEndpoints.Id)!;
        if (await customers.FindAsync(id, cancellationToken) is not { } customer)
        {
            return Problems.NotFound(CustomerEndpoints.NobodyDetail);
        }

        string whole = await export.WholeAsync(customer, cancellationToken);
        await notes.AddAsync(id, NoteKind.Exported, null, act.By, act.Why, cancellationToken);
        return TypedResults.File(Encoding.UTF8.GetBytes(whole), "application/json", $"{id}.json");
    }

    private static async Task<Results<Ok<ErasurePreview>, ProblemHttpResult>> PreviewAsync(
        HttpRequest request, CustomerTimeline timeline, ShopSettings shop, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        string id = query.Text(CustomerEndpoints.Id)!;
        return !CustomerEndpoints.IsId(id) || await timeline.OfAsync(id, cancellationToken) is not { } life ? Problems.NotFound(CustomerEndpoints.NobodyDetail)
            : life.State.Customer.IsForgotten ? Refusal.Forgotten
            : TypedResults.Ok(ErasurePreview.Of(ErasureOutlook.Of(life, shop)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EraseAsync(
        HttpRequest request, EraseCustomer erase, CustomerStore customers, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (ErasureBody? body, problem) = await JsonBody.ReadAsync<ErasureBody>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        string id = query.Text(CustomerEndpoints.Id)!;
        if (await customers.FindAsync(id, cancellationToken) is not { } customer)
        {
            return Problems.NotFound(CustomerEndpoints.NobodyDetail);
        }

        if (!IsConfirmed(customer.Customer, body.Confirm))
        {
            return Refusal.NotConfirmed;
        }

        await erase.RunAsync(id, request.Orchestrations(), cancellationToken);  // again, of somebody forgotten: completes what was interrupted
        return TypedResults.NoContent();
    }

    /// <summary>Blanks and widths are not what a slip of the mouse is told by.</summary>
    private static bool IsConfirmed(Customer customer, string? confirm) =>
        Plain(confirm) is { Length: > 0 } typed && (typed == Plain(customer.Name) || typed == Plain(customer.CustomerId));

    private static string? Plain(string? text) =>
        text is null ? null : string.Concat(text.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c)));
}

/// <summary>That a customer is to be forgotten.</summary>
/// <param name="Confirm">The customer's name as it is kept, or their id: typed, so that nobody is forgotten by a slip.</param>
internal sealed record ErasureBody(string? Confirm);

/// <summary>What would become of a customer who is forgotten.</summary>
/// <param name="Orders">Stay under the id, with their amounts and without a name: sales must add up.</param>
/// <param name="Sends">Settled messages whose rows stay without their text: certificates count them.</param>
/// <param name="Running">Journeys that end.</param>
/// <param name="Planned">Messages that were to come, and do not.</param>
/// <param name="Addresses">Of which a hash stays, so that nothing is sent there by mistake.</param>
/// <param name="Notes">Notes that go.</param>
/// <param name="ProofDays">For so many days statements of consent stay provable, by the hash of the address; 0 when none stays.</param>
internal sealed record ErasurePreview(int Orders, int Sends, int Running, int Planned, IReadOnlyList<Channel> Addresses, int Notes, int ProofDays)
{
    public static ErasurePreview Of(ErasureOutlook o) => new(o.Orders, o.Sends, o.Running, o.Planned, o.Addresses, o.Notes, o.ProofDays);
}
