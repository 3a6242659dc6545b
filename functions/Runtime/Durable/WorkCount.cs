namespace FollowUpFlows.Runtime.Durable;

/// <summary>Work under way. When there is none, only a timer or a caller can bring new work.</summary>
internal sealed class WorkCount
{
    private readonly Lock gate = new();
    private TaskCompletionSource? idle;
    private int count;

    public void Begin()
    {
        lock (gate)
        {
            count++;
        }
    }

    public void End()
    {
        TaskCompletionSource? reached = null;
        lock (gate)
        {
            if (--count == 0)
            {
                (reached, idle) = (idle, null);
            }
        }

        reached?.SetResult();
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
