using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using NodaTime;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>A shop in which those inside go on in new versions of the journey <c>j</c>.</summary>
internal sealed class MovingShop
{
    public const string JourneyId = "j";

    private MovingShop(Story story) => Story = story;

    public Story Story { get; }

    /// <summary>With quiet hours, and with Hanako inside since noon of the 21st.</summary>
    public static async Task<MovingShop> OpenAsync(string steps, string more = "")
    {
        SendRules limits = new() { QuietHours = new DailyTimes(new LocalTime(21, 0), new LocalTime(8, 0)) };
        MovingShop shop = new(await Story.WithinAsync(limits, Journey(steps, more)));
        await shop.Story.BuysAsync(Story.Hanako, "1");
        return shop;
    }

    public static MoveInside InsideOf(TestWorld world, TestShop shop, IEntityTables tables)
    {
        CertificateStore store = new(tables);
        CertificateChain chain = new(store, new CertificateKey(CertifiedShop.Key(1)), TestShop.Settings);
        return new MoveInside(tables, shop.Store, new EnrolledDays(store, chain, shop.Store, shop.Library), shop.Library, TestShop.Settings, world.Clocks);
    }

    /// <summary>A version for those inside, too, unless it is said otherwise.</summary>
    public async Task PublishAsync(string steps, bool movesInside = true, string more = "") =>
        Assert.Empty((await Story.Shop.Publish.RunAsync(JourneyFiles.Set(Journey(steps, more)), null, new PublicationWay(null, movesInside), default)).Faults);

    /// <summary>As the timer does, for as long as there is somebody to wake now.</summary>
    public async Task<IReadOnlyList<InsideMove>> WakeAsync()
    {
        MoveInside inside = InsideOf(Story.World, Story.Shop, Story.World.Tables);
        List<InsideMove> done = [];
        for (int round = 0; round < 3; round++)
        {
            done.AddRange(await inside.RunAsync(TimeSpan.FromMinutes(1), Story.Shop.Orchestrations, default));
            await Story.Shop.RunAsync();
            Story.World.SystemClock.Advance(TimeSpan.FromMinutes(1));
        }

        return done;
    }

    /// <summary>Hanako's enrollments in the order of versions: version, how it ended, and with which step it went on.</summary>
    public async Task<string[]> EnrollmentsAsync() =>
        [.. (await AllAsync()).Select(e => $"v{e.Version} {e.End?.ToString() ?? "inside"}{(e.FromStep is { } from ? $" from {from}" : "")}")];

    public async Task<Enrollment[]> AllAsync() => [.. (await Story.StateAsync(Story.Hanako)).Enrollments.Where(e => e.JourneyId == JourneyId).OrderBy(e => e.Version)];

    public static string Journey(string steps, string more = "") => JourneyFiles.Journey(JourneyId, steps, nth: "1", purpose: "marketing", more: more);

    public static string Mail(string id, string when = "") => $"{{ id: {id}, {when}{(when.Length > 0 ? ", " : "")}send: {{ channel: [email], message: thank-you }} }}";
}
