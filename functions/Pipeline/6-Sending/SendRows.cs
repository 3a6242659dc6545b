using System.Globalization;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>How rows of the send ledger are kept in the customer's partition. Names are kept for ever.</summary>
internal static class SendRows
{
    public static string KeyOf(SendKey key) => UnderStep(key) + key.Channel;

    /// <summary>What the keys of a step's rows begin with, whatever the channel.</summary>
    public static string UnderStep(SendKey key) =>
        RowKeys.Under("send", key.EnrollmentId, key.StepId, key.Visit.ToString(CultureInfo.InvariantCulture));

    /// <summary>What the keys of an enrollment's rows begin with.</summary>
    public static string UnderEnrollment(string enrollmentId) => RowKeys.Under("send", enrollmentId);

    public static Entity Row(string customerId, SendRow row, string? etag = null) => new EntityProperties()
        .Set("EnrollmentId", row.Key.EnrollmentId)
        .Set("StepId", row.Key.StepId)
        .Set("Visit", row.Key.Visit)
        .Set("Channel", row.Key.Channel)
        .Set("State", row.State)
        .Set("DueAt", row.DueAt)
        .Set("MessageId", row.MessageId)
        .Set("Purpose", row.Purpose?.ToString())
        .Set("DeferredUntil", row.DeferredUntil)
        .Set("RankId", row.RankId)
        .Set("ClaimedAt", row.ClaimedAt)
        .Set("ClaimedAtSystem", row.ClaimedAtSystem)
        .Set("PayloadHash", row.PayloadHash)
        .Set("FallbackFrom", row.Fallback?.From.ToString())
        .Set("FallbackReason", row.Fallback?.Reason.ToString())
        .Set("SettledAt", row.SettledAt)
        .Set("ProviderId", row.ProviderId)
        .Set("Reason", row.Reason)
        .Row(customerId, KeyOf(row.Key), etag);

    public static SendRow Row(Entity row)
    {
        SendKey key = new(row.Text("EnrollmentId")!, row.Text("StepId")!, (int)row.Number("Visit")!.Value, row.Word<Channel>("Channel"));
        return new SendRow(key, row.Word<SendState>("State"), row.Instant("DueAt")!.Value)
        {
            MessageId = row.Text("MessageId")!,
            Purpose = row.WordOrNull<Purpose>("Purpose"),
            DeferredUntil = row.Instant("DeferredUntil"),
            RankId = row.Text("RankId"),
            ClaimedAt = row.Instant("ClaimedAt"),
            ClaimedAtSystem = row.Instant("ClaimedAtSystem"),
            PayloadHash = row.Text("PayloadHash"),
            Fallback = row.WordOrNull<Channel>("FallbackFrom") is { } from ? new Fallback(from, row.Word<WithholdReason>("FallbackReason")) : null,
            SettledAt = row.Instant("SettledAt"),
            ProviderId = row.Text("ProviderId"),
            Reason = row.Text("Reason"),
        };
    }
}
