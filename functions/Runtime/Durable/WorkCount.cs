namespace FollowUpFlows.Runtime.Durable;

/// <summary>Work under way. When there is none, only a timer or a caller can bring new work; when there is too much, both wait.</summary>
/// <param name="max">From here on what comes from outside waits.</param>
internal sealed class WorkCount(int max = int.MaxValue)
{
    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource> outside = new();
    private TaskCompletionSource? idle;
    private int count;
    private bool isAwaited;

    /// <summary>Called, outside all locks, when half of what was too much is done, and somebody wants to know.</summary>
    public Action Eased { get; set; } = static () => { };

    /// <summary>How much more may begin; none, or less: what is stored and waits should go on waiting there.</summary>
    public int Room
    {
        get
        {
            lock (gate)
            {
                return max - count;
            }
        }
    }

    /// <summary>Somebody waits until there is room again.</summary>
    public void TellWhenEased()
    {
        lock (gate)
        {
            isAwaited = true;
        }
    }

    /// <summary>Work that follows from other work, and so never waits.</summary>
    public void Begin()
    {
        lock (gate)
        {
            count++;
        }
    }

    /// <summary>Work from outside: begins when there is room, in the order of the calls.</summary>
    public async Task BeginWithRoomAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource turn;
        lock (gate)
        {
            if (count < max)
            {
                count++;
                return;
            }

            outside.Enqueue(turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using CancellationTokenRegistration end = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        await turn.Task;
    }

    public void End()
    {
        TaskCompletionSource? reached = null;
        bool isEased;
        lock (gate)
        {
            count--;
            while (count < max && outside.TryDequeue(out TaskCompletionSource? next))
            {
                count += next.TrySetResult() ? 1 : 0; // else it has given up
            }

            isEased = isAwaited && count <= max / 2;
            isAwaited &= !isEased;
            if (count == 0)
            {
                (reached, idle) = (idle, null);
            }
        }

        reached?.SetResult();
        if (isEased)
        {
            Eased();
        }
    }

    public Task WhenIdleAsync()
    {
        lock (gate)
        {
            return count == 0
                ? Task.CompletedTask
                : (idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }
}
