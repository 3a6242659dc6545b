using System.Text.Json.Nodes;
using FollowUpFlows.Runtime.Durable;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Instances as the extension shows them.</summary>
internal sealed class InstanceReading(DurableTaskClient client, IInstanceStore store)
{
    /// <summary>Pages go on with what this header gave.</summary>
    public const string ContinuationHeader = "x-ms-continuation-token";

    private const string RetryAfterSeconds = "5";

    public async Task ListAsync(HttpContext context)
    {
        ManagementQuery query = new(context.Request.Query);
        bool showInput = query.Is("showInput", otherwise: true);
        OrchestrationQuery wanted = new(
            query.CreatedFrom, query.CreatedTo, query.Statuses(), null, query.Prefix, query.PageSize, FetchInputsAndOutputs: true);
        string? token = context.Request.Headers[ContinuationHeader].ToString() is { Length: > 0 } text ? Id(text) : null;
        await foreach (Page<OrchestrationMetadata> page in client.GetAllInstancesAsync(wanted).AsPages(token, query.PageSize))
        {
            if (page.ContinuationToken is { } next)
            {
                context.Response.Headers[ContinuationHeader] = Uri.EscapeDataString(next); // an id may hold what no header may
            }

            JsonArray all = [.. page.Values.Select(m => InstanceJson.Of(m, showInput))];
            await ManagementAnswer.JsonAsync(context, StatusCodes.Status200OK, all);
            return; // one page an answer
        }
    }

    public async Task ShowAsync(HttpContext context, string instanceId)
    {
        ManagementQuery query = new(context.Request.Query);
        if (await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, context.RequestAborted) is not { } metadata)
        {
            await ManagementAnswer.StatusAsync(context, StatusCodes.Status404NotFound);
            return;
        }

        bool showInput = query.Is("showInput", otherwise: true);
        JsonObject body = InstanceJson.Of(metadata, showInput);
        if (query.Is("showHistory", otherwise: false))
        {
            body["historyEvents"] = HistoryJson.Of(
                store.ReadHistory(instanceId), metadata, showInput, query.Is("showHistoryOutput", otherwise: false));
        }

        if (!metadata.IsCompleted)
        {
            context.Response.Headers.Location = InstanceJson.AddressOf(context.Request, instanceId) + context.Request.QueryString;
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        await ManagementAnswer.JsonAsync(context, StatusOf(metadata, query), body);
    }

    private static string Id(string token) => Uri.UnescapeDataString(token);

    private static int StatusOf(OrchestrationMetadata metadata, ManagementQuery query) =>
        !metadata.IsCompleted ? StatusCodes.Status202Accepted
        : metadata.RuntimeStatus == OrchestrationRuntimeStatus.Failed && query.Is("returnInternalServerErrorOnFailure", otherwise: false)
            ? StatusCodes.Status500InternalServerError
        : StatusCodes.Status200OK;
}
