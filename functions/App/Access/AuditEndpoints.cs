using FollowUpFlows.App.Api;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Pipeline.Audit;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Access;

/// <summary>Who changed what.</summary>
internal static class AuditEndpoints
{
    private static readonly ApiParameter Act = ApiParameter.Text("act", "Only this operation, by its id in this document.");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/audit", ListAsync)
        .Needs(Role.Admin)
        .WithTags("access")
        .Is("listAudit", "Who changed what over the API, the latest first", "For administrators. What is saved of a draft is not among it: the draft says who wrote it.")
        .TakesPages(Act);

    private static async Task<Results<Ok<Page<AuditItem>>, ProblemHttpResult>> ListAsync(HttpRequest request, AuditLog log, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        string? act = query.Text(Act);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        ListPage<AuditNote> page = await log.PageAsync(n => act is null || n.Act.Name == act, wanted.Range, cancellationToken);
        return TypedResults.Ok(wanted.Of<AuditItem>([.. page.Items.Select(AuditItem.Of)], page.Next));
    }
}

/// <summary>Something that somebody did.</summary>
/// <param name="At">When, real time.</param>
/// <param name="By">Who, as the shop calls them.</param>
/// <param name="Role">What they might do then.</param>
/// <param name="Way">How they showed who they are.</param>
/// <param name="Act">The operation, by its id in this document.</param>
/// <param name="About">The ids in its address; null without any.</param>
/// <param name="Status">The answer's status; null where the server ended before it was known.</param>
internal sealed record AuditItem(DateTimeOffset At, string By, string Role, string Way, string Act, string? About, int? Status)
{
    public static AuditItem Of(AuditNote note) => new(note.At, note.Act.By, note.Act.Role, note.Act.Way, note.Act.Name, note.Act.About, note.Status);
}
