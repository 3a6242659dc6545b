using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using FollowUpFlows.Channels.Outbox;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Events;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Queues;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Menus;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Queues;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>One process of a shop: the real use cases over the world's ports.</summary>
internal sealed partial class TestShop
{
    private readonly TestWorld world;

    /// <param name="fuse">Ends the process; null lets it live.</param>
    /// <param name="published">A shop that has published what this one uses, and has read it; null reads what this world has published.</param>
    /// <param name="limits">When messages may go, and how often; null leaves them free, whatever the settings of another shop say.</param>
    public TestShop(TestWorld world, Fuse? fuse = null, TestShop? published = null, SendRules? limits = null, ShopSettings? settings = null)
    {
        this.world = world;
        settings = (settings ?? Settings) with { Sending = limits ?? SendRules.Unlimited };
        Fuse until = fuse ?? Fuse.None;
        IEntityTables tables = new FusedTables(world.Tables, until);
        IWorkQueues queues = new FusedQueues(new WorkQueues(world.Queues), until);
        Clocks clocks = world.Clocks;
        ShopSources sources = new(world.Sources);
        Orchestrations = world.Orchestrations.Seen(until);
        Inbox = new Inbox(tables);
        Outgoing = world.Topic is null ? null : new OutgoingEvents(tables, clocks);
        Publishing = world.Topic is null ? null : new PublishEvents(tables, world.Topic, clocks);
        MenuLeads? menus = BeginMenus(tables);
        Customers = new CustomerStore(tables, Outgoing, menus);
        Aliases = new CustomerAliases(tables);
        Ledger = new RecordOrder(Customers, Aliases, new OrderAliases(tables), Settings);
        Withdraw = new WithdrawConsent(Customers, clocks);
        Library = published?.Library ?? new JourneyLibrary(Store, Settings, clocks);
        Ranks = published?.Ranks ?? new RankLibrary(Store, clocks);
        Publish = new PublishJourneys(Store, Library, Ranks, RichMenus, Pictures, Settings, clocks);
        Index = new EnrollmentIndex(tables, Settings.Calendar);
        Start = new StartEnrollments(Customers, Index, clocks);
        Payloads = new Payloads(tables);
        Sends = new SendLedger(Customers);
        ChannelSenders senders = new(
            [world.EmailSender ?? new TestSender(world.Email, until), world.LineSender ?? new TestSender(world.Line, until), world.WebhookSender ?? new TestSender(world.Webhook, until)]);
        Suppressions = new Suppressions(tables, clocks);
        SuppressionList = new SuppressionList(tables, Suppressions);
        Pauses = new JourneyPauses(tables, clocks, Outgoing);
        Health = new JourneyHealth(tables, Pauses, settings, clocks);
        SendCases cases = new(new CustomerReach(Suppressions, settings, world.Reserve), Pauses, BroadcastPauses = new BroadcastPauses(tables, clocks), Budgets = new LineBudgets(tables, clocks), Library, settings);
        Due = new DueIndex(tables, settings);
        Planned = new PlannedSends(Due);
        MessageIndex messages = new(tables);
        HandOver handOver = new(Sends, cases, Payloads, senders, Suppressions, Due, messages, clocks);
        Sending = new SendStep(Sends, cases, Budgets, Due, Payloads, new MessageRendering(settings, Links, world.Tracking), BeginMulticasts(tables, cases, handOver, until), new HeldIndex(tables), clocks);
        Drop = new DropPayloads(tables, Payloads, settings, clocks);
        CustomerRoll roll = new(tables);
        CustomerFactsReader facts = new(settings);
        RankModelsInUse models = new(Ranks, Library, settings);
        ShopFiguresLedger figures = new(tables, roll, Customers, facts, settings);
        RankCustomer ranking = new(tables, models, facts, figures, roll, settings, clocks, menus);
        React = new ReactToChange(Customers, Index, Start, Library, ranking, Planned, settings, clocks);
        NightlyRanks nightly = new(tables, models, roll, figures, settings, clocks);
        Quiet = new ReactWithoutStart(React, figures, nightly, settings, clocks);
        LastOrderIndex lastOrders = new(tables, roll, Customers, facts, settings, clocks);
        Calendar = new CalendarDays(tables, lastOrders, models, new BuildYearlyIndex(tables));
        BeginDay = new BeginDay(tables, Library, nightly, Calendar, React, Drop, new DropMessageLeads(Due, messages), settings, clocks);
        Advance = new AdvanceEnrollment(Customers, Library, React, new TakeWay(Customers, Planned, settings), new ChangeVersion(Library, React, clocks), Sending, settings, clocks);
        Accept = new AcceptWebhook(sources, Inbox, queues, new LookSooner(tables), clocks);
        Events = new AcceptEvents(sources, Accept, clocks);
        CustomerTraces traces = new(tables);
        Copies = new OutboxMessages(tables);
        Log = new ConsentLog(tables);
        Choose = new ChangePreferences(Customers, clocks);
        Proofs = new ConsentProofs(tables, Settings, clocks);
        Tidy = new TidyConsents(tables, Customers, Proofs, Settings, clocks);
        EraseCustomer erase = new(tables, Customers, traces, Aliases, Proofs, Suppressions, Payloads, [Copies, Together], Inbox, clocks);
        Deliveries = new RecordDelivery(tables, messages, Customers, Sends, Suppressions, Withdraw, new RecordVisit(tables, queues, world.Tracking), Health, clocks);
        RecordEvents events = new(Customers);
        Count = new CountVisit(tables, messages, Customers, events, React, settings);
        Follow = new FollowLink(messages, world.Tracking ?? Tracking, Customers, Deliveries, clocks);
        Confirm = new ConfirmConsent(Customers, Settings, clocks);
        AskForConfirmation ask = new(Customers, events, React, Settings);
        AnswerPrivacy privacy = new(Aliases, Customers, traces, new ExportCustomer(tables, Payloads, world.Exports, sources, Aliases), erase);
        Pulls = new TestPulls(world, tables, queues, Accept, Inbox);
        Process = new ProcessWebhook(
            sources, Inbox, Ledger, events, React, privacy, Deliveries, ask, Connecting(traces), Aliases, traces, Suppressions, Pulls.Changes, Settings, clocks);
        AddMenus(tables, traces, models, settings);
        Review = new ReviewInbox(Inbox, queues, clocks);
        Sweep = new SweepInbox(Inbox, queues, clocks);
    }

