using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics;
using FollowUpFlows.Pipeline.Analytics.Reports;
using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.Sending.Images;
using FollowUpFlows.Pipeline.Sending.Menus;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Pipeline.Sending.Multicasts;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.App.Composition;

/// <summary>The use cases of every stage, the same for a shop that runs and for one that is simulated. Whoever adds them adds the
/// ports too: <see cref="IEntityTables"/>, <see cref="Clocks"/>, <see cref="IReaction"/>, <see cref="ICustomerReach"/>,
/// <see cref="IMessageRendering"/> and an <see cref="IChannelSender"/> for each channel.</summary>
internal static class StageServices
{
    public static void Add(IServiceCollection services, ShopSettings shop)
    {
        services.AddSingleton(shop).AddSingleton(shop.Calendar);
        AddIntake(services);
        AddLedger(services);
        AddRanking(services);
        AddEnrollment(services);
        AddJourneys(services);
        AddSending(services);
        AddAnalytics(services);
    }

    private static void AddAnalytics(IServiceCollection services) => services
        .AddSingleton<EnrolledIndex>().AddSingleton<ListExperiments>().AddSingleton<MeasureExperiments>().AddSingleton<JudgeExperiments>()
        .AddSingleton<MeasureRollout>().AddSingleton<MoveRollouts>().AddSingleton<SteerRollout>()
        .AddSingleton<HoldoutStart>().AddSingleton<LearningLog>().AddSingleton<ReachVerdicts>()
        .AddSingleton<CustomerReading>().AddSingleton<KeptFacts>().AddSingleton<SendReading>().AddSingleton<CertificateHistory>().AddSingleton<MakeReports>().AddSingleton<TryRankModel>();

    private static void AddIntake(IServiceCollection services)
    {
        services.AddSingleton<Inbox>().AddSingleton<AcceptWebhook>().AddSingleton<AcceptEvents>().AddSingleton<ProcessWebhook>().AddSingleton<ReviewInbox>().AddSingleton<SweepInbox>();
        services.AddSingleton<NoteChanges>().AddSingleton<ShopTokens>().AddSingleton<PulledThings>().AddSingleton<ShopHealth>().AddSingleton<FetchThing>().AddSingleton<SweepFetches>().AddSingleton<LookSooner>().AddSingleton<PollShop>();
        services.AddSingleton<ImportOrders>().AddSingleton<ImportCustomers>().AddSingleton<ImportEvents>();
        services.AddSingleton<LineFriends>().AddSingleton<AskToConnect>().AddSingleton<BeginConnecting>().AddSingleton<ConnectLine>().AddSingleton<DisconnectLine>();
        services.AddSingleton<AnswerPrivacy>().AddSingleton<EraseCustomer>().AddSingleton<ExportCustomer>();
    }

    private static void AddLedger(IServiceCollection services)
    {
        services.AddSingleton<CustomerStore>().AddSingleton<CustomerAliases>().AddSingleton<CustomerTraces>().AddSingleton<OrderAliases>();
        services.AddSingleton<RecordOrder>().AddSingleton<RecordHistory>().AddSingleton<RecordFileCustomer>().AddSingleton<RecordEvents>();
        services.AddSingleton<WithdrawConsent>().AddSingleton<RecordConsent>().AddSingleton<ConsentLog>().AddSingleton<ConsentProofs>().AddSingleton<TidyConsents>().AddSingleton<ChangePreferences>().AddSingleton<ConfirmConsent>().AddSingleton<AskForConfirmation>();
        services.AddSingleton<CustomerTimeline>().AddSingleton<FindCustomer>().AddSingleton<CustomerNotes>().AddSingleton<NameIndex>();
    }

    private static void AddRanking(IServiceCollection services)
    {
        services.AddSingleton<IRankModels, RankModelsInUse>().AddSingleton<CustomerFactsReader>().AddSingleton(s => new CustomerRoll(s.GetRequiredService<IEntityTables>()));
        services.AddSingleton<ShopFiguresLedger>().AddSingleton<RankCustomer>().AddSingleton<ListCustomers>().AddSingleton<ProveRank>().AddSingleton<NightlyRanks>().AddSingleton<LastOrderIndex>().AddSingleton<RepairIndexes>().AddSingleton<CountRanks>()
            .AddSingleton<FindByName>().AddSingleton<BuildNameIndex>().AddSingleton<SegmentStore>();
    }

