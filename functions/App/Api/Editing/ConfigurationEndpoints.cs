using System.Globalization;
using FollowUpFlows.App.Access;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.App.Settings;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Journeys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>The configuration of the shop as files: out as a ZIP, in as drafts.</summary>
internal static class ConfigurationEndpoints
{
    private const string Zip = "application/zip";

    private static readonly ApiParameter IfMatch = ApiParameter.Header("If-Match", "The 'mark' of the preview, in quotes.");
    private static readonly ApiParameter Replace = ApiParameter.Word<ReplaceDrafts>("drafts", "Whether drafts that somebody is writing may be replaced: 'keep' (the default) refuses then, 'replace' does it.");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/configuration", ExportAsync)
            .WithTags("editing")
            .Is("exportConfiguration", "The published configuration as a ZIP", "Journeys, campaigns, messages, frames and rank models as they lie in a folder of templates, and 'settings.json' with the settings that are no secrets. No customers, no keys, no lists of people.")
            .Produces<Stream>(StatusCodes.Status200OK, Zip)
            .Takes();
        routes.MapPost("/api/configuration/preview", PreviewAsync)
            .LeavesNoTrace()
            .WithTags("editing")
            .Is("previewConfiguration", "What the files of a ZIP would change", "File by file, with what the rules of publishing say of them, and settings that differ. Changes nothing.")
            .Accepts<Stream>(Zip)
            .Takes()
            .TakesBody();
        routes.MapPost("/api/configuration/import", ImportAsync)
            .WithTags("editing")
            .Is("importConfiguration", "Takes the files of a ZIP as drafts", "Those that are new or different; customers get nothing of them until somebody publishes. Nothing is removed, and settings stay as they are. Needs 'If-Match' with the mark of the preview.")
            .Accepts<Stream>(Zip)
            .Takes(IfMatch, Replace)
            .TakesBody()
            .TakesTag()
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExportAsync(
        HttpRequest request, MoveConfiguration move, ShopSettings shop, Clocks clocks, CancellationToken cancellationToken)
    {
        if (new ApiQuery(request).IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        byte[] zip = await move.ExportAsync(SettingsOf(request).Text(), cancellationToken);
        string day = shop.Calendar.DateOf(clocks.Shop.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return TypedResults.File(zip, Zip, $"followupflows-{day}.zip");
    }

    private static async Task<Results<Ok<ConfigurationPreview>, ProblemHttpResult>> PreviewAsync(HttpRequest request, MoveConfiguration move, CancellationToken cancellationToken)
    {
        if (new ApiQuery(request).IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (byte[]? zip, problem) = await BodyAsync(request, cancellationToken);
        return zip is null ? problem! : TypedResults.Ok(ConfigurationPreview.Of(await move.PlanAsync(zip, cancellationToken), SettingsOf(request)));
    }

    private static async Task<Results<Ok<ImportedConfiguration>, ProblemHttpResult>> ImportAsync(HttpRequest request, MoveConfiguration move, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        string? mark = ApiTags.Unquoted(query.Text(IfMatch));
        bool replaces = query.Word<ReplaceDrafts>(Replace) == ReplaceDrafts.Replace;
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        if (mark is null)
        {
            return Problems.PreconditionRequired("Send 'If-Match' with the 'mark' of the preview, in quotes.");
        }

        (byte[]? zip, problem) = await BodyAsync(request, cancellationToken);
        if (zip is null)
        {
            return problem!;
        }

        string? by = Visitor.Of(request.HttpContext) is { IsPerson: true } person ? person.Name : null;
        return await move.ImportAsync(zip, mark, replaces, by, cancellationToken) switch
        {
            ImportOutcome.Done done => TypedResults.Ok(new ImportedConfiguration([.. done.Drafts.Select(d => new ImportedDraft(d.Name.Kind, d.Name.Name, d.Tag))])),
            ImportOutcome.Moved => Problems.Moved("The files, what is published, or a draft has changed since the preview; look at it again."),
            ImportOutcome.Refused => Problems.Conflict("The ZIP cannot be taken as it is: the preview says why in 'faults'.", ("reason", "faulty")),
            ImportOutcome.WouldReplace would => Problems.Conflict(
                "Somebody is writing files that would be replaced: 'names'. Send 'drafts=replace' if that is meant.",
                ("reason", "would-replace"),
                ("names", would.Names.Select(TemplateRef.Of).ToArray())),
            var other => throw new NotSupportedException(other.ToString()),
        };
    }

    private static async Task<(byte[]? Zip, ProblemHttpResult? Problem)> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentType?.Split(';')[0].Trim() != Zip)
        {
            return (null, Problems.NotZip());
        }

        byte[]? zip = await request.Body.ReadUpToAsync(ConfigurationZip.BytesMax, cancellationToken);
        return zip is null ? (null, Problems.TooLarge(ConfigurationZip.BytesMax)) : (zip, null);
    }

    private static SharedSettings SettingsOf(HttpRequest request) => request.HttpContext.RequestServices.GetService<SharedSettings>() ?? SharedSettings.None;
}

/// <summary>What an import does with drafts.</summary>
internal enum ReplaceDrafts
{
    /// <summary>They stay.</summary>
    Keep,

    /// <summary>The files of the import take their place.</summary>
    Replace,
}
