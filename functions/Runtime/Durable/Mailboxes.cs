namespace FollowUpFlows.Runtime.Durable;

/// <summary>One mailbox per instance that has something to do or is kept in memory. Inputs of one instance are dealt with one turn
/// at a time, in order; different instances do not wait for each other.</summary>
internal sealed class Mailboxes(Dispatcher dispatcher, WorkCount work, int liveMax)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Mailbox> all = new(StringComparer.Ordinal);
    private readonly LinkedList<Mailbox> live = new();
    private Func<Mailbox, IReadOnlyList<Input>, Task>? turn;
    private Action<Exception>? fault;
    private int busyCount;

    public void Open(Func<Mailbox, IReadOnlyList<Input>, Task> onTurn, Action<Exception> onFault)
    {
        lock (gate)
        {
            (turn, fault) = (onTurn, onFault);
        }
    }

    /// <summary>Turns under way end; inputs from now on are dropped, what they stand for is stored.</summary>
    public void Close()
    {
        lock (gate)
        {
            turn = null;
        }
    }

    public void Post(string instanceId, params IReadOnlyList<Input> inputs)
    {
        Mailbox? woken = null;
        lock (gate)
        {
            if (turn is null || inputs.Count == 0)
            {
                return;
            }

            if (!all.TryGetValue(instanceId, out Mailbox? box))
            {
                all[instanceId] = box = new Mailbox(instanceId);
            }

            box.Waiting.AddRange(inputs);
            if (!box.IsRunning)
            {
                box.IsRunning = true;
                busyCount++;
                work.Begin();
                woken = box;
            }
        }

        if (woken is not null)
        {
            dispatcher.Run(() => RunAsync(woken));
        }
    }

    /// <summary>What is in memory of the instance; the caller has it alone until it is kept again.</summary>
    public LiveInstance? Borrow(Mailbox box)
    {
        lock (gate)
        {
            if (box.Place is { } place)
            {
                live.Remove(place);
                box.Place = null;
            }

            LiveInstance? instance = box.Live;
            box.Live = null;
            return instance;
        }
    }

    public void Keep(Mailbox box, LiveInstance instance)
    {
        lock (gate)
        {
            box.Live = instance;
            box.Place = live.AddFirst(box);
            if (live.Count > liveMax)
            {
                Mailbox oldest = live.Last!.Value;
                live.RemoveLast();
                (oldest.Live, oldest.Place) = (null, null);
                Forget(oldest);
            }
        }
    }

    /// <summary>Instances with something to do.</summary>
    public int BusyCount => Volatile.Read(ref busyCount);

    /// <summary>Instances kept in memory.</summary>
    public int LiveCount
    {
        get
        {
            lock (gate)
            {
                return live.Count;
            }
        }
    }

    /// <summary>Ids of instances that rest because their history cannot be read.</summary>
    public IReadOnlyList<string> Unreadable()
    {
        lock (gate)
        {
            return [.. all.Values.Where(b => b.IsUnreadable).Select(b => b.InstanceId)];
        }
    }

    private async Task RunAsync(Mailbox box)
    {
        try
        {
            while (Take(box) is var (inputs, onTurn))
            {
                await onTurn(box, inputs);
            }
        }
        catch (Exception reason) // nothing may run on after a turn that the engine does not understand
        {
            fault!(reason);
        }
        finally
        {
            work.End();
        }
    }

    private (IReadOnlyList<Input> Inputs, Func<Mailbox, IReadOnlyList<Input>, Task> Turn)? Take(Mailbox box)
    {
        lock (gate)
        {
            if (turn is null || box.Waiting.Count == 0)
            {
                box.IsRunning = false;
                busyCount--;
                Forget(box);
                return null;
            }

            Input[] inputs = [.. box.Waiting];
            box.Waiting.Clear();
            return (inputs, turn);
        }
    }

    private void Forget(Mailbox box)
    {
        if (box is { IsRunning: false, Live: null, IsUnreadable: false, Held.Count: 0 })
        {
            all.Remove(box.InstanceId);
        }
    }
}

internal sealed class Mailbox(string instanceId)
{
    public string InstanceId => instanceId;

    public List<Input> Waiting { get; } = [];

    /// <summary>Inputs that come before all others in the next episode: for an instance whose time to start has not come, or
    /// carried into a new generation.</summary>
    public List<Input> Held { get; } = [];

    public bool IsRunning { get; set; }

    /// <summary>Its history cannot be read by this version; it rests until the next start, or until another run replaces it.</summary>
    public bool IsUnreadable { get; set; }

    public LiveInstance? Live { get; set; }

    public LinkedListNode<Mailbox>? Place { get; set; }
}

/// <param name="HistoryCount">Events stored for this execution.</param>
/// <param name="Trace">Null: nobody traces it.</param>
internal sealed record LiveInstance(InstanceRow Row, Execution Execution, int HistoryCount, ExecutionTrace? Trace);
