using FollowUpFlows.Domain.Enrollments;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FollowUpFlows.Tests.Contract.Journeys.Histories;

/// <summary>Makes of the orchestrator another one that differs in one thing, none of which the engine itself would notice.</summary>
internal sealed class ChangedContext(TaskOrchestrationContext inner, string change) : TaskOrchestrationContext
{
    public const string WaitsLonger = "waits one second longer";
    public const string AsksForAnotherStep = "asks with another cursor";
    public const string NeverCancels = "leaves timers behind";
    public const string BeginsAnewElsewhere = "begins anew with another cursor";

    /// <summary>As Azure Storage does, whose queues count in whole seconds; what is due within the second is on time.</summary>
    public const string FiresEarly = "lets timers fire early";

    public override TaskName Name => inner.Name;

    public override string InstanceId => inner.InstanceId;

    public override ParentOrchestrationInstance? Parent => inner.Parent;

    public override DateTime CurrentUtcDateTime => inner.CurrentUtcDateTime;

    public override bool IsReplaying => inner.IsReplaying;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public override T? GetInput<T>()
        where T : default => inner.GetInput<T>();

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        inner.CallActivityAsync<TResult>(name, change == AsksForAnotherStep ? ((Cursor)input!) with { Version = 2 } : input, options);

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => change switch
    {
        WaitsLonger => inner.CreateTimer(fireAt.AddSeconds(1), cancellationToken),
        FiresEarly when fireAt - CurrentUtcDateTime > TimeSpan.FromSeconds(1) => inner.CreateTimer(fireAt.AddSeconds(-1), cancellationToken),
        NeverCancels => inner.CreateTimer(fireAt, CancellationToken.None),
        _ => inner.CreateTimer(fireAt, cancellationToken),
    };

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        inner.WaitForExternalEvent<T>(eventName, cancellationToken);

    public override void SendEvent(string instanceId, string eventName, object payload) => inner.SendEvent(instanceId, eventName, payload);

    public override void SetCustomStatus(object? customStatus) => inner.SetCustomStatus(customStatus);

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        inner.CallSubOrchestratorAsync<TResult>(orchestratorName, input, options);

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        inner.ContinueAsNew(change == BeginsAnewElsewhere ? ((Cursor)newInput!) with { StepId = null } : newInput, preserveUnprocessedEvents);

    public override Guid NewGuid() => inner.NewGuid();
}
