using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics;
using FollowUpFlows.Pipeline.Events;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Analytics;

/// <summary>A shop that experiments, and what it finds.</summary>
internal sealed class ExperimentShop
{
    public const string Split = """
          - id: test
            split:
              experiment: try
              arms:
                - { id: a, steps: [ { id: mail-a, send: { channel: [email], message: thank-you } } ] }
                - { id: b, steps: [ { id: mail-b, send: { channel: [email], message: thank-you } } ] }
                - { id: nothing, steps: [] }
        """;

    public const string Hypothesis = "hypothesis: { text: 短い件名で2回目が増える, metric: purchase, expected: 10pt, window: 5d, checkAfter: 10d }";

    private readonly LearningLog log;

    private ExperimentShop(TestWorld world, TestShop shop, ShopSettings settings)
    {
        (World, Shop) = (world, shop);
        HoldoutStart start = new(world.Tables);
        List = new ListExperiments(shop.Store, shop.Library, start, settings, world.Clocks);
        MeasureExperiments measure = new(world.Tables, new EnrolledIndex(world.Tables), shop.Library, settings);
        Judge = new JudgeExperiments(measure, settings, world.Clocks);
        log = new LearningLog(world.Tables, world.Topic is null ? null : new OutgoingEvents(world.Tables, world.Clocks));
        Reach = new ReachVerdicts(world.Tables, List, Judge, log, start, settings, world.Clocks);
    }

    public TestWorld World { get; }

    public TestShop Shop { get; }

    public ListExperiments List { get; }

    public JudgeExperiments Judge { get; }

    public ReachVerdicts Reach { get; }

    public LearningLog Log => log;

    public static async Task<ExperimentShop> OpenAsync(string steps, string more = Hypothesis, ShopSettings? settings = null, TestTopic? topic = null)
    {
        TestWorld world = new() { Topic = topic };
        TestShop shop = new(world, settings: settings);
        await shop.PublishAsync(Journey(steps, more));
        return new ExperimentShop(world, shop, settings ?? TestShop.Settings);
    }

    /// <summary>Marketing to every first order.</summary>
    public static string Journey(string steps, string more = Hypothesis) => JourneyFiles.Journey("j", steps, nth: "1", purpose: "marketing", more: more);

    public static SourceCustomer Customer(int number) => Told.Account($"{number}", -60, $"c{number}@example.com").Agreeing(-60);

    /// <summary>As another process of the shop, which remembers nothing.</summary>
    public ExperimentShop Again() => new(World, Shop, TestShop.Settings);

    public async Task BuysAsync(SourceCustomer who, string orderId, long yen = 5000, DateTimeOffset? at = null)
    {
        DateTimeOffset now = World.ShopClock.GetUtcNow();
        SourceOrder order = Told.Order(orderId, 0) with { OrderedAt = at ?? now, UpdatedAt = now, TotalMinor = yen };
        await Shop.TellAsync($"buys-{orderId}", who.Bought(order));
        await Shop.RunAsync();
    }

    public Task FirstOrdersAsync(int count) => FirstOrdersAsync(0, count);

    public async Task FirstOrdersAsync(int from, int count)
    {
        for (int i = from; i < from + count; i++)
        {
            await BuysAsync(Customer(i), $"first-{i}");
        }
    }

    public async Task PassAsync(int days)
    {
        for (int i = 0; i < days; i++)
        {
            World.ShopClock.Advance(TimeSpan.FromDays(1));
            await Shop.BeginDay.RunAsync(Shop.Orchestrations, default);
            await Shop.RunAsync();
        }
    }

    public async Task<Judged> JudgedAsync(string id) => (await Judge.RunAsync([Assert.IsType<Experiment>(await List.FindAsync(id, default))], default))[0];

    /// <summary>By arm: entered, complete and buyers.</summary>
    public async Task<string[]> FiguresAsync(string id) =>
        [.. (await JudgedAsync(id)).Verdict.Arms.Select(a => $"{a.Arm.Id} {a.Entered} {a.Complete} {a.Buyers.Hits}")];

    /// <summary>The customers' arms, drawn once more by the rule itself.</summary>
    public async Task<Dictionary<int, string>> ArmsAsync(int count)
    {
        Dictionary<int, string> arms = [];
        for (int i = 0; i < count; i++)
        {
            arms[i] = Assert.Single((await Shop.StateAsync(Customer(i))).Choices).ArmId!;
        }

        return arms;
    }
}
