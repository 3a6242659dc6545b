using System.Collections.Frozen;
using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Sending.Messages;
using NodaTime;

namespace FollowUpFlows.Pipeline;

/// <summary>What is true of the whole shop.</summary>
public sealed record ShopSettings
{
    /// <summary>The shop's days and wall clock.</summary>
    public required ShopCalendar Calendar { get; init; }

    /// <summary>The one currency of the shop.</summary>
    public Currency Currency { get; init; } = Currency.Yen;

    /// <summary>Which orders count.</summary>
    public OrderRules Orders { get; init; } = new();

    /// <summary>When a step goes that names a day without a time.</summary>
    public LocalTime SendAt { get; init; } = DefaultSendAt;

    /// <summary>When marketing may reach customers, and how often.</summary>
    public SendRules Sending { get; init; } = new();

    /// <summary>When a marketing journey pauses by itself.</summary>
    public PauseRules AutoPause { get; init; } = new();

    /// <summary>Who is kept out of all marketing, to measure what it gains.</summary>
    public ShopHoldout Holdout { get; init; } = ShopHoldout.None;

    /// <summary>How many shop days rendered messages are kept after they are settled, ≥ 1.</summary>
    public int KeepPayloadsDays { get; init; } = DefaultKeepPayloadsDays;

    /// <summary>How long proofs of consent are kept.</summary>
    public ConsentRules Consent { get; init; } = new();

    /// <summary>The rank model of the shop: of branches, segments and reports that name none.</summary>
    public string RankModelId { get; init; } = DefaultRankModelId;

    /// <summary>The names of the programs that journeys may tell.</summary>
    public IReadOnlySet<string> Endpoints { get; init; } = FrozenSet<string>.Empty;

    /// <summary>What marketing can be about, in the order in which customers see it; null where the settings are not known.</summary>
    public IReadOnlyList<Topic>? Topics { get; init; }

    /// <summary>Settings that <see cref="Sender"/> lacks: something else stands in for them.</summary>
    public IReadOnlyList<string> SenderMissing { get; init; } = [];

    /// <summary>Whether e-mails go to people: a provider is connected.</summary>
    public bool MailLeaves { get; init; }

    /// <summary>Who gets messages at all; null in production: everybody.</summary>
    public AllowList? AllowList { get; init; }

    /// <summary>Who may get messages that are only tests, in production too.</summary>
    public AllowList TestList { get; init; } = AllowList.Nobody;

    /// <summary>Who sends, as every message must show it.</summary>
    public required SenderFacts Sender { get; init; }

    /// <summary>Long enough to look into a complaint.</summary>
    public const int DefaultKeepPayloadsDays = 90;

    /// <summary>The model by relationship.</summary>
    public const string DefaultRankModelId = "six-rank";

    /// <summary>10:00, until the shop sets another time.</summary>
    public static LocalTime DefaultSendAt { get; } = new(10, 0);
}
