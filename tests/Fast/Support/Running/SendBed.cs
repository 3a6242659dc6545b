using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>A customer with one running enrollment, whose sends are asked for one by one.</summary>
internal sealed class SendBed
{
    public const string LineUserId = "U0123456789abcdef0123456789abcdef";

    private readonly PublishedJourney journey;

    private SendBed(TestWorld world, TestShop shop, CustomerState state, PublishedJourney journey)
    {
        World = world;
        Shop = shop;
        CustomerId = state.CustomerId;
        Enrollment = Assert.Single(state.Enrollments);
        this.journey = journey;
    }

    public static SourceCustomer Hanako { get; } =
        Told.Account("7", 1, "hanako@example.com") with { Name = "山田 花子", LineUserId = LineUserId };

    public TestWorld World { get; }

    public TestShop Shop { get; private set; }

    public string CustomerId { get; }

    public Enrollment Enrollment { get; }

    /// <summary>Steps <c>mail</c> and <c>both</c>: by e-mail, and by LINE else by e-mail.</summary>
    /// <param name="customer">Who buys; null for somebody who agreed to everything.</param>
    /// <param name="limits">When messages may go, and how often; null leaves them free.</param>
    /// <param name="expire">How late a step may still go.</param>
    /// <param name="speed">Of the shop clock.</param>
    public static async Task<SendBed> MakeAsync(
        string purpose = "marketing", SourceCustomer? customer = null, SendRules? limits = null, TimeSpan? expire = null, decimal holdout = 0, double speed = 1)
    {
        SourceCustomer buyer = customer ?? Hanako.Agreeing(1).Agreeing(1, Channel.Line);
        TestWorld world = new() { Speed = speed };
        TestShop shop = new(world, limits: limits);
        await shop.PublishAsync(JourneyFiles.Journey(
            "news",
            "  - { id: mail, send: { channel: [email], message: thank-you } }\n  - { id: both, send: { channel: [line, email], message: thank-you } }",
            purpose: purpose));
        await shop.TellAsync("w", buyer.Bought(Told.Order("o-1", 1)));
        PublishedJourney journey = Assert.Single(await shop.Library.ActiveAsync(default));
        PlanTime? expiresAfter = expire is { } time ? new PlanTime.Exactly(time) : null;
        journey = journey with
        {
            Definition = journey.Definition with
            {
                Holdout = holdout,
                Steps = [.. journey.Definition.Steps.Cast<Step.Send>().Select(s => s with { ExpiresAfter = expiresAfter })],
            },
        };
        CustomerState state = await shop.StateAsync(buyer);
        await shop.Customers.ChangeAsync(
            state.CustomerId,
            (s, _) => Task.FromResult(new CustomerChange<int>(0, null, PlannedSends.Dropped(s, s.Enrollments[0].EnrollmentId, DateTimeOffset.MinValue))),
            default);  // tests plan for themselves
        await world.Tables.RemoveAllAsync(Tables.Indexes, "due:");
        return new SendBed(world, shop, await shop.StateAsync(buyer), journey);
    }

    /// <summary>Another process goes on.</summary>
    public void Restart(Fuse? fuse = null, SendRules? limits = null) => Shop = new TestShop(World, fuse, limits: limits);

    public Task<CustomerState> StateAsync() => new TestShop(World).Customers.LoadAsync(CustomerId, default);

    /// <summary>What the ledger holds, by step and channel.</summary>
    public async Task<SendRow[]> RowsAsync() =>
        [.. (await StateAsync()).Sends.Values.Select(LedgerRow.Of).OrderBy(r => r.Key.StepId, StringComparer.Ordinal).ThenBy(r => r.Key.Channel)];

    /// <summary>A row of the enrollment, under e-mail.</summary>
    public SendRow Row(string stepId, SendState state) => new(Key(stepId), state, Told.Noon) { MessageId = "thank-you" };

    public SendKey Key(string stepId, Channel channel = Channel.Email) => new(Enrollment.EnrollmentId, stepId, 0, channel);

    public DueSend Due(CustomerState state, string stepId) =>
        new(state, Enrollment, journey, (Step.Send)journey.Definition.Find(stepId)!, Told.Noon) { Standing = new Standing("repeater", false) };

    /// <summary>As an enrollment's turn does it.</summary>
    public async Task<SendOutcome> SendAsync(string stepId) => await Shop.Sending.RunAsync(Due(await StateAsync(), stepId), default);

    public async Task<Claim> ClaimAsync(SendRow row) =>
        await Shop.Sends.ClaimAsync(await StateAsync(), row, (_, _) => Task.FromResult(true), default);

    public async Task<SendRow> SettleAsync(SendRow row) => (await Shop.Sends.SettleAsync(await StateAsync(), row, default)).Row;

    /// <summary>Plans the steps as the enrollment's batch does.</summary>
    public Task PlanAsync(params string[] stepIds) => Shop.Customers.ChangeAsync(
        CustomerId,
        async (state, token) => new CustomerChange<int>(0, null, await Shop.Planned.PlanAsync(state, Enrollment, Visits(stepIds), token)),
        default);

    public IEnumerable<StepVisit> Visits(params string[] stepIds) => stepIds.Select(id => new StepVisit(journey.Definition.Find(id)!, Told.Noon));

    /// <summary>The customer's enrollment ends early, with what that does to its sends.</summary>
    /// <param name="endedAt">Null for just before everything is due.</param>
    public async Task EndAsync(bool drops = false, DateTimeOffset? endedAt = null)
    {
        Entity row = (await World.Tables.ReadAsync(Tables.Customers, CustomerId, RowKeys.Of("enrollment", Enrollment.EnrollmentId), default))!;
        Dictionary<string, object> properties = new(row.Properties) { ["State"] = "Ended", ["End"] = "GoalReached" };
        EntityChange ended = new EntityChange.Put(row with { Properties = properties });
        await new TestShop(World).Customers.ChangeAsync(
            CustomerId,
            (state, _) => Task.FromResult(new CustomerChange<int>(0, null, [ended, .. drops ? PlannedSends.Dropped(state, Enrollment.EnrollmentId, endedAt ?? Told.Noon.AddTicks(-1)) : []])),
            default);
    }
}
