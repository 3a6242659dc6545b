using Microsoft.DurableTask;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>One entry of an instance's history. Replaying all of them in order rebuilds the orchestrator's state; so kinds and
/// members are kept for ever (<see cref="HistoryCodec"/>).</summary>
internal abstract record HistoryEvent
{
    private HistoryEvent()
    {
    }

    /// <summary>Begins what one episode recorded. <paramref name="At"/> is the orchestrator's clock until the next one.</summary>
    internal sealed record EpisodeStarted(DateTimeOffset At) : HistoryEvent;

    /// <param name="Trace">The span that caused it (<see cref="TraceText"/>); null: nobody traced it.</param>
    internal sealed record ExecutionStarted(
        string Name,
        string ExecutionId,
        string? Version,
        string? Input,
        ParentLink? Parent,
        IReadOnlyDictionary<string, string>? Tags,
        string? Trace = null) : HistoryEvent;

    /// <summary>A decision of the orchestrator; numbered from 0 within one execution.</summary>
    internal abstract record Decision(int Id) : HistoryEvent
    {
        /// <summary>Kind and name, as messages show it and as replay compares it.</summary>
        public abstract (string Kind, string Name) Identity { get; }
    }

    internal sealed record ActivityScheduled(int Id, string Name, string? Input) : Decision(Id)
    {
        public override (string Kind, string Name) Identity => ("activity", Name);
    }

    internal sealed record ChildScheduled(
        int Id,
        string Name,
        string InstanceId,
        string? Version,
        string? Input,
        IReadOnlyDictionary<string, string>? Tags) : Decision(Id)
    {
        public override (string Kind, string Name) Identity => ("sub-orchestration", Name);
    }

    internal sealed record TimerCreated(int Id, DateTimeOffset FireAt) : Decision(Id)
    {
        public override (string Kind, string Name) Identity => ("timer", string.Empty);
    }

    internal sealed record EventSent(int Id, string InstanceId, string Name, string? Payload) : Decision(Id)
    {
        public override (string Kind, string Name) Identity => ("sent event", Name);
    }

    internal sealed record TaskCompleted(int Id, string? Result) : HistoryEvent;

    /// <param name="Failure">Null: a child that was terminated.</param>
    /// <param name="IsFinal">Trying again cannot help: no such activity or orchestrator.</param>
    internal sealed record TaskFailed(int Id, TaskFailureDetails? Failure, bool IsFinal) : HistoryEvent;

    internal sealed record TimerFired(int Id, DateTimeOffset FireAt) : HistoryEvent;

    /// <summary>What came through the mailbox.</summary>
    /// <param name="Number">Place in the order of arrival over all instances; 0 before it was stored.</param>
    internal abstract record Arrival(long Number) : HistoryEvent;

    internal sealed record EventRaised(long Number, string Name, string? Payload) : Arrival(Number);

    internal sealed record Suspended(long Number, string? Reason) : Arrival(Number);

    internal sealed record Resumed(long Number, string? Reason) : Arrival(Number);

    internal sealed record Terminated(long Number, string? Output) : Arrival(Number);
}

/// <summary>Whom a child answers: one call of one execution, so that an answer never reaches a later run of the same id.</summary>
internal sealed record ParentLink(string Name, string InstanceId, string ExecutionId, int TaskId);