    private static void AddEnrollment(IServiceCollection services) => services
        .AddSingleton<EnrollmentIndex>().AddSingleton<StartEnrollments>().AddSingleton<ListEnrollments>().AddSingleton<EnrollmentPages>().AddSingleton<ReactToChange>().AddSingleton<BeginDay>()
        .AddSingleton<BuildYearlyIndex>().AddSingleton<CalendarDays>().AddSingleton<AllCustomers>().AddSingleton<BackFillJourney>().AddSingleton<BackFillJobs>().AddSingleton<Broadcasts>()
        .AddSingleton<EnrollByHand>().AddSingleton<StopEnrollment>().AddSingleton<CountYearDays>().AddSingleton<ForeseeSends>();

    private static void AddJourneys(IServiceCollection services) => services
        .AddSingleton<JourneyStore>().AddSingleton<JourneyLibrary>().AddSingleton<RankLibrary>().AddSingleton<RichMenuLibrary>().AddSingleton<MenuPictures>().AddSingleton<PublishJourneys>()
        .AddSingleton<PublishedFiles>().AddSingleton<DraftStore>().AddSingleton<JudgeDrafts>().AddSingleton<PublicationLog>().AddSingleton<PublishDrafts>().AddSingleton<RollBackJourney>()
        .AddSingleton<PreviewMessage>().AddSingleton<SendTest>().AddSingleton<ReadPast>().AddSingleton<BackTestStore>().AddSingleton<TrialVersions>().AddSingleton<CheckAgainstLedger>()
        .AddSingleton<PlannedBroadcasts>().AddSingleton<MoveBroadcast>().AddSingleton<TakeWay>().AddSingleton<AdvanceEnrollment>().AddSingleton<ChangeVersion>().AddSingleton<CurrentParts>()
        .AddSingleton<PartUses>().AddSingleton<MoveConfiguration>();

    private static void AddSending(IServiceCollection services)
    {
        services.AddSingleton<DueIndex>().AddSingleton<CheckDueIndex>().AddSingleton<IRowCheck, DueIndexCheck>().AddSingleton<PlannedSends>().AddSingleton<SendLedger>().AddSingleton<SendPages>().AddSingleton<Suppressions>().AddSingleton<SuppressionList>().AddSingleton<SuppressCustomer>().AddSingleton<DecideHeld>();
        services.AddSingleton<CountSends>().AddSingleton<ShowMessage>();
        services.AddSingleton<Payloads>().AddSingleton<DropPayloads>().AddSingleton<ChannelSenders>().AddSingleton<CustomerOutcomes>();
        services.AddSingleton<HeldIndex>().AddSingleton<ListHeld>().AddSingleton<BroadcastPauses>().AddSingleton<SendCases>().AddSingleton<HandOver>().AddSingleton<MulticastStore>()
            .AddSingleton<IMessageCopies>(s => s.GetRequiredService<MulticastStore>()).AddSingleton<JoinMulticast>().AddSingleton<MulticastMembers>().AddSingleton<SendMulticasts>().AddSingleton<SendStep>().AddSingleton<ValidateLineMessage>()
            .AddSingleton<ImageLibrary>().AddSingleton<ImageUses>().AddSingleton<LineBudgets>();
        services.AddSingleton<MessageIndex>().AddSingleton<DropMessageLeads>().AddSingleton<RecordDelivery>().AddSingleton<JourneyPauses>().AddSingleton<JourneyHealth>()
            .AddSingleton<RecordVisit>().AddSingleton<CountVisit>();
        services.AddSingleton<MakeMenus>().AddSingleton<ShowMenus>().AddSingleton<WalkMenus>().AddSingleton<LinkMenus>().AddSingleton<CountMenus>();
    }
}
