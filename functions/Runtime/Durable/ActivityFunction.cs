namespace FollowUpFlows.Runtime.Durable;

/// <summary>One attempt of an activity; may run twice for one call when the process dies in between.</summary>
/// <param name="call">What the orchestrator asked for.</param>
/// <param name="cancellationToken">Cancelled when the engine stops and its drain time is over.</param>
/// <returns>The result, serialized by the engine and used once.</returns>
internal delegate Task<object?> ActivityFunction(ActivityCall call, CancellationToken cancellationToken);

/// <param name="TaskId">Number of the call within its orchestration: with the instance id, the same for every repetition.</param>
/// <param name="Input">The orchestrator's argument as JSON; null for none.</param>
internal sealed record ActivityCall(string InstanceId, string Name, int TaskId, string? Input);
