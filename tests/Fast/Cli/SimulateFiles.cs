using FollowUpFlows.Tests.Fast.Support;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary>A shop with three customers and five journeys, small enough to be simulated on paper.</summary>
internal sealed class SimulateFiles : IDisposable
{
    /// <summary>By default it is Tokyo's: bert buys half an hour into the first of February.</summary>
    private const string Orders = """
        order_id,customer_id,ordered_at,total
        A1,anna,2026-01-10T08:30:00+09:00,3000
        A2,anna,2026-01-18T23:30:00+09:00,3000
        B1,bert,2026-01-31T15:30:00Z,3000
        C1,007,2026-02-20,3000

        """;

    private static readonly string[] Journeys =
    [
        """
        id: welcome
        rank: { model: six-rank, in: [new], half: current }
        trigger: { type: order, nth: 1 }
        reentry: once
        steps:
          - { id: d0, send: { channel: [email], message: hello } }
          - { id: d3, after: 3d, at: "09:00", send: { channel: [line, email], message: know-how } }
          - { id: d7, after: 7d, send: { channel: [email], message: voice } }
        """,
        """
        id: second
        purpose: transactional
        trigger: { type: order, nth: 2 }
        steps:
          - { id: thanks, after: 0d, at: "19:00", send: { channel: [email], message: thanks } }
        """,
        """
        id: await
        purpose: transactional
        trigger: { type: order, nth: 1 }
        steps:
          - id: ask
            after: 5d
            waitFor: { type: order, timeout: 5d }
            then: [ { id: came, send: { channel: [email], message: thanks } } ]
            else: [ { id: missed, send: { channel: [email], message: voice } } ]
        """,
        """
        id: by-rank
        purpose: transactional
        trigger: { type: order }
        steps:
          - id: who
            after: 1d
            branch:
              - when: { rank: [early, repeater] }
                steps: [ { id: known, send: { channel: [email], message: story } } ]
              - otherwise: true
                steps: [ { id: fresh, send: { channel: [email], message: story } } ]
        """,
        """
        id: back
        trigger: { type: lapsed, days: 20 }
        steps:
          - { id: miss, after: 0d, send: { channel: [line, email], message: miss } }
        """,
    ];

    private readonly TemporaryFolder folder = new();

    public SimulateFiles()
    {
        OrdersFile = folder.Write("orders.csv", Orders);
        Directory.CreateDirectory(folder.PathOf("plans"));
        foreach ((int index, string text) in Journeys.Index())
        {
            File.WriteAllText(folder.PathOf($"plans/{index}.yaml"), text + "\n");
        }
    }

    public string OrdersFile { get; }

    /// <summary>A folder of journeys alone.</summary>
    public string Plans => folder.PathOf("plans");

    public string SendsFile => folder.PathOf("sends.csv");

    public string Write(string name, string text) => folder.Write(name, text);

    /// <summary>The simulation with everything assumed unless the options say otherwise.</summary>
    public CommandRun Run(string until, params string[] options)
    {
        File.Delete(SendsFile);
        return CommandRun.Of(["simulate", "--orders", OrdersFile, "--journeys", Plans, "--until", until, "--sends", SendsFile, .. options]);
    }

    /// <summary>The rows of the sends, without their header.</summary>
    public string[] Sends() => [.. File.ReadAllLines(SendsFile).Skip(1)];

    public void Dispose() => folder.Dispose();
}
