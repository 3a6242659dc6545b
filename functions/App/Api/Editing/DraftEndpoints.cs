using FollowUpFlows.App.Access;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>Files that are being written. Nobody overwrites what they have not read.</summary>
internal static class DraftEndpoints
{
    /// <summary>As JSON a text may take up to six times its characters.</summary>
    public const int BodyBytesMax = 6 * Draft.TextLengthMax + 4096;

    private const int ByLengthMax = 200;
    private const int HashLength = 64;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/drafts", ListAsync)
            .WithTags("editing")
            .Is("listDrafts", "Files that somebody is writing, by kind and name")
            .TakesPages();
        routes.MapGet("/api/drafts/{kind}/{name}", ShowAsync)
            .WithTags("editing")
            .Is("getDraft", "A file that somebody is writing", "Customers see nothing of it until it is published. The header ETag is what to change it with.")
            .Takes(TemplateParameters.Kind, TemplateParameters.Name)
            .MayMiss();
        routes.MapPut("/api/drafts/{kind}/{name}", SaveAsync)
            .LeavesNoTrace()
            .WithTags("editing")
            .Is(
                "saveDraft",
                "Keeps a file that is being written",
                "Needs 'If-Match' with the ETag that was seen, or 'If-None-Match: *' where no draft was there. When somebody else saved meanwhile the answer is 412 with what they wrote, in 'current'.")
            .Accepts<DraftText>("application/json")
            .Takes(TemplateParameters.Kind, TemplateParameters.Name, DraftTag.IfMatch, DraftTag.IfNoneMatch)
            .TakesBody()
            .TakesTag()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .MayMiss();
        routes.MapDelete("/api/drafts/{kind}/{name}", RemoveAsync)
            .WithTags("editing")
            .Is(
                "removeDraft",
                "Gives a file up that is being written",
                "What is published stays as it is. Needs 'If-Match' with the ETag that was seen. A part that was never published stays as long as something includes it: 409, with 'usedIn'.")
            .Takes(TemplateParameters.Kind, TemplateParameters.Name, DraftTag.IfMatch)
            .TakesTag()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .MayMiss();
    }

    private static async Task<Results<Ok<Page<DraftItem>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, DraftStore drafts, PublishedFiles published, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        Dictionary<TemplateName, PublishedFile> files = (await published.AllAsync(cancellationToken)).ToDictionary(f => f.Name);
        ListPage<Draft> page = wanted.Range.Of(await drafts.AllAsync(cancellationToken), d => d.Name.Key);
        return TypedResults.Ok(wanted.Of<DraftItem>([.. page.Items.Select(d => DraftItem.Of(d, files.GetValueOrDefault(d.Name)))], page.Next));
    }

    private static async Task<Results<Ok<DraftBody>, ProblemHttpResult>> ShowAsync(
        HttpRequest request, DraftStore drafts, PublishedFiles published, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        TemplateName? name = TemplateParameters.Read(query);
        return query.IsRefused(out ProblemHttpResult? problem) ? problem
            : await drafts.FindAsync(name!, cancellationToken) is { } draft ? await DraftTag.AnswerAsync(request, draft, published, cancellationToken)
            : Problems.NotFound("Nobody is writing this file.");
    }

    private static async Task<Results<Ok<DraftBody>, ProblemHttpResult>> SaveAsync(
        HttpRequest request, DraftStore drafts, PublishedFiles published, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        TemplateName? name = TemplateParameters.Read(query);
        (string? seen, bool isFirst) = DraftTag.Read(query);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        if ((seen is null) == !isFirst)
        {
            return DraftTag.Missing();
        }

        (DraftText? body, problem) = await JsonBody.ReadAsync<DraftText>(request, BodyBytesMax, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (FaultOf(body) is { } fault)
        {
            return Problems.BadRequest(fault);
        }

        if (isFirst && (await drafts.AllAsync(cancellationToken)).Count >= DraftStore.CountMax)
        {
            return Problems.Conflict($"There are {DraftStore.CountMax} drafts already; publish or give up some of them.");
        }

        string? by = body.By?.Trim() is { Length: > 0 } who ? who : null;
        return await drafts.SaveAsync(name!, seen, body.Text!, body.BasedOn, by, cancellationToken) switch
        {
            DraftChange.Saved saved => await DraftTag.AnswerAsync(request, saved.Draft, published, cancellationToken),
            DraftChange.Moved moved => await DraftTag.MovedAsync(moved.Current, published, cancellationToken),
            var other => throw new NotSupportedException(other.ToString()),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        HttpRequest request, DraftStore drafts, PublishedFiles published, PartUses parts, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        TemplateName? name = TemplateParameters.Read(query);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        if (ApiTags.Unquoted(query.Text(DraftTag.IfMatch)) is not { } seen)
        {
            return Problems.PreconditionRequired("Send 'If-Match' with the ETag of the draft that you have seen.");
        }

        if (name!.Kind == TemplateKind.Part && await published.FindAsync(name, cancellationToken) is null)
        {
            TemplateRef[] uses = TemplateRef.UsesOf(name.Name, await parts.ReadAsync(cancellationToken));
            if (uses.Length > 0)
            {
                return Problems.Conflict("Something includes this part: 'usedIn' names it. Take the part out there first.", ("reason", "in-use"), ("usedIn", uses));
            }
        }

        return await drafts.RemoveAsync(name!, seen, cancellationToken) switch
        {
            DraftChange.Removed => TypedResults.NoContent(),
            DraftChange.Moved { Current: null } => Problems.NotFound("Nobody is writing this file."),
            DraftChange.Moved moved => await DraftTag.MovedAsync(moved.Current, published, cancellationToken),
            var other => throw new NotSupportedException(other.ToString()),
        };
    }

    private static string? FaultOf(DraftText body) =>
        body.Text is null ? "'text' is missing: write the whole file."
        : Draft.FaultOf(body.Text) is { } fault ? fault
        : body.BasedOn is { } hash && !(hash.Length == HashLength && hash.All(char.IsAsciiHexDigitLower)) ? "'basedOn' must be the 'hash' of the published file with which the draft began."
        : body.By?.Length > ByLengthMax ? $"'by' may have {ByLengthMax} characters at most."
        : null;
}
