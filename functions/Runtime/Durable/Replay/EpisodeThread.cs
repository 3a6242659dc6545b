namespace FollowUpFlows.Runtime.Durable;

/// <summary>Keeps an orchestrator on the one thread that runs its episode: continuations of durable tasks run inline, whatever
/// else is queued runs before the next event is applied. A continuation that comes from elsewhere is never run: it proves that
/// the orchestrator awaited something that a replay cannot repeat.</summary>
internal sealed class EpisodeThread : TaskScheduler
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> posted = new();
    private readonly Context context;
    private int threadId;
    private volatile bool wasLeft;

    public EpisodeThread() => context = new Context(this);

    /// <summary>Orchestrator code tried to go on outside an episode.</summary>
    public bool WasLeft => wasLeft;

    private bool IsHere => threadId == Environment.CurrentManagedThreadId;

    /// <exception cref="InvalidOperationException">Called outside the episode, or on another thread.</exception>
    public void Verify()
    {
        if (!IsHere)
        {
            wasLeft = true;
            throw new InvalidOperationException(
                "An orchestrator called its context from outside its own thread. "
                + "It may await only tasks of its context, and never with ConfigureAwait(false).");
        }
    }

    public void Run(Action work)
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        threadId = Environment.CurrentManagedThreadId;
        try
        {
            Task task = new(work);
            task.RunSynchronously(this);
            task.GetAwaiter().GetResult();
        }
        finally
        {
            threadId = 0;
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>Runs what was queued since, such as the continuation of a yield.</summary>
    public void RunPosted()
    {
        while (posted.TryDequeue(out (SendOrPostCallback Callback, object? State) next))
        {
            next.Callback(next.State);
        }
    }

    protected override void QueueTask(Task task)
    {
        if (IsHere)
        {
            TryExecuteTask(task);
        }
        else
        {
            wasLeft = true;
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => IsHere && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void Post(SendOrPostCallback callback, object? state)
    {
        if (IsHere)
        {
            posted.Enqueue((callback, state));
        }
        else
        {
            wasLeft = true;
        }
    }

    private sealed class Context(EpisodeThread thread) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => thread.Post(d, state);

        public override SynchronizationContext CreateCopy() => this;
    }
}
