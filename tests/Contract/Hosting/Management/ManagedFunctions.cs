using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FollowUpFlows.Tests.Contract.Hosting.Management;

/// <summary>Orchestrations to be looked after.</summary>
public static class ManagedFunctions
{
    [Function("Add")]
    public static async Task<int> Add([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        int[] numbers = context.GetInput<int[]>()!;
        int sum = 0;
        foreach (int number in numbers)
        {
            sum = await context.CallActivityAsync<int>("Plus", new Pair(sum, number));
        }

        return sum;
    }

    [Function("Plus")]
    public static int Plus([ActivityTrigger] Pair pair) => pair.A + pair.B;

    [Function("Listen")]
    public static async Task<string> Listen([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        context.SetCustomStatus("listening");
        return $"heard {await context.WaitForExternalEvent<string>("word")}";
    }

    [Function("Sleep")]
    public static async Task Sleep([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.CreateTimer(context.CurrentUtcDateTime.AddDays(300), CancellationToken.None);

    [Function("Break")]
    public static Task Break([OrchestrationTrigger] TaskOrchestrationContext context) =>
        throw new InvalidOperationException("broken on purpose");

    public sealed record Pair(int A, int B);
}
