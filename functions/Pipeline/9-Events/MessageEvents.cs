using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Events;

/// <summary>What a row of the send ledger tells others.</summary>
internal static class MessageEvents
{
    public static IEnumerable<DomainEvent> Of(CustomerState before, Entity row)
    {
        SendRow send = SendRows.Row(row);
        SendState? was = before.Sends.TryGetValue(row.RowKey, out Entity? known) ? SendRows.Row(known).State : null;
        if (send.State == was || TypeOf(send.State) is not { } type)
        {
            yield break;
        }

        SendKey key = send.Key;
        MessageData data = new(
            before.CustomerId,
            key.EnrollmentId,
            key.EnrollmentId.Split(':')[0],
            key.StepId,
            key.Visit,
            key.Channel,
            send.MessageId,
            key.MessageKey,
            send.DueAt,
            send.Purpose,
            send.RankId,
            ReasonOf(send));
        DateTimeOffset time = send.SettledAt ?? send.ClaimedAt ?? send.DueAt;
        yield return EventsOfChange.About(before, type, key.MessageKey.ToString("N"), time, data);
    }

    private static string? TypeOf(SendState state) => state switch
    {
        SendState.Sent => EventTypes.MessageSent,
        SendState.Withheld => EventTypes.MessageWithheld,
        SendState.Failed => EventTypes.MessageFailed,
        SendState.Expired => EventTypes.MessageExpired,
        SendState.Held => EventTypes.MessageHeld,
        _ => null,
    };

    /// <summary>A word of a closed set: what a provider says in its own words may quote an address.</summary>
    private static string? ReasonOf(SendRow send) => send.State switch
    {
        SendState.Sent => null,
        SendState.Withheld when Enum.TryParse(send.Reason, out WithholdReason reason) => EventData.Word(reason),
        SendState.Failed when Enum.TryParse(send.Reason?.Split(':')[0], out ChannelFailure failure) => EventData.Word(failure),
        SendState.Failed => "not-rendered",
        SendState.Expired => "too-late",
        SendState.Held => "outcome-unknown",
        _ => "other",
    };
}
