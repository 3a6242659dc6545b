using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Sending;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App;

/// <summary>What the application logs: ids, never addresses or message text. Numbers by stage: 1xxx Intake … 6xxx Sending, 9xxx the application itself.</summary>
internal static partial class Logs
{
    [LoggerMessage(1001, LogLevel.Debug, "Webhook {Id} accepted; new: {IsNew}")]
    public static partial void WebhookAccepted(this ILogger logger, InboxId id, bool isNew);

    [LoggerMessage(1002, LogLevel.Warning, "Webhook for {SourceId} refused: {Reason}")]
    public static partial void WebhookRefused(this ILogger logger, string sourceId, string reason);

    [LoggerMessage(1003, LogLevel.Debug, "Webhook {Id} processed: {State}")]
    public static partial void WebhookProcessed(this ILogger logger, InboxId id, InboxState? state);

    [LoggerMessage(1004, LogLevel.Error, "Webhook {Id} failed again and again; see /api/review")]
    public static partial void WebhookGivenUp(this ILogger logger, InboxId id);

    [LoggerMessage(1005, LogLevel.Warning, "{Count} webhooks were stuck and are processed again (late: {IsPastDue})")]
    public static partial void StuckWebhooks(this ILogger logger, int count, bool isPastDue);

    [LoggerMessage(1006, LogLevel.Debug, "Event {Id} accepted; new: {IsNew}")]
    public static partial void EventAccepted(this ILogger logger, InboxId id, bool isNew);

    [LoggerMessage(1007, LogLevel.Warning, "The API of {SourceId} did not tell; it is asked again in {Wait}. {Reason}")]
    public static partial void FetchWaits(this ILogger logger, string sourceId, TimeSpan wait, string reason);

    [LoggerMessage(1008, LogLevel.Error, "The API of {SourceId} did not tell; see /api/review. {Reason}")]
    public static partial void FetchRefused(this ILogger logger, string sourceId, string reason);

    [LoggerMessage(1009, LogLevel.Error, "Fetching from {SourceId} failed again and again; see /api/review")]
    public static partial void FetchGivenUp(this ILogger logger, string sourceId);

    [LoggerMessage(1010, LogLevel.Warning, "{Count} fetches were stuck and are tried again (late: {IsPastDue})")]
    public static partial void StuckFetches(this ILogger logger, int count, bool isPastDue);

    [LoggerMessage(1011, LogLevel.Warning, "{SourceId} could not be looked through; it is tried again in {Wait}. {Reason}")]
    public static partial void PollFailed(this ILogger logger, string sourceId, TimeSpan wait, string reason);

    [LoggerMessage(1012, LogLevel.Information, "{SourceId} had {Count} things that were not known so")]
    public static partial void PolledNews(this ILogger logger, string sourceId, int count);

    [LoggerMessage(4001, LogLevel.Warning, "{Count} customers had enrollments that were not started; they are started now (late: {IsPastDue})")]
    public static partial void StuckEnrollments(this ILogger logger, int count, bool isPastDue);

    [LoggerMessage(4010, LogLevel.Warning, "The journey {JourneyId} pauses for too many {Cause} ({Bounced} bounced, {Complained} called spam, {Delivered} delivered). Mend the cause, then POST /api/pauses/{JourneyId}/resume")]
    public static partial void JourneyPauses(this ILogger logger, string journeyId, PauseCause cause, long bounced, long complained, long delivered);

    [LoggerMessage(4002, LogLevel.Information, "Days of the shop that have begun: {Count} (late: {IsPastDue})")]
    public static partial void DaysBegun(this ILogger logger, int count, bool isPastDue);

    [LoggerMessage(4003, LogLevel.Error, "The customer {CustomerId} is left behind ({Fault}) and tried again until that is mended; the others go on")]
    public static partial void CustomerLeftBehind(this ILogger logger, string customerId, string fault);

    [LoggerMessage(5001, LogLevel.Information, "Published {TemplateId} version {Version}")]
    public static partial void TemplatePublished(this ILogger logger, string templateId, int version);

    [LoggerMessage(4104, LogLevel.Information, "Those inside older versions of the journey {JourneyId} go on in version {Version}; it has no place for {Stay}, who go through to the end of theirs")]
    public static partial void InsideMoved(this ILogger logger, string journeyId, int version, int stay);

    [LoggerMessage(5002, LogLevel.Error, "A published version cannot be read and is left out: {Fault}")]
    public static partial void TemplateQuarantined(this ILogger logger, string fault);

