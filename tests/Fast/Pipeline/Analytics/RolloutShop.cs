using System.Globalization;
using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Analytics;
using FollowUpFlows.Pipeline.Events;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Analytics;

/// <summary>A shop that has published a second version of its journey in stages.</summary>
internal sealed class RolloutShop
{
    public const string JourneyId = "news";

    public static readonly string Old = Journey("  - { id: mail, send: { channel: [email], message: thank-you } }\n  - { id: later, after: 3d, send: { channel: [email], message: thank-you } }");
    public static readonly string New = Journey("  - { id: mail, send: { channel: [email], message: thank-you } }\n  - { id: fresh, after: 3d, send: { channel: [email], message: thank-you } }");

    private RolloutShop(TestWorld world, TestShop shop)
    {
        (World, Shop) = (world, shop);
        Measure = new MeasureRollout(world.Tables, new EnrolledIndex(world.Tables), TestShop.Settings);
        Move = new MoveRollouts(shop.Store, shop.Library, Measure, world.Clocks, world.Topic is null ? null : new OutgoingEvents(world.Tables, world.Clocks));
        Steer = new SteerRollout(shop.Store, shop.Library, Measure, world.Clocks);
    }

    public TestWorld World { get; }

    public TestShop Shop { get; }

    public MeasureRollout Measure { get; }

    public MoveRollouts Move { get; }

    public SteerRollout Steer { get; }

    /// <summary>The roll-out of the newest version.</summary>
    public async Task<Rollout> NowAsync() => Assert.IsType<RolloutStanding>(await Steer.FindAsync(JourneyId, default)).Rollout;

    /// <summary>With half of those who enter, unless something else is said.</summary>
    public static async Task<RolloutShop> OpenAsync(string? stages = "50,100", TestTopic? topic = null, string? old = null, string? changed = null)
    {
        TestWorld world = new() { Topic = topic };
        world.Email.ToldWithin = TimeSpan.FromHours(1);
        TestShop shop = new(world);
        await shop.PublishAsync(old ?? Old);
        RolloutShop open = new(world, shop);
        if (stages is not null)
        {
            await open.PublishAsync(changed ?? New, stages);
        }

        return open;
    }

    /// <summary>As another process of the shop, which remembers nothing.</summary>
    public RolloutShop Again() => new(World, new TestShop(World));

    public async Task<Publication> PublishAsync(string journey, string? stages = null)
    {
        RolloutPlan? plan = stages is null ? null : new RolloutPlan([.. stages.Split(',').Select(s => decimal.Parse(s, CultureInfo.InvariantCulture))], 7);
        Publication publication = await Shop.Publish.RunAsync(JourneyFiles.Set(journey), new PublicationNote("花子", "試す"), plan, default);
        Assert.Empty(publication.Faults);
        return publication;
    }

    public static SourceCustomer Customer(int number) => Told.Account($"{number}", -60, $"c{number}@example.com").Agreeing(-60);

    public async Task BuysAsync(int number, string? orderId = null)
    {
        DateTimeOffset now = World.ShopClock.GetUtcNow();
        SourceOrder order = Told.Order(orderId ?? $"o-{number}", 0) with { OrderedAt = now, UpdatedAt = now };
        await Shop.TellAsync($"w-{orderId ?? $"{number}"}", Customer(number).Bought(order));
        await Shop.RunAsync();
    }

    public async Task BuyAsync(int from, int count)
    {
        for (int i = from; i < from + count; i++)
        {
            await BuysAsync(i);
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

    public async Task<Enrollment[]> EnrollmentsAsync(int number) => [.. (await Shop.StateAsync(Customer(number))).Enrollments.OrderBy(e => e.EnrolledAt)];

    /// <summary>The version with which each of them began last.</summary>
    public async Task<Dictionary<int, int>> VersionsAsync(int from, int count)
    {
        Dictionary<int, int> versions = [];
        for (int i = from; i < from + count; i++)
        {
            versions[i] = (await EnrollmentsAsync(i))[^1].Version;
        }

        return versions;
    }

    /// <summary>What the rule itself says of the customer.</summary>
    public async Task<bool> TakesAsync(int number) => (await NowAsync()).Takes(JourneyId, (await Shop.StateAsync(Customer(number))).CustomerId);

    /// <summary>The provider tells something of the first message of the customer's last enrollment.</summary>
    public async Task ToldAsync(int number, DeliveryKind kind, DeliveryStop? stop = null)
    {
        CustomerState state = await Shop.StateAsync(Customer(number));
        string enrollmentId = state.Enrollments.OrderBy(e => e.EnrolledAt).Last().EnrollmentId;
        SendKey key = new(enrollmentId, "mail", 0, Channel.Email);
        DeliveryEvent told = new($"e-{number}-{kind}", key.MessageKey, kind, World.SystemClock.GetUtcNow()) { Stop = stop, Address = $"c{number}@example.com" };
        Assert.True(await Shop.Deliveries.RunAsync(told, default));
    }

    private static string Journey(string steps) => JourneyFiles.Journey(JourneyId, steps, purpose: "marketing", more: "hypothesis: { text: 増える }");
}
