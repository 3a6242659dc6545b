using System.Globalization;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>The published files, to begin editing with.</summary>
internal static class TemplateEndpoints
{
    private static readonly ApiParameter Version = ApiParameter.Text("version", "An older version; the newest when it is left out.");
    private static readonly ApiParameter Journey = ApiParameter.Text("journey", "Of messages, parts and frames, which have no versions of their own: the journey whose version is meant.");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/templates", ListAsync)
            .WithTags("editing")
            .Is("listTemplates", "The published files, and new ones that somebody is writing, by kind and name", "Reads the files of the newest versions, once for each version.")
            .TakesPages();
        routes.MapGet("/api/templates/{kind}/{name}", ShowAsync)
            .WithTags("editing")
            .Is("getTemplate", "A published file", "Its words as they were published. Where journeys hold one message in different words, the words that were published last.")
            .Takes(TemplateParameters.Kind, TemplateParameters.Name, Version, Journey)
            .MayMiss();
    }

    private static async Task<Results<Ok<Page<TemplateItem>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, PublishedFiles published, DraftStore drafts, PartUses parts, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        Dictionary<TemplateName, Draft> written = (await drafts.AllAsync(cancellationToken)).ToDictionary(d => d.Name);
        IReadOnlyList<PublishedFile> files = await published.AllAsync(cancellationToken);
        IReadOnlyDictionary<string, IReadOnlyList<TemplateName>> uses = await parts.ReadAsync(cancellationToken);
        IEnumerable<TemplateItem> items = files.Select(f => TemplateItem.Of(f, written.GetValueOrDefault(f.Name), uses))
            .Concat(written.Values.ExceptBy(files.Select(f => f.Name), d => d.Name).Select(d => TemplateItem.OfNew(d, uses)));
        ListPage<TemplateItem> page = wanted.Range.Of(items, i => new TemplateName(i.Kind, i.Name).Key);
        return TypedResults.Ok(wanted.Of(page.Items, page.Next));
    }

    private static async Task<Results<Ok<TemplateBody>, ProblemHttpResult>> ShowAsync(
        HttpRequest request, PublishedFiles published, DraftStore drafts, PartUses parts, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        TemplateName? name = TemplateParameters.Read(query);
        int version = 0;
        if (query.Text(Version) is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out version) || version < 1))
        {
            query.Refuse("'version' must be a whole number from 1.");
        }

        bool hasOwn = name?.Kind is TemplateKind.Journey or TemplateKind.Campaign or TemplateKind.Rank;
        string? journey = hasOwn ? name!.Name : query.Text(Journey);
        if (query.Text(Journey) is not null && (hasOwn || query.Text(Version) is null))
        {
            query.Refuse("'journey' goes with 'version', for messages, parts and frames.");
        }
        else if (query.Text(Version) is not null && journey is null)
        {
            query.Refuse("'version' of a message, a part or a frame needs 'journey': they have no versions of their own.");
        }

        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        Draft? draft = await drafts.FindAsync(name!, cancellationToken);
        IReadOnlyDictionary<string, IReadOnlyList<TemplateName>> uses = await parts.ReadAsync(cancellationToken);
        if (version == 0)
        {
            return await published.FindAsync(name!, cancellationToken) is { } file
                ? TypedResults.Ok(TemplateBody.Of(file, draft, uses))
                : Problems.NotFound("No file of this kind and name was published.");
        }

        return await published.VersionAsync(name!, journey!, version, cancellationToken) is { } old
            ? TypedResults.Ok(TemplateBody.Of(old, draft, uses))
            : Problems.NotFound("There is no such version with this file.");
    }
}
