using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FollowUpFlows.Tests.Contract.Operations;

/// <summary>Orchestrations that wait: for an event, a timer, an activity.</summary>
public static class CheckedFunctions
{
    [Function("Listen")]
    public static async Task<string> Listen([OrchestrationTrigger] TaskOrchestrationContext context) =>
        $"heard {await context.WaitForExternalEvent<string>("word")}";

    [Function("Sleep")]
    public static async Task Sleep([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        using CancellationTokenSource never = new();
        Task cancelled = context.CreateTimer(context.CurrentUtcDateTime.AddDays(1), never.Token);
        never.Cancel();
        await context.CreateTimer(context.CurrentUtcDateTime.AddDays(300), CancellationToken.None);
    }

    [Function("Work")]
    public static async Task<string> Work([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.CallActivityAsync<string>("Hang", new Task1("花"));

    [Function("Hang")]
    public static async Task<string> Hang([ActivityTrigger] Task1 task, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return task.Name;
    }

    public sealed record Task1(string Name);
}

/// <summary>The same names in a later release: one asks first, one is gone, and what hung is quick.</summary>
public static class LaterFunctions
{
    [Function("Listen")]
    public static async Task<string> Listen([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CallActivityAsync<string>("Hang", new CheckedFunctions.Task1("first"));
        return await context.WaitForExternalEvent<string>("word");
    }

    [Function("Work")]
    public static async Task<string> Work([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.CallActivityAsync<string>("Hang", new CheckedFunctions.Task1("花"));

    [Function("Hang")]
    public static string Hang([ActivityTrigger] CheckedFunctions.Task1 task) => task.Name;
}
