using System.Diagnostics;

namespace FollowUpFlows.Sqlite;

/// <summary>The only writer of a file: takes all works that wait, runs them in one transaction, commits once, answers all.</summary>
internal sealed class GroupWriter : IAsyncDisposable
{
    /// <summary>So that nobody waits for more than a moment, however many write.</summary>
    private const int GroupMax = 1000;

    /// <summary>Further callers wait before the queue, without a thread.</summary>
    private const int QueueMax = 10_000;

    /// <summary>After so much time without a write the file is looked after.</summary>
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(1);

    private readonly Queue<QueuedWrite> queue = [];
    private readonly SemaphoreSlim room = new(QueueMax);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<SqliteSession> open;
    private SqliteSession? session;
    private bool isClosing;
    private long commitCount;

    /// <summary>When the first of the group that is being written was handed over; 0 between groups.</summary>
    private long underWay;

    /// <param name="open">Opens the file again after a fault that a connection may not survive.</param>
    public GroupWriter(SqliteSession session, Func<SqliteSession> open, string name)
    {
        this.session = session;
        this.open = open;
        new Thread(Run) { IsBackground = true, Name = name }.Start();
    }

    /// <summary>For how long the oldest write that is not on the disk has waited; zero when none has to.</summary>
    public TimeSpan Delay
    {
        get
        {
            lock (queue)
            {
                long since = underWay != 0 ? underWay : queue.TryPeek(out QueuedWrite? first) ? first.QueuedAt : 0;
                return since == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(since);
            }
        }
    }

    public long CommitCount => Interlocked.Read(ref commitCount);

    public async Task<T> AddAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        await room.WaitAsync(cancellationToken);
        QueuedWrite<T> write = new(work, cancellationToken);
        lock (queue)
        {
            if (isClosing)
            {
                room.Release();
                throw new ObjectDisposedException(nameof(SqliteFile));
            }

            queue.Enqueue(write);
            Monitor.Pulse(queue);
        }

        return await write.Task;
    }

    /// <summary>Completes when everything that was added is written and the file is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (queue)
        {
            isClosing = true;
            Monitor.Pulse(queue);
        }

        await ended.Task;
        room.Dispose();
    }

    private void Run()
    {
        List<QueuedWrite> group = new(GroupMax);
        while (AwaitWork())
        {
            TakeGroup(group);
            RunGroup(group);
        }

        session?.Close(); // the last connection to close moves the log into the file
        ended.SetResult();
    }

    /// <summary>Waits for work; false when there will be none any more.</summary>
    private bool AwaitWork()
    {
        TimeSpan wait = QuietTime;
        while (true)
        {
            lock (queue)
            {
                underWay = 0;
                if (queue.Count == 0 && !isClosing)
                {
                    Monitor.Wait(queue, wait);
                }

                if (queue.Count > 0 || isClosing)
                {
                    return queue.Count > 0;
                }
            }

            wait = GiveBack() ? TimeSpan.Zero : Timeout.InfiniteTimeSpan;
        }
    }

    /// <returns>Whether there is more to give back.</returns>
    private bool GiveBack()
    {
        try
        {
            return session is not null && FreePages.GiveBack(session);
        }
        catch (SqliteFileException fault)
        {
            Recover(fault); // a full disk, most likely: the next quiet moment tries again
            return false;
        }
    }

    private void TakeGroup(List<QueuedWrite> group)
    {
        group.Clear();
        lock (queue)
        {
            while (group.Count < GroupMax && queue.TryDequeue(out QueuedWrite? write))
            {
                group.Add(write);
            }

            underWay = group[0].QueuedAt;
        }

        room.Release(group.Count);
    }

    private void RunGroup(List<QueuedWrite> group)
    {
        try
        {
            session ??= open();
            session.Execute("BEGIN IMMEDIATE");
            foreach (QueuedWrite write in group)
            {
                RunOne(session, write);
            }

            session.Execute("COMMIT");
            Interlocked.Increment(ref commitCount);
        }
        catch (SqliteFileException fault)
        {
            Recover(fault);
            group.ForEach(write => write.Fail(fault));
            return;
        }

        group.ForEach(static write => write.Complete());
    }

    private static void RunOne(SqliteSession session, QueuedWrite write)
    {
        if (!write.IsWanted)
        {
            return;
        }

        session.Execute("SAVEPOINT work");
        try
        {
            write.Run(session);
        }
        catch (Exception fault) when (fault is not SqliteFileException { EndsTransaction: true }) // any: it belongs to the caller
        {
            write.Fault = fault;
            session.Execute("ROLLBACK TO work");
        }

        session.Execute("RELEASE work");
    }

    /// <summary>Undoes the transaction. After a full disk the connection is good; after other faults a new one is safer.</summary>
    private void Recover(SqliteFileException fault)
    {
        bool isGood = false;
        try
        {
            if (session is { IsInTransaction: true })
            {
                session.Execute("ROLLBACK");
            }

            isGood = fault.IsFull;
        }
        catch (SqliteFileException)
        {
            isGood = false; // closing the connection undoes it as well
        }

        if (!isGood)
        {
            session?.Close();
            session = null;
        }
    }
}
