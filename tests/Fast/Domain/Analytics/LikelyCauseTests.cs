using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using NodaTime;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics;

/// <summary>What probably lies behind a difference between a replay and the ledger.</summary>
public sealed class LikelyCauseTests
{
    private static readonly DateTimeOffset Due = new(2026, 11, 4, 1, 0, 0, TimeSpan.Zero);

    private static readonly SendRow Sent = new(new SendKey("thanks:abc", "now", 0, Channel.Email), SendState.Sent, Due) { MessageId = "thank-you", SettledAt = Due };

    private static readonly Enrollment Entered = new()
    {
        EnrollmentId = "thanks:abc",
        CustomerId = "c1",
        JourneyId = "thanks",
        Version = 2,
        BusinessKey = "shop|1",
        TriggeredAt = Due.AddDays(-3),
        TriggeredOn = new DateOnly(2026, 11, 1),
        EnrolledAt = Due.AddDays(-3).AddMinutes(2),
        SendAt = new LocalTime(10, 0),
    };

    private static readonly DifferenceCase Plain = new(new RowPair(Sent, null), Entered, Entered with { EnrolledAt = Entered.TriggeredAt })
    {
        NewestVersion = 2,
        PublishedAt = Due.AddDays(-30),
        SendAt = new LocalTime(10, 0),
        Within = TimeSpan.FromHours(1),
    };

    /// <summary>Who entered the first version, and went on in the second two days later.</summary>
    private static readonly DifferenceCase Moved = Plain with
    {
        Entered = Entered with { EnrollmentId = "thanks:def", MovedFrom = "thanks:abc", FromStep = "later", EnrolledAt = Entered.TriggeredAt.AddDays(2) },
        EnteredAt = Entered.EnrolledAt,
        IsMoved = true,
    };

    public static TheoryData<string, DifferenceCase, LikelyCause> Cases => new()
    {
        { "a row that is gone", Plain, LikelyCause.Unknown },
        { "another message", With(Sent with { MessageId = "how-to" }), LikelyCause.Unknown },
        { "an older version", Plain with { Entered = Entered with { Version = 1 } }, LikelyCause.VersionPublished },
        { "published at the due time", Plain with { PublishedAt = Due }, LikelyCause.Unknown },
        { "published after it", Plain with { PublishedAt = Due.AddTicks(1) }, LikelyCause.VersionPublished },
        { "no longer published", Plain with { NewestVersion = null }, LikelyCause.VersionPublished },
        { "gone since they went on elsewhere", Moved, LikelyCause.MovedToNewVersion },
        { "gone, though they came to it there", Moved with { IsOwedSince = true }, LikelyCause.Unknown },
        { "gone, in a version that is no longer the newest either", Moved with { NewestVersion = 3 }, LikelyCause.MovedToNewVersion },
        { "due before the version in which they went on", Moved with { PublishedAt = Due.AddTicks(1) }, LikelyCause.VersionPublished },
        { "only there", Moved with { Pair = new RowPair(null, Sent) }, LikelyCause.MovedToNewVersion },
        { "there at another time", MovedWith(Sent with { DueAt = Due.AddHours(1).AddTicks(1) }), LikelyCause.MovedToNewVersion },
        { "there at nearly the same time, another message", MovedWith(Sent with { DueAt = Due.AddHours(1), MessageId = "how-to" }), LikelyCause.Unknown },
        { "there, and failed", MovedWith(Sent with { State = SendState.Failed, DueAt = Due.AddDays(1) }), LikelyCause.Refused },
        { "stopped after they went on", Moved with { Entered = Moved.Entered! with { End = EndReason.Stopped } }, LikelyCause.ByHand },
        { "known late, before they went on", Moved with { EnteredAt = Entered.TriggeredAt.AddHours(2), IsOwedSince = true }, LikelyCause.LateNews },
        { "failed", With(Sent with { State = SendState.Failed, Reason = "550" }), LikelyCause.Refused },
        { "suppressed", With(Sent with { State = SendState.Withheld, Reason = "Suppressed" }), LikelyCause.Refused },
        { "by e-mail, because LINE was blocked", With(Sent with { Fallback = new Fallback(Channel.Line, WithholdReason.Suppressed) }), LikelyCause.Refused },
        { "held", With(Sent with { State = SendState.Held, SettledAt = null }), LikelyCause.ByHand },
        { "stopped", With(Sent with { State = SendState.Withheld, Reason = "EnrollmentEnded" }) with { Entered = Entered with { End = EndReason.Stopped } }, LikelyCause.ByHand },
        { "put in by hand", Plain with { IsEnteredByHand = true, Again = null }, LikelyCause.ByHand },
        { "put in by hand, and by the replay too", Plain with { IsEnteredByHand = true }, LikelyCause.Unknown },
        { "a broadcast that nobody approved of", Plain with { IsWithheldByHand = true, Entered = null }, LikelyCause.ByHand },
        { "a broadcast called off after they had entered", Plain with { IsWithheldByHand = true }, LikelyCause.Unknown },
        { "known an hour later", Plain with { Entered = Entered with { EnrolledAt = Entered.TriggeredAt.AddHours(1) } }, LikelyCause.Unknown },
        { "known later than that", Plain with { Entered = Entered with { EnrolledAt = Entered.TriggeredAt.AddHours(1).AddTicks(1) } }, LikelyCause.LateNews },
        { "enrolled long after its cause, and never by the replay", Plain with { Entered = Entered with { EnrolledAt = Due }, Again = null }, LikelyCause.LateNews },
        { "corrected later", Plain with { HasLateNews = true }, LikelyCause.LateNews },
        { "registered before the shop knew", Plain with { Entered = null, BeginsWithRegistration = true }, LikelyCause.LateNews },
        { "not entered for another cause", Plain with { Entered = null }, LikelyCause.Unknown },
        { "no consent", With(Sent with { State = SendState.Withheld, Reason = "NoConsent" }), LikelyCause.CustomerChanged },
        { "consent withdrawn since", new DifferenceCase(new RowPair(Sent with { State = SendState.Withheld, Reason = "Paused" }, Sent), Entered, Plain.Again) { NewestVersion = 2, SendAt = new LocalTime(10, 0), Within = TimeSpan.FromHours(1) }, LikelyCause.CustomerChanged },
        { "outside the trial", With(Sent with { State = SendState.Withheld, Reason = "NotOnAllowList" }), LikelyCause.SettingsChanged },
        { "kept for others", With(Sent with { State = SendState.Withheld, Reason = "QuotaReserved" }), LikelyCause.SettingsChanged },
        { "another time of day", With(Sent with { DueAt = Due.AddHours(2) }) with { SendAt = new LocalTime(12, 0) }, LikelyCause.SettingsChanged },
        { "withheld as holdout", With(Sent with { State = SendState.Withheld, Reason = "Holdout" }), LikelyCause.Unknown },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Cause_IsTheFirstThatApplies(string what, DifferenceCase difference, LikelyCause cause) => Assert.Equal((what, cause), (what, difference.Cause));

    private static DifferenceCase MovedWith(SendRow live) => Moved with { Pair = new RowPair(Sent, live) };

    private static DifferenceCase With(SendRow live) => Plain with { Pair = new RowPair(Sent, live) };
}
