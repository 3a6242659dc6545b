using FollowUpFlows.Pipeline.Enrollments;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.App.Api.People;

/// <summary>The durable side of enrollments as a request has it: its client comes with the function's call.</summary>
internal static class ApiOrchestrations
{
    /// <summary>Null where none run: what is to start is then started by the next sweep.</summary>
    public static IOrchestrations? Orchestrations(this HttpRequest request) => request.HttpContext.Items[typeof(IOrchestrations)] as IOrchestrations;
}
