namespace FollowUpFlows.Runtime.Durable;

/// <summary>Instances for simulations and tests. A commit is complete when the call returns.</summary>
internal sealed class InMemoryInstanceStore : IInstanceStore
{
    private static readonly Task<IReadOnlyList<long>> NoNumbers = Task.FromResult<IReadOnlyList<long>>([]);

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, InstanceRow> rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<HistoryEvent>> histories = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, StoredMessage> messages = [];
    private readonly Work<ActivityRow> activities = new(a => a.TaskId);
    private readonly Work<TimerRow> timers = new(t => t.TaskId);
    private readonly SortedSet<(DateTimeOffset FireAt, long Order, string InstanceId, int TaskId)> timerIndex = [];
    private long lastNumber;

    public Task<IReadOnlyList<long>> CommitAsync(StoreChange change, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            Remove(change);
            IReadOnlyList<long> numbers = Add(change);
            return numbers.Count == 0 ? NoNumbers : Task.FromResult(numbers);
        }
    }

    public InstanceRow? Find(string instanceId)
    {
        lock (gate)
        {
            return rows.GetValueOrDefault(instanceId);
        }
    }

    public IReadOnlyList<HistoryEvent> ReadHistory(string instanceId)
    {
        lock (gate)
        {
            return histories.TryGetValue(instanceId, out List<HistoryEvent>? history) ? [.. history] : [];
        }
    }

    public IReadOnlyList<TimerRow> ReadTimers(int limit)
    {
        lock (gate)
        {
            return [.. timerIndex.Take(limit).Select(t => new TimerRow(t.InstanceId, t.TaskId, t.FireAt))];
        }
    }

    public PendingWork ReadPending()
    {
        lock (gate)
        {
            return new PendingWork(
                [.. messages.Values],
                [.. activities.All],
                [.. rows.Values.Where(r => !r.IsStarted && !r.IsScheduled && !r.IsFinished).Select(r => r.Id)]);
        }
    }

    public IReadOnlyList<InstanceRow> Query(InstanceFilter filter, string? afterId, int limit)
    {
        lock (gate)
        {
            return [.. rows.Values
                .SkipWhile(r => afterId is not null && string.CompareOrdinal(r.Id, afterId) <= 0)
                .Where(filter.Admits)
                .Take(limit)];
        }
    }

    private void Remove(StoreChange change)
    {
        if (change.Clear >= Clearing.Work)
        {
            activities.RemoveAll(change.InstanceId);
            timers.Of(change.InstanceId).ForEach(Unindex);
            timers.RemoveAll(change.InstanceId);
        }

        if (change.Clear >= Clearing.Execution)
        {
            histories.Remove(change.InstanceId);
        }

        if (change.Clear == Clearing.Instance)
        {
            rows.Remove(change.InstanceId);
            long[] waiting = [.. messages.Values.Where(m => m.InstanceId == change.InstanceId).Select(m => m.Number)];
            Array.ForEach(waiting, n => messages.Remove(n));
        }

        foreach (long number in change.ConsumedMessages)
        {
            messages.Remove(number);
        }

        foreach (int taskId in change.ConsumedActivities)
        {
            activities.Remove(change.InstanceId, taskId);
        }

        foreach (TimerRow timer in change.ConsumedTimers)
        {
            RemoveTimer(change.InstanceId, timer.TaskId, timer.FireAt);
        }

        foreach (int taskId in change.CancelledTimers)
        {
            RemoveTimer(change.InstanceId, taskId, null);
        }
    }

    private void RemoveTimer(string instanceId, int taskId, DateTimeOffset? fireAt)
    {
        List<(long Order, TimerRow Row)> all = timers.Of(instanceId);
        int index = all.FindIndex(t => t.Row.TaskId == taskId && (fireAt is null || t.Row.FireAt == fireAt));
        if (index >= 0)
        {
            Unindex(all[index]);
            timers.Remove(instanceId, taskId);
        }
    }

    private IReadOnlyList<long> Add(StoreChange change)
    {
        if (change.Row is { } row)
        {
            rows[row.Id] = row;
        }

        if (change.History.Count > 0)
        {
            if (!histories.TryGetValue(change.InstanceId, out List<HistoryEvent>? history))
            {
                histories[change.InstanceId] = history = [];
            }

            history.AddRange(change.History);
        }

        foreach (ActivityRow activity in change.Activities)
        {
            activities.Add(activity.InstanceId, activity);
        }

        foreach (TimerRow timer in change.Timers)
        {
            timerIndex.Add((timer.FireAt, timers.Add(timer.InstanceId, timer), timer.InstanceId, timer.TaskId));
        }

        return change.Messages.Count == 0 ? [] : [.. change.Messages.Select(AddMessage)];
    }

    private long AddMessage(NewMessage message)
    {
        long number = message.GivenNumber > 0 ? message.GivenNumber : ++lastNumber;
        messages.Add(number, new StoredMessage(number, message.InstanceId, message.ExecutionId, message.Event));
        return number;
    }

    private void Unindex((long Order, TimerRow Row) timer) =>
        timerIndex.Remove((timer.Row.FireAt, timer.Order, timer.Row.InstanceId, timer.Row.TaskId));

    /// <summary>Rows by instance and task, in the order in which they were added.</summary>
    private sealed class Work<T>(Func<T, int> taskIdOf)
    {
        private readonly Dictionary<string, List<(long Order, T Row)>> byInstance = new(StringComparer.Ordinal);
        private static readonly List<(long Order, T Row)> None = [];
        private long added;

        public IEnumerable<T> All => byInstance.Values.SelectMany(r => r).OrderBy(r => r.Order).Select(r => r.Row);

        public List<(long Order, T Row)> Of(string instanceId) => byInstance.GetValueOrDefault(instanceId, None);

        public long Add(string instanceId, T row)
        {
            if (!byInstance.TryGetValue(instanceId, out List<(long Order, T Row)>? rows))
            {
                byInstance[instanceId] = rows = [];
            }

            rows.Add((++added, row));
            return added;
        }

        public void Remove(string instanceId, int taskId)
        {
            if (byInstance.TryGetValue(instanceId, out List<(long Order, T Row)>? rows)
                && rows.RemoveAll(r => taskIdOf(r.Row) == taskId) > 0
                && rows.Count == 0)
            {
                byInstance.Remove(instanceId);
            }
        }

        public void RemoveAll(string instanceId) => byInstance.Remove(instanceId);
    }
}
