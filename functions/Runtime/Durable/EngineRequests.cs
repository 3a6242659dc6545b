using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>What clients ask of the engine. A request that was answered is durable.</summary>
internal sealed class EngineRequests(EngineParts parts, Action verifyRunning, CancellationToken ended) : IEngineRequests
{
    /// <exception cref="DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException">The id is taken by one that may not be replaced.</exception>
    public Task StartAsync(InstanceRow row, DateTimeOffset? startAt, Predicate<OrchestrationRuntimeStatus> mayReplace) =>
        WithRoomAsync(() => AloneAsync(row.Id, async () =>
        {
            InstanceRow? old = await parts.Records.FindAsync(row.Id);
            if (old is not null && !mayReplace(old.Status))
            {
                throw Starts.Taken(row.Id);
            }

            bool isLater = startAt > parts.ShopClock.GetUtcNow();
            StoreChange change = new(row.Id)
            {
                Clear = Clearing.Execution,
                Row = row with { IsScheduled = isLater },
                Timers = isLater ? [new TimerRow(row.Id, TimerRow.StartTaskId, startAt!.Value.ToUniversalTime())] : [],
                Messages = old is { IsFinished: false } ? [.. EpisodeChange.Answer(old.Parent, new Ending.Terminated(null))] : [],
            };
            await parts.CommitAsync(change, row.ExecutionId);
            if (!isLater)
            {
                parts.Mailboxes.Post(row.Id, new Input.Began());
            }

            return true;
        }));

    /// <returns>False: there is no such instance, or it has not finished.</returns>
    public Task<bool> PurgeAsync(string instanceId) => AloneAsync(instanceId, async () =>
    {
        if (await parts.Records.FindAsync(instanceId) is not { IsFinished: true })
        {
            return false;
        }

        await parts.Records.CommitAsync(new StoreChange(instanceId) { Clear = Clearing.Instance });
        parts.Watch.Purged(instanceId);
        return true;
    });

    public Task SendAsync(string instanceId, HistoryEvent.Arrival arrival) => WithRoomAsync(() => parts.CommitAsync(
        new StoreChange(instanceId) { Messages = [new NewMessage(instanceId, null, arrival)] }, string.Empty));

    public Task<InstanceRow?> FindAsync(string instanceId)
    {
        verifyRunning();
        return parts.Records.FindAsync(instanceId);
    }

    public Task<InstanceRow> WaitAsync(string instanceId, Predicate<InstanceRow> until, CancellationToken cancellationToken)
    {
        verifyRunning();
        return parts.Watch.WaitAsync(instanceId, () => parts.Records.FindAsync(instanceId), until, cancellationToken);
    }

    public Task<IReadOnlyList<InstanceRow>> QueryAsync(InstanceFilter filter, string? afterId, int limit)
    {
        verifyRunning();
        return parts.Records.QueryAsync(filter, afterId, limit);
    }

    /// <summary>While the engine is behind, whoever brings new work waits, and so does whatever waits for him. An activity never does: it is
    /// part of what the engine is behind with.</summary>
    private async Task WithRoomAsync(Func<Task> request)
    {
        verifyRunning();
        if (ActivityRunner.IsWithin)
        {
            parts.Work.Begin();
        }
        else
        {
            await RoomAsync();
        }

        try
        {
            await request();
        }
        finally
        {
            parts.Work.End();
        }
    }

    private async Task RoomAsync()
    {
        try
        {
            await parts.Work.BeginWithRoomAsync(ended);
        }
        catch (OperationCanceledException)
        {
            verifyRunning();
            throw;
        }
    }

    /// <summary>Runs the request as a turn of its instance, so that no episode runs beside it.</summary>
    private async Task<bool> AloneAsync(string instanceId, Func<Task<bool>> request)
    {
        verifyRunning();
        TaskCompletionSource<bool> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        parts.Mailboxes.Post(instanceId, new Input.Asked(async () =>
        {
            try
            {
                answer.SetResult(await request());
            }
            catch (Exception fault) // belongs to the caller
            {
                answer.SetException(fault);
            }
        }));
        try
        {
            return await answer.Task.WaitAsync(ended);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !answer.Task.IsCompleted)
        {
            verifyRunning();
            throw;
        }
        catch (OperationCanceledException) when (answer.Task.IsCompletedSuccessfully)
        {
            return await answer.Task; // it was stored before the engine ended
        }
    }
}
