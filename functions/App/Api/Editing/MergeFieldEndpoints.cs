using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Sending.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>The merge fields that a message may name.</summary>
internal static class MergeFieldEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/messages/fields", List)
        .WithTags("editing")
        .Is("listMergeFields", "The merge fields that a message may name", "In the order in which people look for them.")
        .Takes();

    private static Results<Ok<MergeFieldsBody>, ProblemHttpResult> List(HttpRequest request) =>
        new ApiQuery(request).IsRefused(out ProblemHttpResult? problem) ? problem : TypedResults.Ok(new MergeFieldsBody([.. MergeFields.All.Select(MergeFieldItem.Of)]));
}

/// <summary>Merge fields.</summary>
/// <param name="Items">All there are.</param>
internal sealed record MergeFieldsBody(IReadOnlyList<MergeFieldItem> Items);

/// <summary>A merge field (差し込み項目).</summary>
/// <param name="Name">Its full name, kept for ever.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Presence">When it has a value.</param>
/// <param name="Meaning">For people.</param>
/// <param name="Fallback">Stands in for a missing value unless the message has a default of its own; null: there is none.</param>
/// <param name="List">The list whose entries have it, where it is written by the last part of its name; null for a field of the message itself.</param>
internal sealed record MergeFieldItem(string Name, MergeKind Kind, MergePresence Presence, LocalText Meaning, string? Fallback, string? List)
{
    public static MergeFieldItem Of(MergeField field) => new(field.Name, field.Kind, field.Presence, field.Meaning, field.Fallback, field.List);
}
