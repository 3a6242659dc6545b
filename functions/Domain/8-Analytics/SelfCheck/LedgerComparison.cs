using FollowUpFlows.Domain.Sending;

namespace FollowUpFlows.Domain.Analytics;

/// <summary>Compares what days that passed again say of one customer's messages with what the send ledger has of the same days.</summary>
/// <param name="From">When the first day begins, UTC.</param>
/// <param name="End">When the day after the last begins, UTC: nothing of it or later is compared.</param>
/// <param name="Within">By how much two times may differ and still be alike, ≥ 0: a server needs a moment that a replay does not.</param>
public sealed record LedgerComparison(DateTimeOffset From, DateTimeOffset End, TimeSpan Within)
{
    /// <summary>Pairs the rows that were due within the days, by enrollment, step and visit; of a step that took another channel both rows are one pair.</summary>
    /// <param name="replayed">Of one customer, any order.</param>
    /// <param name="live">Of the same one.</param>
    /// <returns>By key; a row that the other side lacks stands alone.</returns>
    public IReadOnlyList<RowPair> Pairs(IEnumerable<SendRow> replayed, IEnumerable<SendRow> live)
    {
        List<SendRow> left = [.. replayed];
        List<RowPair> pairs = [];
        List<SendRow> alone = [];
        foreach (SendRow row in live.OrderBy(r => r.Key.Channel))
        {
            if (left.Find(r => r.Key == row.Key) is { } same)
            {
                left.Remove(same);
                pairs.Add(new RowPair(same, row));
            }
            else
            {
                alone.Add(row);
            }
        }

        foreach (SendRow row in alone)
        {
            SendRow? other = left.Find(r => r.Key with { Channel = row.Key.Channel } == row.Key);
            left.Remove(other!);
            pairs.Add(new RowPair(other, row));
        }

        return
        [
            .. pairs.Concat(left.Select(r => new RowPair(r, null)))
                .Where(p => IsWithin(p.Replayed) || IsWithin(p.Live))
                .OrderBy(p => p.Key.EnrollmentId, StringComparer.Ordinal).ThenBy(p => p.Key.StepId, StringComparer.Ordinal)
                .ThenBy(p => p.Key.Visit).ThenBy(p => p.Key.Channel),
        ];
    }

    /// <summary>Whether both say the same: what became of the message, by which channel, why, when, and at which rank. What was still open at the end is
    /// alike whatever became of it since.</summary>
    public bool IsSame(RowPair pair)
    {
        if (pair is not { Replayed: { } replayed, Live: { } live })
        {
            return false;
        }

        bool isFirstOpen = IsOpen(replayed);
        bool isSecondOpen = IsOpen(live);
        bool isPlannedAlike = replayed.MessageId == live.MessageId && IsNear(replayed.DueAt, live.DueAt);
        return isFirstOpen && isSecondOpen ? isPlannedAlike
            : isFirstOpen || isSecondOpen ? isPlannedAlike && IsNear((isFirstOpen ? live : replayed).SettledAt, End)
            : isPlannedAlike
                && replayed.State == live.State
                && replayed.Key.Channel == live.Key.Channel
                && replayed.RankId == live.RankId
                && (replayed.State == SendState.Sent || replayed.Reason == live.Reason)
                && IsNear(replayed.SettledAt, live.SettledAt);
    }

    /// <summary>Due on the edge, it may lie within for one side alone.</summary>
    private bool IsWithin(SendRow? row) => row is not null && row.DueAt >= From && row.DueAt < End;

    private bool IsOpen(SendRow row) => row.State == SendState.Planned || row.SettledAt >= End;

    private bool IsNear(DateTimeOffset? one, DateTimeOffset? other) => one == other || (one - other)?.Duration() <= Within;
}

/// <summary>One message as both sides have it.</summary>
/// <param name="Replayed">Null when it was not due for the replay.</param>
/// <param name="Live">Null when the ledger does not have it. Not both.</param>
public sealed record RowPair(SendRow? Replayed, SendRow? Live)
{
    /// <summary>Of the ledger's row, where there is one.</summary>
    public SendKey Key => (Live ?? Replayed)!.Key;

    /// <summary>When it was due, UTC.</summary>
    public DateTimeOffset DueAt => (Live ?? Replayed)!.DueAt;
}
