namespace FollowUpFlows.Runtime.Durable;

/// <summary>Fires what is due on the shop clock. Only the next time is known in memory; the rest are rows in the store's index,
/// so a timer that is years away costs nothing here.</summary>
/// <param name="fire">Called outside all locks; the row stays in flight until it is settled, so it fires once.</param>
internal sealed class TimerQueue(
    IInstanceStore store, TimeProvider clock, TimeSpan checkInterval, WorkCount work, Action<TimerRow> fire, Action<Exception> onFault) : IDisposable
{
    private const int FirstPageSize = 16;
    private const int PageSizeMax = 256;

    /// <summary>More wait in the store until these are dealt with: thousands may be due at ten in the morning.</summary>
    private const int InFlightMax = 1024;

    private readonly Lock gate = new();
    private readonly HashSet<TimerRow> inFlight = [];
    private ITimer? timer;
    private DateTimeOffset? next;
    private bool isFull;

    /// <summary>Null: no timer waits, or those in flight must be settled first.</summary>
    public DateTimeOffset? NextAt
    {
        get
        {
            lock (gate)
            {
                return next;
            }
        }
    }

    public void Start()
    {
        lock (gate)
        {
            timer = clock.CreateTimer(_ => Check(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        Poll();
    }

    /// <summary>Timers were committed, the earliest of them for this time.</summary>
    public void Added(DateTimeOffset earliest)
    {
        bool isDue;
        lock (gate)
        {
            DateTimeOffset now = clock.GetUtcNow();
            isDue = earliest <= now;
            if (!isDue && !isFull && !(next <= earliest))
            {
                next = earliest;
                Arm(now);
            }
        }

        if (isDue)
        {
            Poll();
        }
    }

    /// <summary>Their rows are gone.</summary>
    public void Settled(IEnumerable<TimerRow> fired)
    {
        bool hasRoom;
        lock (gate)
        {
            inFlight.ExceptWith(fired);
            hasRoom = isFull && inFlight.Count <= InFlightMax / 2;
        }

        if (hasRoom)
        {
            Poll();
        }
    }

    /// <summary>The engine has caught up with what it could not take before.</summary>
    public void RoomAgain()
    {
        bool hasWaited;
        lock (gate)
        {
            hasWaited = isFull && inFlight.Count < InFlightMax;
        }

        if (hasWaited)
        {
            Poll();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            timer?.Dispose();
            timer = null;
            next = null;
        }
    }

    /// <summary>The clock may have been set: what counts is the time it shows now, not the time that has passed.</summary>
    private void Check()
    {
        lock (gate)
        {
            DateTimeOffset now = clock.GetUtcNow();
            if (next > now)
            {
                Arm(now);
                return;
            }
        }

        Poll();
    }

    private void Poll()
    {
        List<TimerRow> due = [];
        lock (gate)
        {
            if (timer is null)
            {
                return;
            }

            DateTimeOffset now = clock.GetUtcNow();
            try
            {
                next = TakeDue(now, due);
            }
            catch (InstanceStoreException fault) when (fault.IsTemporary)
            {
                next = now + checkInterval; // until then the row waits, as it would for a process that is down
            }
            catch (InstanceStoreException fault)
            {
                next = null;
                onFault(fault);
            }

            Arm(now);
        }

        due.ForEach(fire);
    }

    /// <returns>Time of the first timer that is not due.</returns>
    private DateTimeOffset? TakeDue(DateTimeOffset now, List<TimerRow> due)
    {
        int room = work.Room;
        for (int pageSize = FirstPageSize; inFlight.Count < InFlightMax && due.Count < room; pageSize = Math.Min(2 * pageSize, PageSizeMax))
        {
            int limit = inFlight.Count + pageSize;
            IReadOnlyList<TimerRow> page = store.ReadTimers(limit);
            TimerRow? later = null;
            foreach (TimerRow row in page.Where(r => !inFlight.Contains(r)))
            {
                if (row.FireAt > now)
                {
                    later = row;
                    break;
                }

                inFlight.Add(row);
                due.Add(row);
            }

            if (later is not null || page.Count < limit)
            {
                isFull = false;
                return later?.FireAt;
            }
        }

        isFull = true;
        work.TellWhenEased();
        return null;
    }

    private void Arm(DateTimeOffset now)
    {
        if (next is { } at)
        {
            TimeSpan wait = at - now;
            timer?.Change(wait < checkInterval ? wait : checkInterval, Timeout.InfiniteTimeSpan);
        }
    }
}
