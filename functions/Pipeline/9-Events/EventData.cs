using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;

namespace FollowUpFlows.Pipeline.Events;

/// <summary>The data of events as JSON. What is null is left out; words are in kebab case.</summary>
internal static class EventData
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,  // no HTML is made of it, and times stay readable
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static string Write<T>(T data) => JsonSerializer.Serialize(data, Options);

    public static string Word(Enum word) => JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString());
}

/// <param name="From">Null on the first placement.</param>
/// <param name="On">The shop's day.</param>
internal sealed record RankChangedData(string CustomerId, string ModelId, string? From, string To, DateOnly On, MoveCause Cause);

internal sealed record CustomerErasedData(string CustomerId);

/// <param name="At">When it was said.</param>
internal sealed record ConsentWithdrawnData(string CustomerId, Channel Channel, DateTimeOffset At);

/// <param name="MovedFrom">The enrollment from which the customer was moved here.</param>
internal sealed record JourneyStartedData(
    string CustomerId, string EnrollmentId, string JourneyId, int Version, string? Plan, DateOnly TriggeredOn, string? MovedFrom);

/// <param name="GoalReachedAt">Null when it was not reached by then.</param>
internal sealed record JourneyCompletedData(
    string CustomerId, string EnrollmentId, string JourneyId, int Version, string? Plan, EndReason Outcome, DateTimeOffset? GoalReachedAt);

internal sealed record GoalReachedData(
    string CustomerId, string EnrollmentId, string JourneyId, int Version, string? Plan, DateTimeOffset ReachedAt);

/// <param name="Delivered">E-mails of the days that were looked at.</param>
internal sealed record JourneyPausedData(string JourneyId, PauseCause Cause, long Delivered, long Bounced, long Complained);

/// <param name="MessageKey">The key that the provider was given.</param>
/// <param name="Reason">Null when it was sent.</param>
internal sealed record MessageData(
    string CustomerId,
    string EnrollmentId,
    string JourneyId,
    string StepId,
    int Visit,
    Channel Channel,
    string MessageId,
    Guid MessageKey,
    DateTimeOffset DueAt,
    Purpose? Purpose,
    string? RankId,
    string? Reason);

/// <param name="Hash">Of the certificate.</param>
internal sealed record CertificateIssuedData(
    DateOnly Day, long Number, int Due, int Settled, int Deferred, int Held, int Open, int Discrepancies, bool Holds, bool IsSigned, string Hash);
