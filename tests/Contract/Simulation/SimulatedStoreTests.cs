using FollowUpFlows.Cli;
using FollowUpFlows.Cli.Commands;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Simulation;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.InMemory;
using FollowUpFlows.Storage.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Simulation;

/// <summary>Real orders through the same journeys over both stores: what is sent does not depend on where it is kept.</summary>
public sealed class SimulatedStoreTests : IDisposable
{
    private const int OrderCount = 2_000;

    private const string Plan = """
        id: welcome
        plan: follow-up
        rank: { model: six-rank, in: [new], half: current }
        trigger: { type: order, nth: 1 }
        reentry: once
        onRankChange: move
        holdout: 0.1
        steps:
          - { id: d0, send: { channel: [email], message: hello } }
          - { id: d3, after: 3d, at: "19:00", send: { channel: [line, email], message: know-how } }
          - id: d7
            after: 7d
            waitFor: { type: order, timeout: 3d }
            else: [ { id: missed, send: { channel: [email], message: voice } } ]

        """;

    private const string Growing = """
        id: growing
        plan: follow-up
        rank: { model: six-rank, in: [early, repeater], half: current }
        trigger: { type: order, nth: 2+ }
        onNewOrder: restart
        onRankChange: finish-then-move
        steps:
          - id: who
            after: 1d
            branch:
              - when: { rank: [repeater] }
                steps: [ { id: story, send: { channel: [line], message: story } } ]
              - otherwise: true
                steps: [ { id: tips, after: 5d, send: { channel: [email], message: tips } } ]

        """;

    private const string Back = """
        id: back
        trigger: { type: lapsed, days: 14 }
        steps:
          - { id: miss, after: 0d, send: { channel: [line, email], message: miss } }

        """;

    private const string Settings = """{ "Sending": { "QuietHours": "21:00-08:00", "Cap": { "Count": 3, "Days": 7 } } }""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Sends_InMemoryAndOverSqlite_AreTheSame()
    {
        string inMemory = await SimulateAsync(new InMemoryEntityTables());
        string overSqlite;
        await using (SqliteStorage storage = SqliteStorage.Open(folder.PathOf("data"), TimeProvider.System))
        {
            overSqlite = await SimulateAsync(storage.Tables);
        }

        Assert.Equal(inMemory, overSqlite);
        Assert.All(
            [",welcome,d0,", ",welcome,d3,", ",welcome,missed,", ",growing,story,", ",growing,tips,", ",back,miss,"],
            step => Assert.Contains(step, inMemory, StringComparison.Ordinal));
    }

    /// <summary>Customers who live side by side meet only in the shop's figures, which a day leaves alone.</summary>
    [Fact]
    public async Task Result_DoesNotDependOnTheNumberOfLanes()
    {
        string one = await SimulateAsync(new InMemoryEntityTables(), lanes: 1);
        Assert.Equal(one, await SimulateAsync(new InMemoryEntityTables(), lanes: 2));
        Assert.Equal(one, await SimulateAsync(new InMemoryEntityTables(), lanes: 5));
    }

    /// <returns>Every send, every message that was not sent, and every move.</returns>
    private async Task<string> SimulateAsync(IEntityTables tables, int lanes = 0)
    {
        SimulationInput input = SimulationInput.Read(new Terminal(TextWriter.Null, TextWriter.Null), Request())!;
        DateOnly until = Request().Until;
        DateOnly from = Simulator.FirstDay(input.Happenings, input.Settings.Calendar, until);
        await using SimulatedShop shop = await SimulatedShop.OpenAsync(tables, input.Settings, Request().Assumptions, input.Settings.Calendar.StartOf(from), lanes);
        Assert.Null(await input.PublishAsync(new Terminal(TextWriter.Null, TextWriter.Null), shop, default));
        SimulationResult result = await new Simulator(shop, input.Settings, input.Happenings).RunAsync(from, until, null, default);
        Assert.Equal(OrderCount, result.Orders);
        SendsCsv.Write(folder.PathOf("sends.csv"), result.Sends);
        IEnumerable<string> others = result.NotSent.Select(m => m.ToString()).Concat(result.Moves.Select(m => m.ToString()));
        return string.Join('\n', [await File.ReadAllTextAsync(folder.PathOf("sends.csv")), $"{result.Enrollments} {result.Waiting}", .. others]);
    }

    private SimulateRequest Request() => new(
        folder.Write("orders.csv", string.Join('\n', File.ReadLines(Repository.PathOf("samples", "online-retail", "orders.csv")).Take(OrderCount + 1))),
        null,
        null,
        [folder.Write("welcome.yaml", Plan), folder.Write("growing.yaml", Growing), folder.Write("back.yaml", Back)],
        new DateOnly(2011, 2, 15),
        null,
        folder.Write("settings.json", Settings),
        null,
        new Assumptions(Grounds.Assume, Grounds.Assume),
        SummaryFormat.Json);
}