    public static ShopSettings Settings { get; } = new()
    {
        Calendar = Shop.Tokyo,
        Endpoints = new HashSet<string> { "crm" },
        Sender = new SenderFacts("茶舗みどり", new Uri("https://midori.example/"), "株式会社みどり", "京都市左京区1-2-3", "075-000-0000"),
    };

    public static PublicLinks Links { get; } = new(new Uri("https://follow.midori.example/"), new byte[32]);

    /// <summary>What the outbox keeps.</summary>
    public OutboxMessages Copies { get; }

    public IOrchestrations Orchestrations { get; }

    public Inbox Inbox { get; }

    public CustomerStore Customers { get; }

    public CustomerAliases Aliases { get; }

    public RecordOrder Ledger { get; }

    public WithdrawConsent Withdraw { get; }

    public JourneyLibrary Library { get; }

    public RankLibrary Ranks { get; }

    public PublishJourneys Publish { get; }

    public EnrollmentIndex Index { get; }

    public ReactToChange React { get; }

    /// <summary>The reaction of commands, beside which nothing runs.</summary>
    public IReaction Quiet { get; }

    public StartEnrollments Start { get; }

    public Payloads Payloads { get; }

    public SendLedger Sends { get; }

    public Suppressions Suppressions { get; }

    public DueIndex Due { get; }

    public PlannedSends Planned { get; }

    public SendStep Sending { get; }

    public DropPayloads Drop { get; }

    public AdvanceEnrollment Advance { get; }

    public AcceptWebhook Accept { get; }

    public AcceptEvents Events { get; }

    public ProcessWebhook Process { get; }

    public ReviewInbox Review { get; }

    public SweepInbox Sweep { get; }

    public TestPulls Pulls { get; }

    public async Task PublishAsync(params string[] journeys) =>
        Assert.Empty((await Publish.RunAsync(JourneyFiles.Set(journeys), default)).Faults);

    /// <summary>Delivers what the shop system does not know to be accepted.</summary>
    public async Task DeliverAsync(params IEnumerable<WebhookRequest> webhooks)
    {
        foreach (WebhookRequest webhook in webhooks.Where(w => !world.Accepted.Contains(w)))
        {
            Assert.IsType<Acceptance.Accepted>(await Accept.RunAsync(TestWorld.SourceId, webhook, default));
            world.Accepted.Add(webhook);
        }
    }

    /// <summary>One webhook with these events, from the door to the ledger.</summary>
    public async Task<InboxState?> TellAsync(string id, params ShopEvent[] events)
    {
        Acceptance acceptance = await Accept.RunAsync(TestWorld.SourceId, world.Source.Webhook(id, events), default);
        return await Process.RunAsync(Assert.IsType<Acceptance.Accepted>(acceptance).Id, Orchestrations, default);
    }

    /// <summary>Does all that is queued or due at this moment.</summary>
    public async Task RunAsync()
    {
        while (await WorkOffAsync() | await AdvanceAsync())
        {
        }
    }

    /// <summary>As the timers do.</summary>
    public async Task SweepAsync()
    {
        await Sweep.RunAsync(default);
        await Pulls.Sweep.RunAsync(default);
        await Start.SweepAsync(Orchestrations, default);
    }

    /// <summary>Reacts to an order, and ends before anything is started.</summary>
    public async Task EnrollWithoutStartAsync(SourceCustomer said, string orderId)
    {
        string customerId = (await StateAsync(said)).CustomerId;
        IOrchestrations gone = world.Orchestrations.Seen(new Fuse(0));
        await Assert.ThrowsAsync<StorageException>(() => React.RunAsync(customerId, new Cause.OrderEntered(TestWorld.SourceId, orderId), gone, default));
    }

    /// <summary>The customer whom the source knows by that id.</summary>
    public async Task<CustomerState> StateAsync(SourceCustomer said) =>
        await Customers.LoadAsync((await Aliases.ResolveAsync(world.Source.Kind, said, default))!, default);

    private async Task<bool> WorkOffAsync() =>
        await WorkOffAsync(AcceptWebhook.Queue, m => Process.RunAsync(InboxId.Parse(m)!, Orchestrations, default))
        | await WorkOffAsync(NoteChanges.Queue, m => Pulls.Fetch.RunAsync(FetchId.Parse(m)!, default));

    private async Task<bool> WorkOffAsync(string name, Func<string, Task> work)
    {
        QueueClient queue = world.Queues.GetQueueClient(name);
        await queue.CreateIfNotExistsAsync();
        QueueMessage[] messages = (await queue.ReceiveMessagesAsync(32)).Value;
        foreach (QueueMessage message in messages)
        {
            await work(message.MessageText);
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        }

        return messages.Length > 0;
    }

    private async Task<bool> AdvanceAsync()
    {
        IReadOnlyList<Cursor> due = world.Orchestrations.DueAt(world.ShopClock.GetUtcNow());
        foreach (Cursor cursor in due)
        {
            world.Orchestrations.Settle(await Advance.RunAsync(cursor, Orchestrations, default));
        }

        return due.Count > 0;
    }
}
