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
        .Set("Link", told.Link)
        .Set("ToldAt", told.At)
        .Row(lead.CustomerId, KeyOf(told.MessageKey, told.EventId));

    /// <summary>What the keys of a message's rows begin with.</summary>
    public static string Under(Guid messageKey) => RowKeys.Under(Kind, messageKey.ToString("N"));

    public static string KeyOf(Guid messageKey, string eventId) => Under(messageKey) + OpaqueId.Of(26, eventId);

    public static DeliveryFact Fact(Entity row) => new(
        new SendKey(row.Text("EnrollmentId")!, row.Text("StepId")!, (int)row.Number("Visit")!.Value, row.Word<Domain.Ledger.Channel>("Channel")),
        row.Word<DeliveryKind>("Kind"),
        row.Instant("At")!.Value)
    {
        MessageId = row.Text("MessageId"),
        Reason = row.Text("Reason"),
        Link = row.Text("Link"),
        ToldAt = row.Instant("ToldAt"),
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

    /// <summary>Where the link leads that was followed; null where none was, or it is not known.</summary>
    public string? Link { get; init; }

    /// <summary>By the clock of whoever told it, UTC; null in rows that are older than this column.</summary>
    public DateTimeOffset? ToldAt { get; init; }
}
