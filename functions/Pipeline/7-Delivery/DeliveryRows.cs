using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Deliveries;

/// <summary>How delivery events are kept in the customer's partition, a row each. Names are kept for ever.</summary>
internal static class DeliveryRows
{
    /// <summary>What their keys begin with.</summary>
    public const string Kind = "delivery";

    /// <param name="row">Of the ledger; null when there is none any more.</param>
    /// <param name="at">On the shop clock.</param>
    public static Entity Row(MessageLead lead, SendRow? row, DeliveryEvent told, DateTimeOffset at) => new EntityProperties()
        .Set("EnrollmentId", lead.Key.EnrollmentId)
        .Set("StepId", lead.Key.StepId)
        .Set("Visit", lead.Key.Visit)
        .Set("Channel", lead.Key.Channel)
        .Set("MessageId", row?.MessageId)
        .Set("Kind", told.Kind)
        .Set("At", at)
        .Set("Reason", told.Reason)
        .Row(lead.CustomerId, RowKeys.Of(Kind, told.MessageKey.ToString("N"), OpaqueId.Of(26, told.EventId)));

    public static DeliveryFact Fact(Entity row) => new(
        new SendKey(row.Text("EnrollmentId")!, row.Text("StepId")!, (int)row.Number("Visit")!.Value, row.Word<Domain.Ledger.Channel>("Channel")),
        row.Word<DeliveryKind>("Kind"),
        row.Instant("At")!.Value)
    {
        MessageId = row.Text("MessageId"),
        Reason = row.Text("Reason"),
    };
}

/// <summary>Something that is known of a message after it was handed over.</summary>
/// <param name="At">On the shop clock, UTC.</param>
internal sealed record DeliveryFact(SendKey Key, DeliveryKind Kind, DateTimeOffset At)
{
    /// <summary>The message template; null when the ledger had no row of it any more.</summary>
    public string? MessageId { get; init; }

    /// <summary>What the provider said; null when it said nothing.</summary>
    public string? Reason { get; init; }
}
