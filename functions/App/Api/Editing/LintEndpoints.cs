using FollowUpFlows.App.Access;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Pipeline.Journeys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>Judges files while they are written, by the rules of publishing.</summary>
internal static class LintEndpoints
{
    private const int FilesMax = 20;
    private const int BodyBytesMax = 2 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/lint", JudgeAsync)
        .LeavesNoTrace()
        .WithTags("editing")
        .Is(
            "lint",
            "What would go wrong with files that are being written",
            "Lays the drafts and the texts of the body over what is published, and judges the journeys that would change. Changes nothing.")
        .Accepts<LintRequest>("application/json")
        .Takes()
        .TakesBody();

    private static async Task<Results<Ok<LintBody>, ProblemHttpResult>> JudgeAsync(
        HttpRequest request, DraftStore drafts, JudgeDrafts judge, CancellationToken cancellationToken)
    {
        if (new ApiQuery(request).IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (LintRequest? body, problem) = await JsonBody.ReadAsync<LintRequest>(request, BodyBytesMax, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (FaultOf(body) is { } fault)
        {
            return Problems.BadRequest(fault);
        }

        Dictionary<TemplateName, string> texts = body.WithDrafts == false
            ? []
            : (await drafts.AllAsync(cancellationToken)).ToDictionary(d => d.Name, d => d.Text);
        foreach (LintedText file in body.Files ?? [])
        {
            texts[file.TemplateName] = file.Text!;
        }

        return TypedResults.Ok(LintBody.Of(await judge.RunAsync([.. texts.Select(t => (t.Key, t.Value))], cancellationToken)));
    }

    private static string? FaultOf(LintRequest body)
    {
        IReadOnlyList<LintedText?> files = body.Files ?? [];
        if (files.Count > FilesMax)
        {
            return $"At most {FilesMax} files at a time.";
        }

        foreach (LintedText? file in files)
        {
            if (file is not { Kind: not null, Name: not null, Text: { } text })
            {
                return "Each of 'files' needs 'kind', 'name' and 'text'.";
            }

            if ((file.TemplateName.IsPossible ? Draft.FaultOf(text) : TemplateParameters.FaultOf(file.TemplateName)) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }
}
