using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>What changes instances. As with the extension, one that has finished is gone (410) for everything but purging and
/// restarting, and what was accepted (202) is durable but not done yet.</summary>
internal sealed class InstanceSteering(DurableTaskClient client)
{
    public async Task SteerAsync(HttpContext context, string instanceId, string operation)
    {
        if (operation is not ("terminate" or "suspend" or "resume" or "restart" or "rewind"))
        {
            await ManagementAnswer.StatusAsync(context, StatusCodes.Status404NotFound);
            return;
        }

        if (await client.GetInstanceAsync(instanceId, context.RequestAborted) is not { } metadata)
        {
            await ManagementAnswer.StatusAsync(context, StatusCodes.Status404NotFound);
        }
        else if (operation == "restart")
        {
            await RestartAsync(context, instanceId);
        }
        else if (operation == "rewind")
        {
            await ManagementAnswer.ProblemAsync(
                context, StatusCodes.Status501NotImplemented, "The embedded engine does not rewind; restart the instance.");
        }
        else if (metadata.IsCompleted)
        {
            await ManagementAnswer.StatusAsync(context, StatusCodes.Status410Gone);
        }
        else
        {
            await SteerAsync(instanceId, operation, new ManagementQuery(context.Request.Query).Reason, context.RequestAborted);
            await ManagementAnswer.StatusAsync(context, StatusCodes.Status202Accepted);
        }
    }

    public async Task RaiseAsync(HttpContext context, string instanceId, string eventName)
    {
        if (await client.GetInstanceAsync(instanceId, context.RequestAborted) is not { } metadata)
        {
            await ManagementAnswer.StatusAsync(context, StatusCodes.Status404NotFound);
            return;
        }

        if (metadata.IsCompleted)
        {
            await ManagementAnswer.StatusAsync(context, StatusCodes.Status410Gone);
            return;
        }

        if (!context.Request.HasJsonContentType())
        {
            throw new ManagementQueryException("Only application/json is taken as the content of an event.");
        }

        await client.RaiseEventAsync(instanceId, eventName, await PayloadAsync(context), context.RequestAborted);
        await ManagementAnswer.StatusAsync(context, StatusCodes.Status202Accepted);
    }

    public async Task PurgeAsync(HttpContext context, string instanceId)
    {
        if (await client.GetInstanceAsync(instanceId, context.RequestAborted) is not { } metadata)
        {
            await ManagementAnswer.StatusAsync(context, StatusCodes.Status404NotFound);
            return;
        }

        if (!metadata.IsCompleted)
        {
            await ManagementAnswer.ProblemAsync(
                context, StatusCodes.Status412PreconditionFailed, $"Only what has finished is purged; this instance is {metadata.RuntimeStatus}.");
            return;
        }

        PurgeResult result = await client.PurgeInstanceAsync(instanceId, context.RequestAborted);
        await AnswerAsync(context, result.PurgedInstanceCount);
    }

    public async Task PurgeAllAsync(HttpContext context)
    {
        ManagementQuery query = new(context.Request.Query);
        if (query.CreatedFrom is not { } from)
        {
            throw new ManagementQueryException("Say from when on with 'createdTimeFrom'.");
        }

        PurgeInstancesFilter filter = new(from, query.CreatedTo, query.Statuses());
        PurgeResult result = await client.PurgeAllInstancesAsync(filter, context.RequestAborted);
        if (result.PurgedInstanceCount == 0)
        {
            await ManagementAnswer.StatusAsync(context, StatusCodes.Status404NotFound);
            return;
        }

        await AnswerAsync(context, result.PurgedInstanceCount);
    }

    private static Task AnswerAsync(HttpContext context, int count) =>
        ManagementAnswer.JsonAsync(context, StatusCodes.Status200OK, new JsonObject { ["instancesDeleted"] = count });

    private static async Task<JsonElement> PayloadAsync(HttpContext context)
    {
        try
        {
            using JsonDocument document = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new ManagementQueryException("The content of the event is not JSON.");
        }
    }

    private Task SteerAsync(string instanceId, string operation, string? reason, CancellationToken cancellationToken) => operation switch
    {
        "terminate" => client.TerminateInstanceAsync(instanceId, new TerminateInstanceOptions(reason), cancellationToken),
        "suspend" => client.SuspendInstanceAsync(instanceId, reason, cancellationToken),
        _ => client.ResumeInstanceAsync(instanceId, reason, cancellationToken),
    };

    private async Task RestartAsync(HttpContext context, string instanceId)
    {
        bool isNewId = new ManagementQuery(context.Request.Query).Is("restartWithNewInstanceId", otherwise: true);
        string restarted = await client.RestartAsync(instanceId, isNewId, context.RequestAborted);
        context.Response.Headers.Location = InstanceJson.AddressOf(context.Request, restarted);
        await ManagementAnswer.JsonAsync(context, StatusCodes.Status202Accepted, InstanceJson.Links(context.Request, restarted));
    }
}
