using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>What a program is told when a customer reaches a step: ids and figures, and nothing that names the customer. Whoever may know
/// more asks the API with the id.</summary>
internal static class StepNotice
{
    /// <summary>The type of the event, kept for ever.</summary>
    public const string Type = "journey.step_reached";

    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,  // no HTML is made of it
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <param name="endpoint">The program's name in the settings.</param>
    /// <param name="at">The shop's time.</param>
    public static Rendering.Payload Of(DueSend due, string endpoint, DateTimeOffset at)
    {
        Order? order = due.State.CauseOf(due.Enrollment);
        Body body = new(Type, at, new Data(
            due.CustomerId,
            due.Enrollment.EnrollmentId,
            due.Enrollment.JourneyId,
            due.Enrollment.Version,
            due.Step.Id,
            due.DueAt,
            due.Standing?.RankId,
            due.Standing?.IsLapsed,
            order is null ? null : new CausingOrder(due.Enrollment.OrderKey!.Split('|')[0], order.OrderId, order.TotalMinor, order.Currency.Code)));
        return new Rendering.Payload(StoredJson.Write(new WebhookPayload(endpoint, JsonSerializer.Serialize(body, Options))));
    }

    private sealed record Body(string Type, DateTimeOffset Timestamp, Data Data);

    /// <param name="RankId">Under the model of the journey's gate, else of the shop.</param>
    private sealed record Data(
        string CustomerId, string EnrollmentId, string JourneyId, int Version, string StepId, DateTimeOffset DueAt, string? RankId, bool? IsLapsed, CausingOrder? Order);

    /// <param name="TotalMinor">In minor units of the currency.</param>
    private sealed record CausingOrder(string SourceId, string Id, long TotalMinor, string Currency);
}
