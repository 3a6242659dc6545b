using System.Globalization;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>What was published of a journey, and the way back.</summary>
internal static class VersionEndpoints
{
    private const int WordsMax = 200;

    private static readonly ApiParameter Id = ApiParameter.Text("id", "The journey's id.").InPath();
    private static readonly ApiParameter Version = ApiParameter.Text("version", "The version, from 1.").InPath();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/journeys/{id}/versions", ListAsync)
            .WithTags("editing")
            .Is("listVersions", "The versions of a journey, the newest first", "With what was expected of each, who published it, and who is still inside.")
            .TakesPages(Id)
            .MayMiss();
        routes.MapGet("/api/journeys/{id}/versions/{version}", ShowAsync)
            .WithTags("editing")
            .Is("getVersion", "The files of a version of a journey", "The journey's own and those of its messages, exactly.")
            .Takes(Id, Version)
            .MayMiss();
        routes.MapPost("/api/journeys/{id}/rollback", RollBackAsync)
            .WithTags("editing")
            .Is("rollBack", "Publishes an older version anew", "With its messages as they were then. It becomes the newest version; those inside go through to the end of theirs, or go on in it, as 'policy' says. Repeating it makes no further version.")
            .Accepts<RollBackBody>("application/json")
            .Takes(Id)
            .TakesBody()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .MayMiss();
    }

    private static async Task<Results<Ok<Page<VersionItem>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, JourneyStore store, JourneyLibrary library, CountInside inside, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        string id = query.Text(Id)!;
        if ((await store.Journeys.HeadsAsync(cancellationToken)).FirstOrDefault(h => h.Id == id) is not { } head)
        {
            return Problems.NotFound("No journey of this id was published.");
        }

        IReadOnlyDictionary<int, PublicationNote> notes = await store.Journeys.NotesAsync(id, cancellationToken);
        Counted<IReadOnlyList<JourneyCount>> counts = await inside.RunAsync(cancellationToken);
        int? active = (await library.ActiveAsync(cancellationToken)).FirstOrDefault(j => j.Definition.Id == id)?.Version;
        IReadOnlyDictionary<int, decimal> percents = PercentsOf(head, active);
        ListPage<int> page = wanted.Range.Of(Enumerable.Range(1, head.Version), v => (int.MaxValue - v).ToString("D10", CultureInfo.InvariantCulture));
        List<VersionItem> items = [];
        foreach (int version in page.Items)
        {
            PublishedJourney? journey = await library.FindAsync(id, version, cancellationToken);
            DateTimeOffset? at = await store.Journeys.PublishedAtAsync(id, version, cancellationToken);
            int count = counts.Value.FirstOrDefault(c => c.JourneyId == id && c.Version == version)?.Inside ?? 0;
            items.Add(VersionItem.Of(version, journey, at, notes.GetValueOrDefault(version), percents.GetValueOrDefault(version), count, head.InsideTo == version));
        }

        return TypedResults.Ok(wanted.Of(items, page.Next));
    }

    /// <summary>Of those who enter now, how many of a hundred get which version.</summary>
    private static Dictionary<int, decimal> PercentsOf(TemplateHead head, int? active) =>
        head.Rollout is { } rollout ? new() { [rollout.Version] = rollout.Percent, [rollout.BaseVersion] = 100 - rollout.Percent }
        : active is { } all ? new() { [all] = 100 }
        : [];

    private static async Task<Results<Ok<VersionBody>, ProblemHttpResult>> ShowAsync(HttpRequest request, JourneyStore store, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (!int.TryParse(query.Text(Version), NumberStyles.None, CultureInfo.InvariantCulture, out int version))
        {
            query.Refuse("'version' must be a whole number from 1.");
        }

        return query.IsRefused(out ProblemHttpResult? problem) ? problem
            : await store.Journeys.FilesAsync(query.Text(Id)!, version, cancellationToken) is { } files ? TypedResults.Ok(VersionBody.Of(query.Text(Id)!, version, files))
            : Problems.NotFound("There is no such version of a journey of this id.");
    }

    private static async Task<Results<Ok<PublishedBody>, ProblemHttpResult>> RollBackAsync(
        HttpRequest request, RollBackJourney rollBack, Pipeline.Clocks clocks, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (RollBackBody? body, problem) = await JsonBody.ReadAsync<RollBackBody>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (body.Version is not >= 1 || new ActBody(body.By, body.Why).Act is not { } act)
        {
            return Problems.BadRequest($"'version' is needed, and 'by' and 'why', at most {WordsMax} characters each: to which version, who does it, and for what reason.");
        }

        DateTimeOffset at = clocks.Shop.GetUtcNow();
        return await rollBack.RunAsync(query.Text(Id)!, body.Version.Value, new PublicationNote(act.By, act.Why), body.Policy == PublishPolicy.Move, cancellationToken) switch
        {
            null => Problems.NotFound("There is no such version of a journey of this id."),
            { Faults: [var fault, ..] } => Problems.Conflict($"The version cannot be published as things are now: {fault.Message}"),
            { Versions: [var version, ..] } => TypedResults.Ok(new PublishedBody(
                at, act.By, act.Why, [new PublishedItem(TemplateKind.Journey, version.Id, version.Version, version.IsNew)], [])),
            var other => throw new NotSupportedException(other.ToString()),
        };
    }
}

