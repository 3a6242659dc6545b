namespace FollowUpFlows.Sqlite;

/// <summary>A work on its way to the disk; its caller hears of it only after the commit.</summary>
internal abstract class QueuedWrite
{
    /// <summary>When it was handed over, of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long QueuedAt { get; } = System.Diagnostics.Stopwatch.GetTimestamp();

    /// <summary>False when its caller has given up before it began.</summary>
    public abstract bool IsWanted { get; }

    /// <summary>Does the work. What it throws is for <see cref="Fault"/>.</summary>
    public abstract void Run(SqliteSession session);

    /// <summary>The work failed by itself.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Its transaction is on the disk: hands over the result, the fault, or the cancellation.</summary>
    public abstract void Complete();

    /// <summary>Its transaction was lost.</summary>
    public abstract void Fail(SqliteFileException fault);
}

/// <inheritdoc/>
internal sealed class QueuedWrite<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) : QueuedWrite
{
    /// <summary>Asynchronous, or the callers would run on the writer's thread.</summary>
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool hasRun;
    private T? result;

    public Task<T> Task => completion.Task;

    public override bool IsWanted => !cancellationToken.IsCancellationRequested;

    public override void Run(SqliteSession session)
    {
        hasRun = true;
        result = work(session);
    }

    public override void Complete()
    {
        if (!hasRun)
        {
            completion.SetCanceled(cancellationToken);
        }
        else if (Fault is not null)
        {
            completion.SetException(Fault);
        }
        else
        {
            completion.SetResult(result!);
        }
    }

    public override void Fail(SqliteFileException fault)
    {
        if (hasRun || IsWanted)
        {
            completion.SetException(fault);
        }
        else
        {
            completion.SetCanceled(cancellationToken);
        }
    }
}
