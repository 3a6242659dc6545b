using System.Globalization;
using System.Text.Json;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary>A simulation says what the experiments of its journeys would have shown.</summary>
public sealed class SimulateExperimentTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Experiments_OfASimulation_AreTheRecountOfItsOrders()
    {
        // Every third of thirty customers orders again on the 8th day, every fifth on the 20th: behind the window.
        List<string> orders = ["order_id,customer_id,ordered_at,total"];
        for (int i = 0; i < 30; i++)
        {
            orders.Add(Line($"F{i}", i, 1, 5000));
            orders.AddRange(i % 3 == 0 ? [Line($"S{i}", i, 8, 1000)] : i % 5 == 0 ? [Line($"S{i}", i, 20, 1000)] : []);
        }

        CommandRun run = CommandRun.Of(
            "simulate", "--orders", folder.Write("orders.csv", string.Join('\n', orders) + "\n"), "--journeys", folder.Write("journey.yaml", """
                id: welcome
                trigger: { type: order, nth: 1 }
                hypothesis: { text: 2通目が効く, window: 10d, checkAfter: 20d }
                steps:
                  - id: test
                    split:
                      arms:
                        - { id: a, steps: [ { id: mail-a, send: { channel: [email], message: a } } ] }
                        - { id: none, steps: [] }
                """), "--until", "2026-02-28");
        JsonElement experiment = Assert.Single(run.Json().GetProperty("experiments").EnumerateArray());
        JsonElement[] arms = [.. experiment.GetProperty("arms").EnumerateArray()];
        Assert.Equal("welcome.test", experiment.GetProperty("id").GetString());
        Assert.Equal((30, 30, 10), (Sum(arms, "entered"), Sum(arms, "complete"), Sum(arms, "buyers")));
        Assert.Equal(10_000, Sum(arms, "revenue"));
        Assert.True(experiment.GetProperty("due").GetBoolean());
    }

    private static int Sum(JsonElement[] arms, string name) => arms.Sum(a => (int)a.GetProperty(name).GetDecimal());

    private static string Line(string id, int customer, int day, int total) =>
        string.Create(CultureInfo.InvariantCulture, $"{id},c{customer},2026-01-{day:D2},{total}");
}
