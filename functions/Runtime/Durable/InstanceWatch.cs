namespace FollowUpFlows.Runtime.Durable;

/// <summary>Callers who wait for an instance to reach a state.</summary>
internal sealed class InstanceWatch
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<Waiter>> waiters = new(StringComparer.Ordinal);

    /// <param name="now">The row as it is stored, read after the caller is registered: nothing is missed in between.</param>
    /// <exception cref="ArgumentException">There is no such instance, or it was purged meanwhile.</exception>
    public async Task<InstanceRow> WaitAsync(
        string instanceId, Func<Task<InstanceRow?>> now, Predicate<InstanceRow> until, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Waiter waiter = new(until);
        Add(instanceId, waiter);
        try
        {
            InstanceRow row = await now() ?? throw Missing(instanceId);
            return until(row) ? row : await waiter.Reached.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Remove(instanceId, waiter);
        }
    }

    public static ArgumentException Missing(string instanceId) =>
        new($"There is no orchestration instance '{instanceId}'.", nameof(instanceId));

    public void Changed(InstanceRow row)
    {
        foreach (Waiter waiter in Of(row.Id))
        {
            if (waiter.Until(row))
            {
                waiter.Reached.TrySetResult(row);
            }
        }
    }

    public void Purged(string instanceId)
    {
        foreach (Waiter waiter in Of(instanceId))
        {
            waiter.Reached.TrySetException(Missing(instanceId));
        }
    }

    /// <summary>The engine can no longer tell them.</summary>
    public void FailAll(Exception reason)
    {
        lock (gate)
        {
            foreach (Waiter waiter in waiters.Values.SelectMany(w => w))
            {
                waiter.Reached.TrySetException(reason);
            }
        }
    }

    private Waiter[] Of(string instanceId)
    {
        lock (gate)
        {
            return waiters.TryGetValue(instanceId, out List<Waiter>? some) ? [.. some] : [];
        }
    }

    private void Add(string instanceId, Waiter waiter)
    {
        lock (gate)
        {
            if (!waiters.TryGetValue(instanceId, out List<Waiter>? some))
            {
                waiters[instanceId] = some = [];
            }

            some.Add(waiter);
        }
    }

    private void Remove(string instanceId, Waiter waiter)
    {
        lock (gate)
        {
            List<Waiter> some = waiters[instanceId];
            some.Remove(waiter);
            if (some.Count == 0)
            {
                waiters.Remove(instanceId);
            }
        }
    }

    private sealed class Waiter(Predicate<InstanceRow> until)
    {
        public Predicate<InstanceRow> Until => until;

        public TaskCompletionSource<InstanceRow> Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