    [LoggerMessage(5003, LogLevel.Warning, "The enrollment {EnrollmentId} cannot go on now; it is tried again")]
    public static partial void StepFailed(this ILogger logger, string enrollmentId, Exception exception);

    [LoggerMessage(6004, LogLevel.Warning, "A person took {Id} off the suppression list, where it was for {Reason}; the API says who did, and why")]
    public static partial void SuppressionRemoved(this ILogger logger, string id, SuppressionReason reason);

    [LoggerMessage(6001, LogLevel.Information, "Certified {Day:yyyy-MM-dd} as number {Number}: {Due} due, {Settled} settled, {Deferred} deferred, {Held} held")]
    public static partial void DayCertified(this ILogger logger, DateOnly day, long number, int due, int settled, int deferred, int held);

    [LoggerMessage(6002, LogLevel.Warning, "The certificate of {Day:yyyy-MM-dd} does not hold: {Open} open, {Discrepancies} contradictions; see 'followup certify'")]
    public static partial void CertificateDoesNotHold(this ILogger logger, DateOnly day, int open, int discrepancies);

    [LoggerMessage(6003, LogLevel.Error, "{Day:yyyy-MM-dd} is no longer as it was certified: {Fault}")]
    public static partial void CertificateContradicted(this ILogger logger, DateOnly day, string fault);

    [LoggerMessage(6004, LogLevel.Warning, "{Channel} messages wait for {Pause} or longer: {Reason}")]
    public static partial void ChannelPauses(this ILogger logger, Channel channel, TimeSpan pause, string reason);

    [LoggerMessage(6011, LogLevel.Debug, "LINE took the same words for {Count} people in one call")]
    public static partial void MulticastTaken(this ILogger logger, int count);

    [LoggerMessage(6012, LogLevel.Warning, "LINE did not take a call for {Count} people; {Pause} later it is tried again, without a pause each of them alone. {Reason}")]
    public static partial void MulticastNotTaken(this ILogger logger, int count, TimeSpan? pause, string reason);

    [LoggerMessage(7001, LogLevel.Debug, "A visit was looked at; it counts: {Counts}")]
    public static partial void VisitLookedAt(this ILogger logger, bool counts);

    [LoggerMessage(7002, LogLevel.Warning, "A visit could not be noted, or its link not be found; the visitor was led on, or to the shop")]
    public static partial void VisitLost(this ILogger logger, Exception exception);

    [LoggerMessage(7101, LogLevel.Warning, "Of the month's {Limit} LINE messages {Left} are left")]
    public static partial void LineQuotaHigh(this ILogger logger, long left, long limit);

    [LoggerMessage(7102, LogLevel.Error, "Of the month's {Limit} LINE messages only {Left} are left, of which {Reserve} are kept for transactional ones (Channels:Line:QuotaReserve); buy more in LINE's manager")]
    public static partial void LineQuotaCritical(this ILogger logger, long left, long limit, long reserve);

    [LoggerMessage(7103, LogLevel.Warning, "What is left of the month's LINE messages is not known, and is asked for again. {Reason}")]
    public static partial void LineQuotaUnknown(this ILogger logger, string reason);

    [LoggerMessage(7104, LogLevel.Error, "Asking for the month's LINE messages failed unexpectedly, and is tried again")]
    public static partial void LineQuotaFailed(this ILogger logger, Exception exception);

    [LoggerMessage(7105, LogLevel.Warning, "LINE let customer {CustomerId} not connect their account; their link still works. {Reason}")]
    public static partial void LineConnectRefused(this ILogger logger, string customerId, string reason);

    [LoggerMessage(6101, LogLevel.Debug, "Removed {Count} rows of messages that are held back no more")]
    public static partial void HeldTidied(this ILogger logger, int count);

    [LoggerMessage(6102, LogLevel.Error, "Sending:Caps names the rank '{RankId}', which the rank model {ModelId} does not have: that cap holds for nobody of it")]
    public static partial void CapWithoutRank(this ILogger logger, string rankId, string modelId);

    [LoggerMessage(7106, LogLevel.Debug, "{Count} people see another rich menu now")]
    public static partial void MenusShown(this ILogger logger, int count);

    [LoggerMessage(7107, LogLevel.Warning, "LINE does not take {Count} people for their rich menu; they keep what they see")]
    public static partial void MenusRefused(this ILogger logger, int count);

    [LoggerMessage(7108, LogLevel.Warning, "{Count} rich menus were deleted at LINE; they are made anew, and everybody's menu is looked at")]
    public static partial void MenusGone(this ILogger logger, int count);

