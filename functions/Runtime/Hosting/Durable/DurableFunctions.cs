using FollowUpFlows.Runtime.Durable;
using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Gives the engine the orchestrators and activities of the application.</summary>
internal static class DurableFunctions
{
    private const string InstanceIdKey = "instanceId";

    /// <exception cref="ArgumentException">Two orchestrators, or two activities, go by one name.</exception>
    public static TaskRegistry Register(FunctionCatalog catalog, FunctionInvoker invoker)
    {
        TaskRegistry registry = new();
        foreach ((EmbeddedFunction function, OrchestrationTriggerAttribute trigger) in catalog.TriggeredBy<OrchestrationTriggerAttribute>())
        {
            registry.AddOrchestrator(
                trigger.Orchestration ?? function.Name,
                context => invoker.InvokeAsync(function, new TriggerEvent(context, Ids(context.InstanceId)), CancellationToken.None));
        }

        foreach ((EmbeddedFunction function, ActivityTriggerAttribute trigger) in catalog.TriggeredBy<ActivityTriggerAttribute>())
        {
            registry.AddActivity(
                trigger.Activity ?? function.Name,
                (call, cancellation) => invoker.InvokeAsync(function, new TriggerEvent(call, Ids(call.InstanceId)), cancellation));
        }

        return registry;
    }

    private static Dictionary<string, object?> Ids(string instanceId) =>
        new(StringComparer.OrdinalIgnoreCase) { [InstanceIdKey] = instanceId };
}
