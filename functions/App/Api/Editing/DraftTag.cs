using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Pipeline.Journeys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>Which state of a draft somebody has seen, and what they are told when it is another by now.</summary>
internal static class DraftTag
{
    public static ApiParameter IfMatch { get; } = ApiParameter.Header("If-Match", "The draft's ETag, as it was seen.");

    public static ApiParameter IfNoneMatch { get; } = ApiParameter.Header("If-None-Match", "'*' where no draft was seen.");

    /// <returns>The tag, null when there is none; and whether no draft was seen.</returns>
    public static (string? Seen, bool IsFirst) Read(ApiQuery query) => (ApiTags.Unquoted(query.Text(IfMatch)), query.Text(IfNoneMatch) == "*");

    public static ProblemHttpResult Missing() =>
        Problems.PreconditionRequired("Send 'If-Match' with the ETag of the draft that you have seen, or 'If-None-Match: *' where there was none.");

    public static async Task<Ok<DraftBody>> AnswerAsync(HttpRequest request, Draft draft, PublishedFiles published, CancellationToken cancellationToken)
    {
        request.HttpContext.Response.Headers.ETag = $"\"{draft.Tag}\"";
        return TypedResults.Ok(DraftBody.Of(draft, await published.FindAsync(draft.Name, cancellationToken)));
    }

    /// <param name="draft">What is there now; null when nothing is.</param>
    public static async Task<ProblemHttpResult> MovedAsync(Draft? draft, PublishedFiles published, CancellationToken cancellationToken)
    {
        DraftBody? current = draft is null ? null : DraftBody.Of(draft, await published.FindAsync(draft.Name, cancellationToken));
        return Problems.Moved(
            current is null ? "The draft is gone: somebody has published it, or given it up." : "Somebody else has saved the draft meanwhile; 'current' is what they wrote.",
            ("current", current));
    }
}
