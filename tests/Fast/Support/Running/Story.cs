using System.Globalization;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>A shop whose days pass: customers do things, and what is due goes out at its time. Times are Tokyo's in November 2026,
/// written <c>24T10:00</c>; December goes on with 31.</summary>
internal sealed class Story
{
    private static readonly DateTimeOffset LastOfOctober = new(2026, 10, 31, 0, 0, 0, TimeSpan.FromHours(9));
    private int told;

    private Story(TestWorld world, TestShop shop) => (World, Shop) = (world, shop);

    public static SourceCustomer Hanako { get; } = Told.Account("7", -60, "hanako@example.com").Agreeing(-60);

    public TestWorld World { get; }

    public TestShop Shop { get; }

    /// <summary>What went out: time, step and channel, in order.</summary>
    public string[] Sent =>
    [
        .. World.Email.Messages.Concat(World.Line.Messages)
            .OrderBy(m => m.ClaimedAt.Shop).ThenBy(m => m.StepId, StringComparer.Ordinal)
            .Select(m => $"{TextOf(m.ClaimedAt.Shop)} {m.StepId} {m.Channel.ToString().ToLowerInvariant()}"),
    ];

    /// <summary>Begins at noon on the 21st.</summary>
    public static Task<Story> WithAsync(params string[] journeys) => WithinAsync(null, journeys);

    /// <summary>The same within the shop's limits for marketing.</summary>
    public static async Task<Story> WithinAsync(SendRules? limits, params string[] journeys)
    {
        TestWorld world = new();
        TestShop shop = new(world, limits: limits);
        Assert.Empty((await shop.Publish.RunAsync(JourneyFiles.Set(journeys).WithRanks(), default)).Faults);
        return new Story(world, shop);
    }

    /// <summary>With what another shop has published.</summary>
    /// <param name="limits">Null for those that every shop has at first.</param>
    public static Story After(TestShop published, SendRules? limits = null)
    {
        TestWorld world = new();
        return new Story(world, new TestShop(world, published: published, limits: limits ?? new SendRules()));
    }

    public static DateTimeOffset Time(string text)
    {
        string[] parts = text.Split('T');
        return LastOfOctober.AddDays(int.Parse(parts[0], CultureInfo.InvariantCulture)) + TimeSpan.Parse(parts[1], CultureInfo.InvariantCulture);
    }

    public async Task BuysAsync(SourceCustomer who, string orderId, long yen = 5000, OrderStatus status = OrderStatus.Paid)
    {
        DateTimeOffset now = World.ShopClock.GetUtcNow();
        SourceOrder order = Told.Order(orderId, 0, status) with { OrderedAt = now, UpdatedAt = now, TotalMinor = yen };
        await TellAsync(who.Bought(order));
    }

    public async Task TellAsync(ShopEvent happened)
    {
        Assert.Equal(InboxState.Processed, await Shop.TellAsync($"story-{told++}", happened));
        await Shop.RunAsync();
    }

    /// <summary>Something other than a purchase, told by no webhook but by a program.</summary>
    public async Task DoesAsync(SourceCustomer who, string type)
    {
        CustomerState state = await StateAsync(who);
        DateTimeOffset now = World.ShopClock.GetUtcNow();
        CustomerEvent happened = new(CustomerEvent.KeyOf(type, now, null), type, now, TestShop.Settings.Calendar.DateOf(now), null);
        await Shop.Customers.ChangeAsync(
            state.CustomerId,
            (s, _) => Task.FromResult(new CustomerChange<int>(0, null, [new EntityChange.Put(EventRows.Row(s.CustomerId, happened))])),
            default);
        await Shop.React.RunAsync(state.CustomerId, new Cause.EventTold(happened), Shop.Orchestrations, default);
        await Shop.RunAsync();
    }

    /// <summary>Lets time pass: days begin, and what is due goes out, each at its own moment; at one moment the day comes first.</summary>
    public async Task UntilAsync(string time)
    {
        DateTimeOffset until = Time(time);
        while (NextAt() is var next && next <= until)
        {
            World.ShopClock.MoveTo(next);
            await Shop.BeginDay.RunAsync(Shop.Orchestrations, default);
            await Shop.RunAsync();
        }

        World.ShopClock.MoveTo(until);
        await Shop.RunAsync();
    }

    /// <summary>Certifies every day that is over, and expects each to hold.</summary>
    /// <returns>How many messages were due on them.</returns>
    public Task<int> CertifiedAsync()
    {
        DateOnly today = TestShop.Settings.Calendar.DateOf(World.ShopClock.GetUtcNow());
        return CertifiedShop.Over(World, Shop).HoldsAsync(CertifiedShop.Day, today.AddDays(-1));
    }

    public Task<CustomerState> StateAsync(SourceCustomer who) => Shop.StateAsync(who);

    /// <summary>The customer's enrollments in the order of their entry: journey and how it ended.</summary>
    public async Task<string[]> EnrollmentsAsync(SourceCustomer who) =>
    [
        .. (await StateAsync(who)).Enrollments
            .OrderBy(e => e.EnrolledAt).ThenBy(e => e.JourneyId, StringComparer.Ordinal)
            .Select(e => $"{e.JourneyId} {(e.End is { } end ? end.ToString() : e.State.ToString())}"),
    ];

    /// <summary>The ledger of the customer by due time: step, state and reason.</summary>
    public async Task<string[]> LedgerAsync(SourceCustomer who) =>
    [
        .. (await StateAsync(who)).Sends.Values.Select(SendRows.Row)
            .OrderBy(r => r.DueAt).ThenBy(r => r.Key.StepId, StringComparer.Ordinal)
            .Select(r => $"{TextOf(r.DueAt)} {r.Key.StepId} {r.State}{(r.Reason is { } reason ? " " + reason : "")}"),
    ];

    private DateTimeOffset NextAt()
    {
        DateTimeOffset now = World.ShopClock.GetUtcNow();
        DateTimeOffset midnight = TestShop.Settings.Calendar.StartOf(TestShop.Settings.Calendar.DateOf(now).AddDays(1));
        DateTimeOffset? due = World.Orchestrations.Waits.Values.Where(w => w.End is null).Min(w => w.DueAt);
        return due < midnight ? due.Value : midnight;
    }

    private static string TextOf(DateTimeOffset at)
    {
        TimeSpan since = at - LastOfOctober;
        return $"{since.Days:D2}T{since.Hours:D2}:{since.Minutes:D2}";
    }
}
