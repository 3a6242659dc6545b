using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using NodaTime;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>The life of two customers through everything that a journey can do, interrupted after each single effect.</summary>
public sealed class InterruptedLifeTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(6);

    private static readonly SendRules Limits = new()
    {
        QuietHours = new DailyTimes(new LocalTime(21, 0), new LocalTime(8, 0)),
        Cap = new FrequencyCap(2, 1),
    };

    private static readonly SourceCustomer Taro = Told.Account("8", -60, "taro@example.com").Agreeing(-60);

    /// <summary>By the day at which it ends; the order is that of ids.</summary>
    private static readonly string[] Journeys =
    [
        Plan("new-follow", "new", "{ type: order, nth: 1 }", "onRankChange: move", """
              - { id: n0, send: { channel: [email], message: thank-you } }
              - { id: n1, after: 1d, at: "22:00", send: { channel: [email], message: thank-you } }
              - id: answered
                after: 2d
                waitFor: { type: event, event: survey, timeout: 1d }
                then: [ { id: thanked, send: { channel: [email], message: thank-you } } ]
                else: [ { id: asked, send: { channel: [email], message: thank-you } } ]
              - { id: n9, after: 9d, send: { channel: [email], message: thank-you } }
            """),
        Plan("early-follow", "early", "{ type: order, nth: 1000 }", "onNewOrder: exit", """
              - { id: e5, after: 5d, at: "20:59", send: { channel: [line, email], message: thank-you } }
              - id: by-count
                branch:
                  - when: { rank: [royal] }
                    steps: []
                  - otherwise: true
                    steps: [ { id: other, send: { channel: [email], message: thank-you } } ]
              - { id: e8, after: 8d, send: { channel: [email], message: thank-you } }
            """),
        Free("goal", "trigger: { type: order, nth: 1 }\ngoal: { type: order, within: 30d }\nexitOnGoal: true", Mails("g", 0, 2, 3, 6)),
        Free("again", "trigger: { type: order, nth: 1 }\nonNewOrder: restart", Mails("a", 1, 4)),
        Free("moved-up", "trigger: { type: rank-changed, model: six-rank, direction: up }", Mails("u", 0)),
        Free("quiet", "trigger: { type: lapsed, days: 3 }", Mails("q", 0, 1, 30)),
        Free("answer", "trigger: { type: event, event: survey }\nholdout: 0.5", Mails("s", 0, 1) + "\n  - { id: out, after: 2d, exit: true }"),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Life_InterruptedAfterAnyEffect_SendsAndEndsTheSame_AndEveryDayIsCertified(bool isRepeatable)
    {
        TestShop published = new(new TestWorld());
        Assert.Empty((await published.Publish.RunAsync(JourneyFiles.Set(Journeys).WithRanks(), default)).Faults);
        Life whole = new(published, isRepeatable);
        Fuse fuse = Fuse.None;
        await whole.LiveAsync(fuse);
        string[] messages = whole.World.Messages();
        string[] state = await whole.StateAsync();
        int due = await whole.CertifiedAsync();
        Assert.InRange(fuse.Used, 200, 2000);
        Assert.Equal(["Completed", "Erased", "Exited", "GoalReached", "Moved", "NewOrder", "Restarted"], await whole.EndsAsync());
        int step = Environment.GetEnvironmentVariable("FOLLOWUP_NIGHTLY") == "true" ? 1 : isRepeatable ? 13 : 29;
        for (int n = 3; n < fuse.Used; n += step)
        {
            Life life = new(published, isRepeatable);
            await Assert.ThrowsAsync<StorageException>(() => life.LiveAsync(new Fuse(n)));
            life.World.SystemClock.Advance(Outage);
            await life.LiveAsync(Fuse.None);
            if (isRepeatable)
            {
                Assert.Equal((n, string.Join('\n', messages)), (n, string.Join('\n', life.World.Messages())));
                string[] actual = await life.StateAsync();
                Assert.True(state.SequenceEqual(actual), $"{n}: expected{Environment.NewLine}{string.Join('\n', state.Except(actual))}{Environment.NewLine}but was{Environment.NewLine}{string.Join('\n', actual.Except(state))}");
            }

            Assert.All(life.World.Email.Calls.GroupBy(c => c.Key), g => Assert.True(isRepeatable || g.Count() == 1, $"{n}: sent twice"));
            Assert.Equal((n, due), (n, await life.CertifiedAsync()));
        }
    }

    private static string Plan(string id, string rank, string trigger, string policy, string steps) =>
        Free(id, $"plan: follow-up\nrank: {{ model: six-rank, in: [{rank}] }}\ntrigger: {trigger}\n{policy}", steps);

    private static string Free(string id, string keys, string steps) =>
        JourneyFiles.Free(id, keys, steps).Replace("purpose: transactional", "purpose: marketing", StringComparison.Ordinal);

    private static string Mails(string prefix, params int[] days) => string.Join('\n', days.Select(d => JourneyFiles.Mail($"{prefix}{d}", d)));

    /// <summary>What outlives the processes of one life, and how far it has come.</summary>
    private sealed class Life
    {
        private readonly TestShop published;
        private readonly (DateTimeOffset At, WebhookRequest Webhook)[] happenings;
        private int done;

        public Life(TestShop published, bool isRepeatable)
        {
            this.published = published;
            World.Email.RepeatableFor = isRepeatable ? TimeSpan.FromHours(23) : null;
            happenings =
            [
                Bought("21T12:00", Story.Hanako, "1"),
                Bought("21T20:30", Taro, "2"),
                At("22T09:00", "answered", new ShopEvent.EventTold(Taro, new SourceEvent("survey", Story.Time("22T09:00"), "美味しい"))),
                Bought("23T10:00", Story.Hanako, "3"),  // at the very moment at which a step is due
                At("23T11:00", "answered-2", new ShopEvent.EventTold(Taro, new SourceEvent("survey", Story.Time("23T11:00"), "5"))),
                Bought("24T10:00", Story.Hanako, "4"),
                At("28T09:30", "erase", new ShopEvent.CustomerErased(Taro, [])),
            ];
        }

        public TestWorld World { get; } = new();

        /// <summary>Goes on where the process before has ended.</summary>
        public async Task LiveAsync(Fuse fuse)
        {
            TestShop shop = new(World, fuse, published, Limits);
            await TickAsync(shop);
            for (; done < happenings.Length; done++)
            {
                await PassAsync(shop, happenings[done].At);
                await shop.DeliverAsync(happenings[done].Webhook);
                await TickAsync(shop);
            }

            await PassAsync(shop, Story.Time("31T00:00"));
        }

        /// <summary>Everything of the customers but the look that a held rank keeps: it is renewed along with the rank's index, which a process
        /// that ended may have written before. The rank itself and every move with its proof must be the same.</summary>
        public async Task<string[]> StateAsync() => [.. (await World.Tables.DumpAsync(Tables.Customers)).Select(WithoutLook)];

        private static string WithoutLook(string row)
        {
            string[] parts = row.Split(' ');
            return parts[2].StartsWith("rank:", StringComparison.Ordinal)
                ? string.Join(' ', [.. parts[..3], .. parts[3..].Where(p => p.Split('=')[0] is "ModelId" or "RankId" or "SinceOn" or "Notice")])
                : row;
        }

        public Task<int> CertifiedAsync() => CertifiedShop.Over(World, published).HoldsAsync(CertifiedShop.Day, new DateOnly(2026, 11, 30));

        public async Task<string[]> EndsAsync() =>
        [
            .. (await World.Tables.DumpAsync(Tables.Customers)).Where(r => r.Contains(" enrollment:", StringComparison.Ordinal))
                .Select(r => r.Split(" End=").ElementAtOrDefault(1)?.Split(' ')[0]).OfType<string>().Distinct().Order(StringComparer.Ordinal),
        ];

        private static async Task TickAsync(TestShop shop)
        {
            await shop.BeginDay.RunAsync(shop.Orchestrations, default);
            await shop.SweepAsync();
            await shop.RunAsync();
        }

        private async Task PassAsync(TestShop shop, DateTimeOffset until)
        {
            while (NextAt() is var next && next <= until)
            {
                World.ShopClock.MoveTo(next);
                await TickAsync(shop);
            }

            World.ShopClock.MoveTo(until);
        }

        private DateTimeOffset NextAt()
        {
            DateTimeOffset now = World.ShopClock.GetUtcNow();
            DateTimeOffset midnight = TestShop.Settings.Calendar.StartOf(TestShop.Settings.Calendar.DateOf(now).AddDays(1));
            DateTimeOffset? due = World.Orchestrations.Waits.Values.Where(w => w.End is null && w.DueAt > now).Min(w => w.DueAt);
            return due < midnight ? due.Value : midnight;
        }

        private (DateTimeOffset, WebhookRequest) Bought(string time, SourceCustomer who, string orderId)
        {
            SourceOrder order = Told.Order(orderId, 0) with { OrderedAt = Story.Time(time), UpdatedAt = Story.Time(time) };
            return At(time, $"order-{orderId}", who.Bought(order));
        }

        private (DateTimeOffset, WebhookRequest) At(string time, string id, ShopEvent happened) => (Story.Time(time), World.Source.Webhook(id, happened));
    }
}