/// <summary>A version of a journey.</summary>
/// <param name="Version">From 1.</param>
/// <param name="PublishedAt">When it was published, on the shop clock; null where that was not kept.</param>
/// <param name="By">Who published it; null for a command, and for those from before this was kept.</param>
/// <param name="Why">Why; null when nobody said.</param>
/// <param name="IsActive">Whether it enrolls anybody.</param>
/// <param name="Title">For people; null when the version cannot be read.</param>
/// <param name="Hypothesis">What it is expected to do; null where nobody said.</param>
/// <param name="Inside">How many customers are inside.</param>
/// <param name="Percent">Of those who enter now, how many of a hundred get it.</param>
/// <param name="TakesInside">Whether those inside older versions go on in it, as soon as they can.</param>
internal sealed record VersionItem(
    int Version, DateTimeOffset? PublishedAt, string? By, string? Why, bool IsActive, LocalText? Title, JourneyHypothesis? Hypothesis, int Inside, decimal Percent,
    bool TakesInside)
{
    public static VersionItem Of(int version, PublishedJourney? journey, DateTimeOffset? at, PublicationNote? note, decimal percent, int inside, bool takesInside) => new(
        version, at, note?.By, note?.Why, percent > 0, journey?.Definition.Name, JourneyHypothesis.Of(journey?.Definition.Hypothesis), inside, percent, takesInside);
}

/// <summary>The files of a version.</summary>
/// <param name="Id">The journey.</param>
/// <param name="Version">The version.</param>
/// <param name="Files">Its own first, then those of its messages.</param>
internal sealed record VersionBody(string Id, int Version, IReadOnlyList<VersionFile> Files)
{
    public static VersionBody Of(string id, int version, TemplateSet files) => new(
        id,
        version,
        [
            .. files.Journeys.Select(p => VersionFile.Of(TemplateName.OfJourney(id, p), p, files)),
            .. files.Files.Keys.Order(StringComparer.Ordinal).SelectMany(p => TemplateName.TryFind(p, out TemplateName? name) ? new[] { VersionFile.Of(name, p, files) } : []),
        ]);
}

/// <summary>A file of a version.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The id of what it holds.</param>
/// <param name="Path">Where it lies in a folder of templates.</param>
/// <param name="Text">Its words, exactly.</param>
internal sealed record VersionFile(TemplateKind Kind, string Name, string Path, string Text)
{
    public static VersionFile Of(TemplateName name, string path, TemplateSet files) => new(name.Kind, name.Name, path, files.Files[path]);
}

/// <summary>Back to which version.</summary>
/// <param name="Version">The version whose files are to count again.</param>
/// <param name="By">Who, as the shop calls them.</param>
/// <param name="Why">Their reason, without addresses.</param>
/// <param name="Policy">What becomes of those inside; 'pin' when it is left out.</param>
internal sealed record RollBackBody(int? Version, string? By, string? Why, PublishPolicy? Policy = null);
