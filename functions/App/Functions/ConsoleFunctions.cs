using FollowUpFlows.App.Api;
using FollowUpFlows.App.Composition;
using FollowUpFlows.Pipeline.Enrollments;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.App.Functions;

/// <summary>Everything that is not a webhook or a public link: one function that runs a whole ASP.NET Core pipeline.</summary>
public sealed class ConsoleFunctions(ConsolePipeline pipeline)
{
    /// <summary>Routes are tried by the names of functions, so this one, which takes everything, must come last.</summary>
    [Function(nameof(ZConsole))]
    public async Task<IResult> ZConsole(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "put", "patch", "delete", "head", "options", Route = "{*path}")] HttpRequest request,
        [DurableClient] DurableTaskClient client)
    {
        request.HttpContext.Items[typeof(IOrchestrations)] = new DurableOrchestrations(client);
        await pipeline.RunAsync(request.HttpContext);
        return Results.Empty;
    }
}
