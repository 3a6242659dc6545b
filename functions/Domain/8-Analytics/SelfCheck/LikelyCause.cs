using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Sending;

namespace FollowUpFlows.Domain.Analytics;

/// <summary>Why a replay and the ledger differ, as far as can be told from both. Words are kept with results.</summary>
public enum LikelyCause
{
    /// <summary>Nothing explains it: a row of the ledger was altered or is missing, or a rule is not what it was. Look closer.</summary>
    Unknown,

    /// <summary>Another version of the journey was live then than now.</summary>
    VersionPublished,

    /// <summary>The customer went on in a newer version of the journey, where they stood; the replay has them in it from the beginning.</summary>
    MovedToNewVersion,

    /// <summary>An order, a registration or an event became known late, or was corrected since: the replay knows it from its own time on.</summary>
    LateNews,

    /// <summary>The provider or the channel did not take it, or somebody could no longer be written to.</summary>
    Refused,

    /// <summary>The customer could be reached otherwise than now, or wanted something else.</summary>
    CustomerChanged,

    /// <summary>The settings hold it back now, or did then.</summary>
    SettingsChanged,

    /// <summary>A person stopped it, called it off, began it, or has it to decide.</summary>
    ByHand,
}

/// <summary>What is known about a difference.</summary>
/// <param name="Pair">Both rows.</param>
/// <param name="Entered">The live enrollment; null when there is none. Of somebody who went on in a newer version, the one that has the message, or else the last.</param>
/// <param name="Again">The enrollment of the replay; null when there is none.</param>
public sealed record DifferenceCase(RowPair Pair, Enrollment? Entered, Enrollment? Again)
{
    /// <summary>When the customer entered, UTC: of somebody who went on in a newer version, when the first enrollment was written. Null without any.</summary>
    public DateTimeOffset? EnteredAt { get => field ?? Entered?.EnrolledAt; init; }

    /// <summary>Whether they went on in a newer version, and the message is not one of the time before.</summary>
    public bool IsMoved { get; init; }

    /// <summary>Whether the version in which they are now has the message for them, too: then going on there does not explain that it is gone.</summary>
    public bool IsOwedSince { get; init; }

    /// <summary>The journey's newest version; null when it is no longer there.</summary>
    public int? NewestVersion { get; init; }

    /// <summary>When that was published, UTC, on the shop clock; null when that was not kept.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Whether a registration begins the journey: sources often tell of people later than they registered.</summary>
    public bool BeginsWithRegistration { get; init; }

    /// <summary>Whether the customer did something before the message was due that became known, or was corrected, only after it.</summary>
    public bool HasLateNews { get; init; }

    /// <summary>Whether a person put the customer into the journey, who had done nothing that begins it: no replay knows of that.</summary>
    public bool IsEnteredByHand { get; init; }

    /// <summary>Whether a person has called the broadcast off, pauses it, or has not approved of it.</summary>
    public bool IsWithheldByHand { get; init; }

    /// <summary>When steps go that name a day without a time, as the settings say now; null when the journey names all times.</summary>
    public NodaTime.LocalTime? SendAt { get; init; }

    /// <summary>By how much times may differ.</summary>
    public TimeSpan Within { get; init; }

    /// <summary>The likely cause: the first that applies.</summary>
    public LikelyCause Cause =>
        NewestVersion is null || (!IsMoved && (Entered?.Version ?? NewestVersion) != NewestVersion) || PublishedAt > Pair.DueAt ? LikelyCause.VersionPublished
        : IsRefused(Pair.Live) ? LikelyCause.Refused
        : Pair.Live?.State == SendState.Held || Entered?.End == EndReason.Stopped || (IsEnteredByHand && Again is null) || (IsWithheldByHand && Entered is null) ? LikelyCause.ByHand
        : IsMoved && IsOtherPlace ? LikelyCause.MovedToNewVersion
        : IsLate ? LikelyCause.LateNews
        : Is(IsAboutCustomer) ? LikelyCause.CustomerChanged
        : Is(IsAboutSettings) || (Entered is { SendAt: { } at } && at != SendAt) ? LikelyCause.SettingsChanged
        : LikelyCause.Unknown;

    private bool IsLate =>
        HasLateNews
        || (BeginsWithRegistration && Entered is null)
        || (Entered is not null && EnteredAt - (Again?.EnrolledAt ?? Entered.TriggeredAt) > Within);

    /// <summary>Whether one side alone comes to the message, or each at its own time.</summary>
    private bool IsOtherPlace => Pair is { Replayed: { } again, Live: { } live } ? (again.DueAt - live.DueAt).Duration() > Within : !IsOwedSince;

    private static bool IsRefused(SendRow? row) =>
        row is { State: SendState.Failed } || row?.Reason == nameof(WithholdReason.Suppressed) || row?.Fallback?.Reason == WithholdReason.Suppressed;

    private static bool IsAboutCustomer(string? reason) => reason is nameof(WithholdReason.NoConsent) or nameof(WithholdReason.NoAddress)
        or nameof(WithholdReason.TopicDeclined) or nameof(WithholdReason.Paused) or nameof(WithholdReason.FrequencyChoice);

    private static bool IsAboutSettings(string? reason) => reason is nameof(WithholdReason.NotOnAllowList) or nameof(WithholdReason.QuotaReserved)
        or nameof(WithholdReason.LineBudget) or nameof(DeferReason.JourneyPaused);

    private bool Is(Func<string?, bool> about) => about(Pair.Live?.Reason) != about(Pair.Replayed?.Reason);
}