    [LoggerMessage(7109, LogLevel.Warning, "LINE did not take the rich menus; it is tried again, and none of it is lost. {Reason}")]
    public static partial void MenusWait(this ILogger logger, string reason);

    [LoggerMessage(4101, LogLevel.Information, "Back-filled the journey {JourneyId}: {Entered} of {Looked} customers enter (only counted: {IsPreview})")]
    public static partial void BackFilled(this ILogger logger, string journeyId, int entered, int looked, bool isPreview);

    [LoggerMessage(4103, LogLevel.Information, "The broadcast {BroadcastId} has ended as {State}: {Entered} customers get it, {Over} more were beyond its limit")]
    public static partial void BroadcastEnded(this ILogger logger, string broadcastId, BroadcastState state, int entered, int over);

    [LoggerMessage(4102, LogLevel.Information, "Made anew what leads to birthdays and first orders, part {Shard}")]
    public static partial void YearlyIndexMended(this ILogger logger, int shard);

    [LoggerMessage(8001, LogLevel.Debug, "Published {Count} events")]
    public static partial void EventsPublished(this ILogger logger, int count);

    [LoggerMessage(8002, LogLevel.Warning, "Events wait: they are published again in {Wait} (failures in a row: {Failures}). {Reason}")]
    public static partial void EventsWait(this ILogger logger, TimeSpan wait, int failures, string reason);

    [LoggerMessage(8003, LogLevel.Error, "Events cannot be published until Events:TopicEndpoint, Events:TopicKey or the role 'EventGrid Data Sender' is mended; none is lost. {Reason}")]
    public static partial void EventsRefused(this ILogger logger, string reason);

    [LoggerMessage(8004, LogLevel.Error, "Events wait: publishing them failed unexpectedly, and is tried again in {Wait}")]
    public static partial void EventsFailed(this ILogger logger, TimeSpan wait, Exception exception);

    [LoggerMessage(8101, LogLevel.Information, "Verdict on {ExperimentId}: {Kind} (arm: {ArmId}, due: {IsDue}). {Words}")]
    public static partial void VerdictReached(this ILogger logger, string experimentId, string kind, string? armId, bool isDue, string words);

    [LoggerMessage(8102, LogLevel.Information, "The roll-out of version {Version} of journey {JourneyId} is now {State}: {Percent} % of those who enter get it")]
    public static partial void RolloutMoved(this ILogger logger, string journeyId, int version, string state, decimal percent);

    [LoggerMessage(8103, LogLevel.Warning, "The roll-out of version {Version} of journey {JourneyId} has stopped, and a person decides; those who enter get version {BaseVersion}. {Words}")]
    public static partial void RolloutStopped(this ILogger logger, string journeyId, int version, int baseVersion, string words);

    [LoggerMessage(9002, LogLevel.Information, "Removed the histories of {Count} finished orchestrations (late: {IsPastDue})")]
    public static partial void HistoriesPurged(this ILogger logger, int count, bool isPastDue);

    [LoggerMessage(9006, LogLevel.Information, "Removed {Count} statements of consent that need not be provable any more (late: {IsPastDue})")]
    public static partial void ConsentsRemoved(this ILogger logger, int count, bool isPastDue);

    [LoggerMessage(9003, LogLevel.Warning, "The shop clock goes on at {ShopTime}, where it stood in this data folder; a new folder begins at the system's time")]
    public static partial void ClockGoesOn(this ILogger logger, DateTimeOffset shopTime);

    [LoggerMessage(9004, LogLevel.Error, "The shop clock cannot be recorded, and stands still until it can")]
    public static partial void ClockNotRecorded(this ILogger logger, Exception exception);

    [LoggerMessage(9005, LogLevel.Error, "A {Method} request failed")]
    public static partial void RequestFailed(this ILogger logger, string method, Exception exception);

    [LoggerMessage(9008, LogLevel.Information, "Looked at the names of {Count} customers, to find them by")]
    public static partial void NamesIndexed(this ILogger logger, int count);

    [LoggerMessage(9007, LogLevel.Error, "A back-test failed")]
    public static partial void BackTestFailed(this ILogger logger, Exception exception);

    [LoggerMessage(9001, LogLevel.Warning, "An API request was refused. Configure the SHA-256 of a key under Access:KeyHashes and send the key as 'Authorization: Bearer KEY' (no key can be used yet: {NeedsKey})")]
    public static partial void ApiRefused(this ILogger logger, bool needsKey);
}
