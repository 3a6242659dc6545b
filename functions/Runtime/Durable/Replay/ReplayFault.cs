using Microsoft.DurableTask;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Failures that the engine itself finds; their types are names that code for Azure may know.</summary>
internal static class ReplayFault
{
    public const string NonDeterministic = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";

    /// <summary>The history holds a decision that the code, run again, did not make in its place.</summary>
    public static TaskFailureDetails Mismatch(HistoryEvent.Decision history, HistoryEvent.Decision? code) => Of(
        NonDeterministic,
        $"The history has {Text(history)}, but the orchestrator's code now "
        + (code is null ? "does not get there." : $"has {Text(code)} there.")
        + " Keep old instances on the old code: give a changed orchestrator a new name.");

    public static TaskFailureDetails NoOrchestrator(string name) =>
        Of("OrchestratorTaskNotFound", $"There is no orchestrator named '{name}'.");

    public static TaskFailureDetails NoActivity(string name) => Of("ActivityTaskNotFound", $"There is no activity named '{name}'.");

    public static TaskFailureDetails Stuck(string name) => Of(
        typeof(InvalidOperationException).FullName!,
        $"Orchestrator '{name}' waits for something that is no task of its context, and so could never go on. "
        + "It may await only what its context returns, and never with ConfigureAwait(false).");

    public static TaskFailureDetails TooLong(string name, int events) => Of(
        typeof(InvalidOperationException).FullName!,
        $"Orchestrator '{name}' has a history of more than {events} events. It should continue as new from time to time.");

    private static TaskFailureDetails Of(string type, string message) => new(type, message, null, null, null);

    private static string Text(HistoryEvent.Decision decision) =>
        decision.Identity is (var kind, { Length: > 0 } name)
            ? $"{kind} '{name}' (#{decision.Id})"
            : $"a {decision.Identity.Kind} (#{decision.Id})";
}
