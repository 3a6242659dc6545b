using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>What is known of an instance without its history.</summary>
internal sealed record InstanceRow
{
    public required string Id { get; init; }

    /// <summary>Changes with every start and every generation.</summary>
    public required string ExecutionId { get; init; }

    public required string Name { get; init; }

    /// <summary>Null: none was given.</summary>
    public string? Version { get; init; }

    public required OrchestrationRuntimeStatus Status { get; init; }

    /// <summary>False until the first episode of this execution is committed.</summary>
    public bool IsStarted { get; init; }

    /// <summary>The first episode waits for the timer of <see cref="TimerRow.StartTaskId"/>.</summary>
    public bool IsScheduled { get; init; }

    /// <summary>Kept over generations.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Of the current generation.</summary>
    public string? Input { get; init; }

    /// <summary>JSON of the result; of a failed instance a plain text.</summary>
    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public TaskFailureDetails? Failure { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public ParentLink? Parent { get; init; }

    /// <summary>The span that caused it (<see cref="TraceText"/>), kept over generations; null: nobody traced it.</summary>
    public string? Trace { get; init; }

    public bool IsFinished => Status
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
