namespace FollowUpFlows.Runtime.Durable;

internal sealed record DurableEngineOptions
{
    /// <summary>Instances kept in memory between their episodes, the most recent ones; the others are replayed from their history
    /// when something happens to them.</summary>
    /// <value>Default 1,000. 0 replays every episode.</value>
    public int LiveInstancesMax { get; init; } = 1_000;

    /// <value>Default 64: activities mostly wait for providers.</value>
    public int ActivitiesMax { get; init; } = 64;

    /// <summary>Instances that have something to do and activities that run or wait, together: from here on timers that are due stay in the
    /// store, and starts and events from outside activities wait. What follows from work under way never does.</summary>
    /// <value>Default 2,000: many times what can be worked on at once, and some megabytes.</value>
    public int WorkMax { get; init; } = 2_000;

    /// <summary>Longer timers are made of several. Orchestrators cannot see it; services split because their queues cannot hide a
    /// message for longer, and this engine has an index instead.</summary>
    /// <value>Default null: never split.</value>
    public TimeSpan? MaximumTimerInterval { get; init; }

    /// <summary>An execution with a longer history fails: it would take ever longer to replay.</summary>
    /// <value>Default 100,000.</value>
    public int HistoryEventsMax { get; init; } = 100_000;

    /// <summary>Length of one input, result or payload as JSON; what is longer is refused. The store's own limit is some ten times
    /// higher, but each step would copy it.</summary>
    /// <value>Default 4 Mi characters.</value>
    public int DataCharsMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>How late a timer may be noticed when somebody sets the clock forward, on the shop clock.</summary>
    /// <value>Default one minute.</value>
    public TimeSpan ClockCheckInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>First wait after a temporary fault of the store, doubled up to a hundredfold; real time.</summary>
    /// <value>Default 50 ms.</value>
    public TimeSpan StoreRetryDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    public Dispatcher Dispatcher { get; init; } = Dispatcher.ThreadPool;
}
