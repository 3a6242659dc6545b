namespace FollowUpFlows.Tests.Contract.Durable.Kills;

/// <summary>Where in a commit the process ends.</summary>
internal enum KillMoment
{
    Before,

    /// <summary>Everything is written, but its transaction is open.</summary>
    Inside,

    /// <summary>The disk has it, the engine never hears of it.</summary>
    After,
}

/// <summary>The kinds of commits at which processes are killed.</summary>
internal static class KillPoints
{
    /// <summary>Says to a server of the tests where it ends: moment, kind and number, parted by bars.</summary>
    public const string Variable = "FOLLOWUP_TEST_KILL_AT";

    /// <summary>What a server prints before it ends so.</summary>
    public const string Mark = "Killed at ";

    /// <summary>Of the engine: a client's start, a child's, a first episode, a timer's, a result's, a message's, a new generation, the end.</summary>
    public static readonly string[] Engine = ["start", "child", "first", "timer", "result", "message", "anew", "end"];

    /// <summary>Of a server whose shop tells it of orders: of queues, inbox, customers, engine, ledger, outbox and indexes.</summary>
    public static readonly string[] WhileTold =
    [
        "send message", "settle message", "put inbox", "remove inbox", "add aliases", "put traces", "put order", "put move", "add send",
        "start", "first", "result", "end", "put enrollment", "put send", "put payloads", "add outbox", "put indexes", "remove indexes",
    ];

    /// <summary>Of a server whose journeys go on by themselves.</summary>
    public static readonly string[] Afterwards =
        ["timer", "result", "end", "put enrollment", "put send", "put payloads", "add outbox", "put indexes", "remove indexes", "put certificates"];
}
