using System.Diagnostics;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>The engine's side of the client. Where Azure answers with an RPC error, which code without its packages cannot name, an
/// unknown instance is an <see cref="ArgumentException"/>, and an event to a finished one an
/// <see cref="InvalidOperationException"/>.</summary>
internal sealed partial class EngineClient(IEngineRequests requests, TimeProvider shopClock, DataConverter converter)
    : DurableTaskClient("FollowUpFlows")
{
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        cancellation.ThrowIfCancellationRequested();
        string instanceId = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        Starts.CheckId(instanceId);
        Predicate<OrchestrationRuntimeStatus> mayReplace = Starts.MayReplace(options?.DedupeStatuses);
        HistoryEvent.ExecutionStarted start = new(
            orchestratorName.Name,
            Guid.NewGuid().ToString("N"),
            options?.Version?.Version,
            converter.Serialize(input),
            null,
            options?.Tags is { Count: > 0 } tags ? new Dictionary<string, string>(tags) : null);
        await StartAsync(instanceId, start, options?.StartAt, mayReplace);
        return instanceId;
    }

    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">It has finished.</exception>
    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        InstanceRow row = await KnownAsync(instanceId, cancellation);
        if (row.IsFinished)
        {
            throw new InvalidOperationException($"Orchestration instance '{instanceId}' is {row.Status}; it takes no more events.");
        }

        using Activity? span = Spans.Event(eventName, instanceId);
        await requests.SendAsync(instanceId, new HistoryEvent.EventRaised(0, eventName, converter.Serialize(eventPayload)));
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Metadata(
            await requests.WaitAsync(instanceId, r => r.Status != OrchestrationRuntimeStatus.Pending, cancellation), getInputsAndOutputs);

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Metadata(await requests.WaitAsync(instanceId, r => r.IsFinished, cancellation), getInputsAndOutputs);

    /// <summary>Children go on, as on Azure: <see cref="TerminateInstanceOptions.Recursive"/> has no effect.</summary>
    public override async Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        await SteerAsync(instanceId, new HistoryEvent.Terminated(0, converter.Serialize(options?.Output)), cancellation);
    }

    public override async Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        await SteerAsync(instanceId, new HistoryEvent.Suspended(0, reason), cancellation);

    public override async Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        await SteerAsync(instanceId, new HistoryEvent.Resumed(0, reason), cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return await requests.FindAsync(instanceId) is { } row ? Metadata(row, getInputsAndOutputs) : null;
    }

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        InstanceRow old = await KnownAsync(instanceId, cancellation);
        HistoryEvent.ExecutionStarted start = new(old.Name, Guid.NewGuid().ToString("N"), old.Version, old.Input, null, old.Tags);
        string newId = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        await StartAsync(newId, start, null, Starts.MayReplace(null));
        return newId;
    }

    /// <summary>The engine lives longer than its clients.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The caller's span, or the one made of the start, is stored with it: an orchestration outlives both.</summary>
    private async Task StartAsync(
        string instanceId, HistoryEvent.ExecutionStarted start, DateTimeOffset? startAt, Predicate<OrchestrationRuntimeStatus> mayReplace)
    {
        using Activity? span = Spans.Creation(start.Name, start.Version, instanceId, start.ExecutionId);
        string? trace = Spans.AreWanted ? TraceText.Of(span ?? Activity.Current) : null;
        try
        {
            await requests.StartAsync(Starts.Row(instanceId, start with { Trace = trace }, shopClock.GetUtcNow()), startAt, mayReplace);
        }
        catch (Exception fault)
        {
            span.Fail(fault.GetType().FullName);
            throw;
        }
    }

    /// <summary>No effect on an instance that has finished.</summary>
    private async Task SteerAsync(string instanceId, HistoryEvent.Arrival arrival, CancellationToken cancellation)
    {
        if (!(await KnownAsync(instanceId, cancellation)).IsFinished)
        {
            await requests.SendAsync(instanceId, arrival);
        }
    }

    private async Task<InstanceRow> KnownAsync(string instanceId, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return await requests.FindAsync(instanceId) ?? throw InstanceWatch.Missing(instanceId);
    }

    private OrchestrationMetadata Metadata(InstanceRow row, bool getInputsAndOutputs)
    {
        OrchestrationMetadata metadata = new(row.Name, row.Id)
        {
            RuntimeStatus = row.Status,
            CreatedAt = row.CreatedAt,
            LastUpdatedAt = row.UpdatedAt,
            FailureDetails = row.Failure,
            Tags = row.Tags ?? new Dictionary<string, string>(),
            DataConverter = getInputsAndOutputs ? converter : null,
            SerializedInput = getInputsAndOutputs ? row.Input : null,
            SerializedOutput = getInputsAndOutputs ? row.Output : null,
            SerializedCustomStatus = getInputsAndOutputs ? row.CustomStatus : null,
        };
        return metadata;
    }
}
