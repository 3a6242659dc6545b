using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>Rows of the send ledger as they lie in the store: the names are kept for ever, so they are written here once more.</summary>
internal static class LedgerRow
{
    public static SendRow Of(Entity row)
    {
        SendKey key = new(row.Text("EnrollmentId")!, row.Text("StepId")!, (int)row.Number("Visit")!.Value, Enum.Parse<Channel>(row.Text("Channel")!));
        return new SendRow(key, Enum.Parse<SendState>(row.Text("State")!), row.Instant("DueAt")!.Value)
        {
            MessageId = row.Text("MessageId")!,
            Purpose = row.Text("Purpose") is { } purpose ? Enum.Parse<Purpose>(purpose) : null,
            DeferredUntil = row.Instant("DeferredUntil"),
            RankId = row.Text("RankId"),
            ClaimedAt = row.Instant("ClaimedAt"),
            ClaimedAtSystem = row.Instant("ClaimedAtSystem"),
            PayloadHash = row.Text("PayloadHash"),
            SettledAt = row.Instant("SettledAt"),
            ProviderId = row.Text("ProviderId"),
            Reason = row.Text("Reason"),
        };
    }
}
