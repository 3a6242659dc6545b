using Microsoft.DurableTask;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>An orchestrator as the engine runs it: again from the start whenever it was not kept in memory.</summary>
/// <returns>The result, serialized by the engine; ignored when the orchestrator continues as new.</returns>
internal delegate Task<object?> OrchestratorFunction(TaskOrchestrationContext context);
